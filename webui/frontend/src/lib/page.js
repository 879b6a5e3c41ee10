// What every script of ours needs to know about the page it runs in.

/** The page's language as the server chose it, e.g. "en" or "zh-Hans-CN". */
export const language = () => document.documentElement.lang || 'en';

export const isChinese = () => language().toLowerCase().startsWith('zh');

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

/** Takes the token of a session that began after this page was opened. */
export function renewCsrfToken(token) {
  document.querySelector('meta[name="csrf-token"]').content = token;
}

/** Reads the JSON of a `<script type="application/json" id="…">`; `fallback` if there is none. */
export function embedded(id, fallback) {
  const holder = id && document.getElementById(id);
  return holder ? JSON.parse(holder.textContent) : fallback;
}

/** Makes an element: `make('span', 'badge', 'late')`. Text only, so nothing is ever parsed as HTML. */
export function make(tag, className = '', text = '') {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

/**
 * Calls `start(element)` once for each element that matches, now and after every htmx swap.
 * A failing element says so in the console and does not keep the others from starting.
 */
export function forEachNow(selector, start) {
  const seen = new WeakSet();
  const scan = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (seen.has(element)) continue;
      seen.add(element);
      Promise.resolve(element).then(start).catch((error) => console.error(selector, error));
    }
  };
  document.addEventListener('htmx:after:swap', scan);
  document.addEventListener('htmx:after:settle', scan);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', scan);
  else scan();
}
