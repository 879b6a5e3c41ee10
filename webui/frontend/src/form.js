// Shows a form-js form and sends what was filled in as JSON.
//
//   <div data-form="task-form" data-form-data="task-data"></div>          add data-form-readonly to show only
//   <script type="application/json" id="task-form">{form-js schema, labels already translated}</script>
//   <script type="application/json" id="task-data">{values}</script>
//   <button type="button" data-form-submit="/tasks/7/complete">Complete the survey</button>
//
// The button stands anywhere in the same [data-form-frame] (or the page).
// With `data-draft` or `data-beginning` on the host what is typed is kept as it is typed: see
// lib/draft.js and lib/beginning.js.
// Sent: {"values": {...}} plus what `data-form-extra='{"version": 3}'` on the host holds.
// Expected back: {"redirect": "/…"}, or {"message": "…", "errors": [{"field": "equipment.0.power_kw",
// "message": "…"}]} with a 4xx status.
import { createForm } from '@bpmn-io/form-js-viewer';
import flatpickr from 'flatpickr';
import { Mandarin } from 'flatpickr/dist/l10n/zh.js';

import { embedded, forEachNow, isChinese, make, renewCsrfToken } from './lib/page.js';
import { Beginning } from './lib/beginning.js';
import { Draft } from './lib/draft.js';
import { post } from './lib/server.js';
import { Summary } from './lib/summary.js';
import { say } from './lib/words.js';

// The week begins on Monday, in both languages.
flatpickr.localize({ ...(isChinese() ? Mandarin : {}), firstDayOfWeek: 1 });

const TRANSLATE = { translate: ['value', say] };

/** Every field on the screen: its place in the values, its place in form-js' errors, its input's id. */
function fieldsOf(form) {
  return form.get('formFieldInstanceRegistry').getAllKeyed().map(({ id, valuePath, indexes }) => {
    const rows = Object.values(indexes ?? {});
    const field = form.get('formFieldRegistry').get(id);
    return {
      name: valuePath.join('.'),
      errorPath: [id, ...rows],
      label: field.label || field.dateLabel || field.timeLabel || valuePath.at(-1),
      inputId: [`fjs-form-${form._id}-${id}`, ...rows].join('_'),
    };
  });
}

const at = (tree, path) => path.reduce((node, key) => node?.[key], tree);

function put(tree, path, value) {
  const last = path.length - 1;
  const parent = path.slice(0, last).reduce((node, key) => (node[key] ??= {}), tree);
  parent[path[last]] = value;
}

/** What form-js itself found, as the lines of the summary. */
function problemsFound(form, errors) {
  return fieldsOf(form).flatMap((field) =>
    (at(errors, field.errorPath) ?? []).map((message) => ({ ...field, message })));
}

/**
 * Sets the server's errors at their fields and returns the lines of the summary. form-js has no
 * public way in for errors from outside; its state is what its own validation writes too, and it
 * clears each when its field is changed.
 */
function setServerErrors(form, problems) {
  const known = new Map(fieldsOf(form).map((field) => [field.name, field]));
  const errors = {};
  const lines = problems.map(({ field: name, message }) => {
    const field = known.get(name);
    if (field) put(errors, field.errorPath, [...(at(errors, field.errorPath) ?? []), message]);
    return field ? { ...field, message } : { label: '', message };
  });
  form._setState({ errors });
  return lines;
}

class FormPage {
  constructor(host, form, draft) {
    this.host = host;
    this.draft = draft;
    this.form = form;
    this.frame = host.closest('[data-form-frame]') ?? document;
    this.summary = new Summary(host);
    this.sending = false;
    this.changed = false;
  }

  start() {
    for (const button of this.#buttons()) {
      button.addEventListener('click', () => { if (!this.sending) this.form.submit(); });
    }
    // Reached by our button, by Enter in a field and by a submit button inside the schema alike.
    this.form.on('submit', ({ data, errors }) => this.#submitted(data, errors));
    this.form.on('field.updated', () => { this.changed = true; });
    window.addEventListener('beforeunload', (event) => {
      // A draft is safe in this browser at least: nobody is kept from leaving.
      if (this.draft ? !this.draft.safe : this.changed) event.preventDefault();
    });
    this.draft?.start(this.form);
  }

  #buttons() {
    return this.frame.querySelectorAll('[data-form-submit]');
  }

  #submitted(data, errors) {
    if (this.sending) return;
    const problems = problemsFound(this.form, errors);
    const [button] = this.#buttons();
    if (problems.length > 0) this.summary.list(problems);
    else if (button) this.#send(button.getAttribute('data-form-submit'), data);
  }

  async #send(address, values) {
    this.#setSending(true);
    this.summary.clear();
    try {
      const extra = JSON.parse(this.host.dataset.formExtra ?? '{}');
      this.#answered(await post(address, { ...extra, ...this.draft?.sending(values), values }));
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
      this.summary.say(say('The server cannot be reached. What you typed is still here; try again in a moment.'));
    } finally {
      if (!this.leaving) this.#setSending(false);
    }
  }

  #answered({ status, ok, answer }) {
    if (ok) {
      this.changed = false;
      this.draft?.done();
      this.leaving = true;
      window.location.assign(answer.redirect);
    } else if (status === 401) {
      this.summary.signIn(answer.sign_in);
    } else if (answer.csrf_token) {
      renewCsrfToken(answer.csrf_token);
      this.summary.say(say('You have signed in again since this page was opened. Check that it is you, then send once more.'));
    } else if (answer.errors?.length > 0) {
      this.summary.list(setServerErrors(this.form, answer.errors), answer.message);
    } else {
      this.summary.say(answer.message
        ?? say('The server refused this ({status}). What you typed is still here.', { status }));
    }
  }

  #setSending(sending) {
    this.sending = sending;
    for (const button of this.#buttons()) button.disabled = sending;
    this.host.toggleAttribute('aria-busy', sending);
  }
}

async function show(host) {
  const place = make('div');
  host.classList.add('yk-form');
  host.append(place);
  try {
    const data = embedded(host.dataset.formData, {});
    const draft = Draft.of(host) ?? Beginning.of(host);
    const form = await createForm({
      container: place,
      schema: embedded(host.dataset.form),
      data: draft ? draft.over(data) : data,
      properties: host.hasAttribute('data-form-readonly') ? { readOnly: true } : {},
      additionalModules: [TRANSLATE],
      // A keystroke counts at once: held back, a redraw in between would take it away again.
      debounce: false,
    });
    new FormPage(host, form, draft).start();
  } catch (error) {
    host.dataset.state = 'failed';
    place.replaceWith(make('p', 'alert alert-danger', say('The form could not be shown.')));
    throw error;
  }
  host.dataset.state = 'shown';
}

forEachNow('[data-form]', show);
