// Inbox and case pages: keys in the list, its place kept, diagrams that lead on, forms sent once.
import { keepForms } from './lib/keep.js';
import { embedded } from './lib/page.js';

const TYPING = 'input, textarea, select, [contenteditable]';

// The list keeps its place from task to task.
const list = document.querySelector('.yk-list');
const lines = document.querySelector('[data-lines]');
if (list && lines) {
  const key = `list ${lines.dataset.lines}${window.location.search}`;
  list.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  document.querySelector('.yk-line-chosen')?.scrollIntoView({ block: 'nearest' });
  window.addEventListener('pagehide', () => sessionStorage.setItem(key, String(list.scrollTop)));
}

function move(step) {
  const all = [...document.querySelectorAll('[data-line]')];
  const from = all.findIndex((line) => line === document.activeElement);
  const chosen = all.findIndex((line) => line.hasAttribute('aria-current'));
  const start = from >= 0 ? from : chosen;
  all[Math.min(all.length - 1, Math.max(0, start + step))]?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  c: () => document.querySelector('[data-claim]')?.requestSubmit(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const action = lines && KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// A panel that opened under its button closes when one goes on elsewhere, or by Escape.
const panels = () => document.querySelectorAll('.yk-filter[open]');
document.addEventListener('click', ({ target }) => {
  for (const panel of panels()) if (!panel.contains(target)) panel.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const panel of panels()) {
    panel.open = false;
    panel.querySelector('summary').focus();
  }
});

// A plain form that changes a case is sent once, however often its button is clicked.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', (event) => {
    if (form.hasAttribute('aria-busy')) event.preventDefault();
    form.setAttribute('aria-busy', 'true');
  });
}
// Coming back to a page kept by the browser, its forms can be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-once]')) form.removeAttribute('aria-busy');
});

keepForms();

// A menu closes when one goes elsewhere, and by Escape.
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('[data-menu][open]')) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of document.querySelectorAll('[data-menu][open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
// What went wrong is read first.
document.querySelector('[data-look]')?.focus();

// An element of a diagram leads into the process it calls, else to what happened there.
document.addEventListener('diagram:element', ({ target, detail }) => {
  const address = target.dataset.case;
  if (!address) return;
  const process = embedded(target.dataset.marks, {}).calls?.[detail.id];
  window.location.assign(process
    ? `${address}?process=${encodeURIComponent(process)}`
    : `${address}/timeline?element=${encodeURIComponent(detail.id)}`);
});
