// Keeps what is typed into a plain form until it was taken: over a session that ended, a lost line, a
// reload. It stays in this tab, and is shown again to the same person alone, wherever the form is.
//
//   <form data-keep="manager">               what is typed for this person, told apart by the address
//   <form data-keep="manager 17">            … and by more, where that does not say it all
//   <form data-keep="manager" data-keep-sent>  only what was sent
import { forEachNow } from './page.js';

const PREFIX = 'kept ';
const FIELDS = 'textarea, select, input:not([type=hidden], [type=submit], [type=password], [type=file])';

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key, kept) {
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch { /* a browser without storage keeps nothing */ }
}

const isChoice = (field) => field.type === 'checkbox' || field.type === 'radio';

/** The fields of a form, each with a name of its own: several may be called the same. */
function fieldsOf(form) {
  const met = new Map();
  return [...form.elements].filter((field) => field.name && field.matches(FIELDS)).map((field) => {
    const name = isChoice(field) ? `${field.name}=${field.value}` : field.name;
    const nth = met.get(name) ?? 0;
    met.set(name, nth + 1);
    return [nth ? `${name}#${nth}` : name, field];
  });
}

function restore(form, values) {
  for (const [name, field] of fieldsOf(form)) {
    const kept = values[name];
    if (kept === undefined) continue;
    if (isChoice(field)) {
      field.checked = kept;
    // What the server gave back of a form that was refused is newer than what is kept.
    } else if (field.tagName === 'TEXTAREA' ? field.value === '' : field.value === field.defaultValue || field.tagName === 'SELECT') {
      field.value = kept;
    }
  }
}

function start(form) {
  const { pathname } = new URL(form.getAttribute('action') ?? '', window.location.href);
  const key = `${PREFIX}${form.dataset.keep} ${pathname}`;
  const kept = read(key);
  if (kept) restore(form, kept.values);
  const keep = (sent) => {
    const values = {};
    for (const [name, field] of fieldsOf(form)) values[name] = isChoice(field) ? field.checked : field.value;
    write(key, { values, sent });
  };
  if (!('keepSent' in form.dataset)) form.addEventListener('input', () => keep(false));
  form.addEventListener('submit', () => keep(true));
}

/** Keeps each `form[data-keep]`; forgets those that were sent once a page says it is done. */
export function keepForms() {
  // What was sent may have met a session that had ended: only a page that says it is done forgets it.
  if (document.querySelector('.alert-success, [data-taken]')) {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && read(key)?.sent) write(key, null);
    } catch { /* as above */ }
  }
  forEachNow('form[data-keep]', start);
}
