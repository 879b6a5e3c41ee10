// Reads a folder of process files with the Modeler's own readers and linters; prints one JSON.
// node check.mjs FOLDER [CASE.json]: CASE is played through the forms as a browser would.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

import { validate as validateTemplate } from '@bpmn-io/element-templates-validator';
import { BpmnModdle } from 'bpmn-moddle';
import { Linter } from 'bpmnlint';
import NodeResolver from 'bpmnlint/lib/resolver/node-resolver.js';
import { DmnModdle } from 'dmn-moddle';
import { build } from 'esbuild';
import { JSDOM } from 'jsdom';

const require = createRequire(import.meta.url);
const here = path.dirname(new URL(import.meta.url).pathname);
const camunda = require('camunda-bpmn-moddle/resources/camunda.json');
const camundaDmn = require('camunda-dmn-moddle/resources/camunda.json');

const [, , folder, caseFile] = process.argv;
const text = (file) => fs.readFileSync(file, 'utf8');
const files = (suffix) => fs.readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(suffix)).sort();

async function each(suffix, check) {
  const found = {};
  for (const name of files(suffix)) found[path.basename(name)] = await check(path.join(folder, name));
  return found;
}

async function bpmn(file) {
  const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver() });
  const { rootElement, warnings } = await new BpmnModdle({ camunda }).fromXML(text(file));
  const problems = Object.entries(await linter.lint(rootElement))
    .flatMap(([rule, found]) => found.map(({ id, message }) => `${rule}: ${id}: ${message}`));
  return [...warnings.map(({ message }) => message), ...problems];
}

async function dmn(file) {
  const { warnings } = await new DmnModdle({ camunda: camundaDmn }).fromXML(text(file));
  return warnings.map(({ message }) => message);
}

function template(file) {
  const { valid, errors } = validateTemplate(JSON.parse(text(file)));
  return valid ? [] : errors.map(({ message }) => message);
}

// The form linter is written for a bundler: its imports have no file endings.
async function formLinter() {
  const outfile = path.join(here, 'node_modules', '.cache', 'form-linting.mjs');
  await build({ entryPoints: [require.resolve('@camunda/form-linting')], bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error' });
  const { FormLinter } = await import(pathToFileURL(outfile));
  return (file) => new FormLinter().lint(text(file)).map(({ id, message }) => `${id}: ${message}`);
}

function viewer() {
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true, url: 'http://localhost/' });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (!(name in globalThis)) globalThis[name] = window[name];
  }
  const { Form } = require('@bpmn-io/form-js-viewer');
  return async (schema, data) => {
    const container = window.document.createElement('div');
    window.document.body.append(container);
    const form = new Form({ container });
    const { warnings } = await form.importSchema(schema, data);
    await new Promise((done) => setTimeout(done, 0));
    const { data: sent, errors } = form.submit();
    container.remove();
    return { warnings: warnings.map(String), sent, errors };
  };
}

async function forms(play) {
  const lint = await formLinter();
  return each('.form', async (file) => {
    const { warnings, errors } = await play(JSON.parse(text(file)), {});
    return { problems: [...lint(file), ...warnings], empty: Object.keys(errors) };
  });
}

async function played(play) {
  const { start, steps } = JSON.parse(text(caseFile));
  const schemas = Object.fromEntries(files('.form').map((name) => [path.basename(name, '.form'), path.join(folder, name)]));
  let known = {};
  const found = [];
  for (const { form, values } of [start, ...steps]) {
    const { sent, errors } = await play(JSON.parse(text(schemas[form])), { ...known, ...values });
    const lost = Object.keys(values).filter((key) => !(key in sent));
    found.push({ form, errors, lost });
    known = { ...known, ...sent };
  }
  return found;
}

const play = viewer();
console.log(JSON.stringify({
  bpmn: await each('.bpmn', bpmn),
  dmn: await each('.dmn', dmn),
  templates: await each('.json', template),
  forms: await forms(play),
  played: caseFile ? await played(play) : [],
}));
