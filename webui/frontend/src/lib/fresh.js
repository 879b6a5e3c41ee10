// Keeps a list fresh without taking its reader's place: it asks every while whether the top of the
// list has changed, says so in a line, and brings the new lines only when that is wished for.
import { make } from './page.js';
import { say } from './words.js';

const EVERY = 20_000;
const LONGEST = 300_000;

/**
 * `news` is the line that tells; `list` scrolls and holds `lines`; `changed()` is told afterwards.
 * An empty list has no lines yet: it is opened anew when there is something to show.
 */
export function keepFresh(news, { list, lines, changed }) {
  const head = news.parentElement;
  let wait = EVERY;
  let version = news.dataset.version;
  let found = null;

  const tasks = () => [...(lines?.querySelectorAll('[data-task]') ?? [])];

  async function ask() {
    if (document.hidden || found) return;
    const join = news.dataset.pulse.includes('?') ? '&' : '?';
    const reply = await fetch(`${news.dataset.pulse}${join}known=${version}`, {
      // Nobody need be at the page for this: it must not keep a session alive.
      headers: { Accept: 'application/json', 'X-By-Itself': '1' },
    });
    if (reply.status === 204) return;
    if (!reply.ok) throw new Error(String(reply.status));
    found = await reply.json();
    offer();
  }

  function offer() {
    const known = new Set(tasks().map((line) => line.dataset.task));
    const fresh = found.tasks.filter((task) => !known.has(task)).length;
    const words = fresh > 1 ? say('{count} new tasks', { count: fresh })
      : say(fresh ? '1 new task' : 'This list has changed');
    const button = make('button', 'btn btn-sm', say('show'));
    button.type = 'button';
    button.addEventListener('click', bring);
    news.replaceChildren(make('span', '', words), button);
  }

  async function bring() {
    if (!lines) {
      window.location.assign(news.dataset.list);
      return;
    }
    const reply = await fetch(news.dataset.list, { headers: { 'HX-Request': 'true' } });
    if (!reply.ok) return;
    const page = new DOMParser().parseFromString(`<ul>${await reply.text()}</ul>`, 'text/html');
    news.replaceChildren(make('span', 'text-secondary', say('The list is up to date.')));
    replace([...page.querySelector('ul').children].map((line) => document.adoptNode(line)));
    version = found?.version ?? version;
    found = null;
    changed();
  }

  // What was loaded further down stays; what was chosen stays chosen; the focus stays on its line.
  function replace(fresh) {
    const chosen = new Set([...lines.querySelectorAll('.yk-choose:checked')].map((box) => box.value));
    const current = lines.querySelector('[aria-current]')?.closest('[data-task]')?.dataset.task;
    const focused = document.activeElement?.closest?.('[data-task]')?.dataset.task;
    const held = anchor(focused);
    const size = fresh.filter((line) => line.dataset.task).length;
    const top = new Set(fresh.map((line) => line.dataset.task));
    const beyond = [...lines.children].slice(size);
    const more = beyond.filter((line) => !top.has(line.dataset.task));
    const grown = more.filter((line) => line.dataset.task).length > 0;
    lines.replaceChildren(...(grown ? fresh.filter((line) => line.dataset.task) : fresh), ...(grown ? more : []));
    for (const line of tasks()) {
      const { task } = line.dataset;
      const box = line.querySelector('.yk-choose');
      if (box) box.checked = chosen.has(task);
      line.classList.toggle('yk-line-chosen', task === current);
      if (task === current) line.querySelector('[data-line]').setAttribute('aria-current', 'true');
      if (task === focused) line.querySelector('[data-line]').focus({ preventScroll: true });
    }
    window.htmx?.process(lines);
    hold(held);
  }

  // The line one looks at stays where it is on the screen, whatever comes above it.
  function anchor(focused) {
    const top = list.getBoundingClientRect().top;
    const seen = tasks().find((line) => line.dataset.task === focused)
      ?? tasks().find((line) => line.getBoundingClientRect().bottom > top + head.offsetHeight);
    return seen && { task: seen.dataset.task, y: seen.getBoundingClientRect().top };
  }

  function hold(held) {
    const line = held && tasks().find((each) => each.dataset.task === held.task);
    if (line && list.scrollTop > 0) list.scrollTop += line.getBoundingClientRect().top - held.y;
  }

  async function turn() {
    try {
      await ask();
      wait = EVERY;
    } catch {
      wait = Math.min(LONGEST, wait * 2); // the line or the server is away: asked less often
    }
    setTimeout(turn, wait);
  }
  setTimeout(turn, wait);
  // Whoever comes back to the window wants to know at once.
  document.addEventListener('visibilitychange', () => ask().catch(() => {}));
  document.addEventListener('yekuo:ask', () => ask().catch(() => {}));
}
