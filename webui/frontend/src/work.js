// Inbox and case pages: panels that close by themselves, diagrams that lead on, forms sent once.
import { keepForms } from './lib/keep.js';
import { embedded } from './lib/page.js';

// A panel or a menu that opened under its button closes when one goes on elsewhere, or by Escape.
const panels = () => document.querySelectorAll('.yk-filter[open], [data-menu][open]');
document.addEventListener('click', ({ target }) => {
  for (const panel of panels()) if (!panel.contains(target)) panel.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
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
