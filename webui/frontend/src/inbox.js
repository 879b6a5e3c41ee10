// The inbox: keys, several tasks chosen at once, its place kept, news told without taking the place.
import { keepFresh } from './lib/fresh.js';
import { say } from './lib/words.js';

const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable]';
const list = document.querySelector('.yk-list');
const lines = document.querySelector('[data-lines]');
const help = document.querySelector('[data-keys-dialog]');

// The list keeps its place from task to task.
if (list && lines) {
  const key = `list ${lines.dataset.lines}${window.location.search}`;
  list.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  document.querySelector('.yk-line-chosen')?.scrollIntoView({ block: 'nearest' });
  window.addEventListener('pagehide', () => sessionStorage.setItem(key, String(list.scrollTop)));
}

/** The line the keys mean: the one with the focus, else that of the task shown. */
const here = () => document.activeElement?.closest('[data-task]')
  ?? document.querySelector('.yk-line-chosen');

function move(step) {
  const all = [...document.querySelectorAll('[data-line]')];
  const start = all.indexOf(here()?.querySelector('[data-line]'));
  all[Math.min(all.length - 1, Math.max(0, start + step))]?.focus();
}

function take() {
  const form = document.activeElement?.closest('[data-task]')?.querySelector('.yk-line-claim')
    ?? document.querySelector('[data-claim]');
  form?.requestSubmit();
}

function choose() {
  const box = here()?.querySelector('.yk-choose');
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  c: take,
  x: choose,
  '?': () => help?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const action = help?.open ? null : KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

for (const button of document.querySelectorAll('[data-keys]')) {
  button.hidden = false;
  button.addEventListener('click', () => help?.showModal());
}

// Several tasks chosen: how many, and all at once.
const boxes = () => [...document.querySelectorAll('.yk-choose')];
const number = document.querySelector('[data-chosen-number]');
const every = document.querySelector('[data-choose-all]');

function tell() {
  const chosen = boxes().filter((box) => box.checked).length;
  if (number) number.textContent = chosen ? say('{count} chosen', { count: chosen }) : '';
  if (!every) return;
  const all = every.querySelector('input');
  all.checked = chosen > 0 && chosen === boxes().length;
  all.indeterminate = chosen > 0 && !all.checked;
}

if (every) {
  every.hidden = false;
  every.addEventListener('change', ({ target }) => {
    for (const box of boxes()) box.checked = target.checked;
    tell();
  });
}
lines?.addEventListener('change', tell);
document.addEventListener('htmx:after:swap', tell);
window.addEventListener('pageshow', tell);

const news = document.querySelector('[data-news]');
if (news) keepFresh(news, { list, lines, changed: tell });
