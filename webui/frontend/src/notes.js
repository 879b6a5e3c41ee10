// Comments and papers of a case: sent without leaving the page, so that a form half filled in beside
// them stays as it is. Without this script the same forms are sent the plain way.
import { Mentions } from './lib/mentions.js';
import { csrfToken, forEachNow, make, renewCsrfToken } from './lib/page.js';
import { post, signInLink } from './lib/server.js';
import { say } from './lib/words.js';

const KEPT = 'yekuo comment ';

/** Shows a new list in the card that `inside` stands in; `note` is said beside the form. */
function show(inside, { list, count, note }) {
  const card = inside.closest('[data-notes]');
  // Made by our own server with everything in it escaped, as every page of ours is.
  card.querySelector('[data-notes-list]').innerHTML = list;
  card.querySelector('[data-notes-count]').textContent = count || '';
  tell(card, note);
}

function tell(card, words, ...more) {
  const status = card.querySelector('[data-notes-status]');
  if (status) status.replaceChildren(words, ...more.flatMap((each) => [' ', each]));
}

/** Sends a form; returns what the server answered, null after saying why it took nothing. */
async function ask(form) {
  const card = form.closest('[data-notes]');
  if (form.hasAttribute('aria-busy')) return null;
  form.setAttribute('aria-busy', 'true');
  try {
    const { status, ok, answer } = await post(form.action, new FormData(form));
    if (ok) return answer;
    if (answer.csrf_token) {
      renewCsrfToken(answer.csrf_token);
      form.elements.csrf_token.value = answer.csrf_token;
    }
    if (status === 401) tell(card, say('You were signed out. Sign in again in another tab, then send once more.'), signInLink(answer.sign_in));
    else if (answer.csrf_token) tell(card, say('You have signed in again since this page was opened. Check that it is you, then send once more.'));
    else tell(card, answer.message ?? say('The server refused this ({status}). What you typed is still here.', { status }));
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
    tell(card, say('The server cannot be reached. What you typed is still here; try again in a moment.'));
  } finally {
    form.removeAttribute('aria-busy');
  }
  return null;
}

/** A comment being written: kept in this browser until it is sent. */
function comment(form) {
  const { text, request } = form.elements;
  const key = `${KEPT}${form.dataset.say}`;
  const keep = () => {
    try {
      if (text.value) localStorage.setItem(key, text.value);
      else localStorage.removeItem(key);
    } catch { /* a browser without storage keeps nothing */ }
  };
  try {
    text.value ||= localStorage.getItem(key) ?? '';
  } catch { /* as above */ }
  text.addEventListener('input', keep);
  new Mentions(text);
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await ask(form);
    if (!answer) return;
    text.value = '';
    request.value = answer.request;
    keep();
    show(form, answer);
  });
}

// Withdrawing and removing: the list is drawn anew, so its forms are listened to from above.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-notes-act]')) return;
  event.preventDefault();
  const card = form.closest('[data-notes]');
  const answer = await ask(form);
  if (!answer) return;
  show(form, answer);
  const title = card.querySelector('h2');
  title.tabIndex = -1;
  title.focus();
});

/** Sends one file and tells how far it is; resolves to the status and the answer. */
function upload(form, file, progress) {
  return new Promise((resolve) => {
    const body = new FormData(form);
    body.delete('file');
    body.append('file', file);
    body.append('request', `${Date.now()}-${Math.random().toString(36).slice(2)}`);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('X-CSRFToken', csrfToken());
    request.upload.addEventListener('progress', ({ loaded, total }) => { progress.value = loaded / total; });
    request.addEventListener('loadend', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch { /* no answer of ours: the status says enough */ }
      resolve({ status: request.status, answer });
    });
    request.send(body);
  });
}

function why(status, answer) {
  if (status === 0) return [say('The server cannot be reached. The file was not sent.')];
  if (status === 401) return [say('You were signed out. Sign in again in another tab, then send once more.'), signInLink(answer.sign_in)];
  if (answer.csrf_token) {
    renewCsrfToken(answer.csrf_token);
    return [say('You have signed in again since this page was opened. Check that it is you, then send once more.')];
  }
  return [answer.message ?? say('The server refused this ({status}).', { status })];
}

/** One line for a file on its way: its name, how far it is, what went wrong. */
function lineFor(file, lines) {
  const line = make('li', 'yk-upload');
  const progress = make('progress');
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute('aria-label', file.name);
  line.append(make('span', 'yk-upload-name', file.name), progress);
  lines.append(line);
  return {
    progress,
    done: () => line.remove(),
    failed: (words) => {
      const said = make('span', 'yk-upload-failed');
      said.append(...words.flatMap((each) => [' ', each]));
      progress.replaceWith(said);
    },
  };
}

function papers(form) {
  const { file: input, kind } = form.elements;
  const card = form.closest('[data-notes]');
  const lines = form.querySelector('[data-uploads]');
  const largest = Number(form.dataset.papers);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (form.hasAttribute('aria-busy')) return;
    form.setAttribute('aria-busy', 'true');
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    lines.replaceChildren();
    tell(card, say('Sending…'));
    const files = [...input.files];
    let failed = 0;
    for (const file of files) {
      const line = lineFor(file, lines);
      if (file.size > largest) {
        failed += 1;
        line.failed([say('This file is larger than {size} MB.', { size: Math.floor(largest / 1024 / 1024) })]);
        continue;
      }
      const { status, answer } = await upload(form, file, line.progress);
      if (status === 200) {
        line.done();
        show(form, answer);
      } else {
        failed += 1;
        line.failed(why(status, answer));
      }
    }
    if (failed) tell(card, say('{failed} of {all} files were not added.', { failed, all: files.length }));
    else kind.value = '';
    input.value = '';
    named();
    button.disabled = false;
    form.removeAttribute('aria-busy');
  });

  // A button of ours, in the page's language and not the browser's; the field is there for the keys.
  const choose = form.querySelector('[data-choose]');
  const chosen = choose.querySelector('[data-chosen]');
  const none = chosen.textContent;
  choose.hidden = false;
  input.classList.add('yk-choose-field');
  const named = () => {
    chosen.textContent = [...input.files].map((file) => file.name).join(say(', ')) || none;
  };
  input.addEventListener('change', named);

  const place = form.querySelector('[data-drop]');
  const over = (is) => place.classList.toggle('yk-drop-over', is);
  place.addEventListener('dragover', (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    over(true);
  });
  place.addEventListener('dragleave', (event) => { if (!place.contains(event.relatedTarget)) over(false); });
  place.addEventListener('drop', (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    over(false);
    input.files = event.dataTransfer.files;
    named();
    kind.focus();
  });
}

forEachNow('[data-say]', comment);
forEachNow('[data-papers]', papers);
