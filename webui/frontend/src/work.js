// Inbox and case pages: panels that close by themselves, diagrams that lead on, forms sent once.
import { keepForms } from './lib/keep.js';
import { embedded } from './lib/page.js';

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
