// Builds everything a page loads into webui/static/vendor (git-ignored, carried by the wheel):
// the files of packages that are usable as they are, our own bundles, and the licences of both.
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MODULES = path.join(HERE, 'node_modules');
const OUT = path.resolve(HERE, '../static/vendor');
// Built beside its place and moved there when whole: a broken build leaves the last good one standing.
const FRESH = `${OUT}.building`;

const READY_MADE = {
  '@tabler/core': ['dist/css/tabler.min.css', 'dist/js/tabler.min.js'],
  'htmx.org': ['dist/htmx.min.js'],
  'bpmn-js': ['dist/assets/bpmn-js.css', 'dist/assets/diagram-js.css', 'dist/assets/bpmn-font'],
  '@bpmn-io/form-js-viewer': ['dist/assets/form-js.css'],
};

const folderOf = (name) => name.replace(/^@[^/]+\//, '');

async function copyReadyMade() {
  for (const [name, files] of Object.entries(READY_MADE)) {
    for (const file of files) {
      const target = path.join(FRESH, folderOf(name), file.replace(/^dist\/(assets\/)?/, ''));
      await mkdir(path.dirname(target), { recursive: true });
      await cp(path.join(MODULES, name, file), target, { recursive: true });
    }
  }
}

// Every file directly in src is a page's entry point; what they share lies in src/lib.
async function bundleOurs() {
  const source = path.join(HERE, 'src');
  const entries = await readdir(source, { withFileTypes: true });
  const result = await build({
    absWorkingDir: HERE,
    entryPoints: entries.filter((e) => e.isFile()).map((e) => path.join(source, e.name)),
    outdir: path.join(FRESH, 'yekuo'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(result.metafile.inputs);
}

function packagesOf(inputs) {
  const found = inputs.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return new Set([...Object.keys(READY_MADE), ...found.filter(Boolean)]);
}

async function writeLicences(packages) {
  const target = path.join(FRESH, 'licences');
  await mkdir(target, { recursive: true });
  const lines = [];
  for (const name of [...packages].sort()) {
    const manifest = JSON.parse(await readFile(path.join(MODULES, name, 'package.json'), 'utf8'));
    const files = (await readdir(path.join(MODULES, name))).filter((f) => /^(licen[cs]e|notice)/i.test(f));
    for (const file of files) {
      await cp(path.join(MODULES, name, file), path.join(target, `${name.replace('/', '__')}.${file}`));
    }
    lines.push(`${name} ${manifest.version}: ${manifest.license}`);
  }
  await writeFile(path.join(target, 'PACKAGES.txt'), `${lines.join('\n')}\n`);
}

await rm(FRESH, { recursive: true, force: true });
await copyReadyMade();
await writeLicences(packagesOf(await bundleOurs()));
await rm(OUT, { recursive: true, force: true });
await rename(FRESH, OUT);
process.stdout.write(`front end built in ${path.relative(process.cwd(), OUT)}\n`);
