// Offers colleagues while a comment is written: `@` and a piece of a name opens a list, the arrows
// move in it, Enter or Tab takes one, Escape closes it. A text of several lines may not be a combobox
// (ARIA in HTML), so it stays a textbox with `aria-autocomplete`, and how many were found is said.
import { make } from './page.js';
import { say } from './words.js';

const REST = 150; // ms without a keystroke before the server is asked
const NAMING = /(?:^|[^A-Za-z0-9_])[@＠]([^\s@＠,，.。;；:：!！?？]{0,30})$/u;

let made = 0;

export class Mentions {
  constructor(text) {
    this.text = text;
    this.options = [];
    this.at = -1;
    this.list = make('ul', 'yk-mentions dropdown-menu');
    made += 1;
    this.list.id = `mentions-${made}`;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', text.dataset.mentionLabel);
    this.said = make('div', 'text-secondary small mt-1 visually-hidden');
    this.said.setAttribute('role', 'status');
    text.after(this.list, this.said);
    text.setAttribute('aria-autocomplete', 'list');
    text.setAttribute('aria-haspopup', 'listbox');
    text.setAttribute('aria-controls', this.list.id);
    text.addEventListener('input', () => this.#typed());
    text.addEventListener('keydown', (event) => this.#key(event));
    text.addEventListener('blur', () => this.#close());
  }

  #begun() {
    if (this.text.selectionStart !== this.text.selectionEnd) return null;
    return NAMING.exec(this.text.value.slice(0, this.text.selectionStart));
  }

  #typed() {
    clearTimeout(this.timer);
    const begun = this.#begun();
    if (!begun) this.#close();
    else this.timer = setTimeout(() => this.#ask(begun[1]), REST);
  }

  async #ask(piece) {
    try {
      const address = `${this.text.dataset.mention}?q=${encodeURIComponent(piece)}`;
      const reply = await fetch(address, { headers: { Accept: 'application/json' } });
      if (!reply.ok) return;
      const found = await reply.json();
      if (this.#begun()?.[1] === piece) this.#open(found, piece);
    } catch { /* without a connection a name is typed in full */ }
  }

  #open(found, piece) {
    this.options = found;
    this.list.replaceChildren(...found.map((person, place) => this.#option(person, place)));
    this.list.classList.toggle('show', found.length > 0);
    this.#say(found.length, piece);
    this.#move(found.length ? 0 : -1);
  }

  // How many were found is heard, the list being seen; that nobody was must be seen as well: whoever
  // is named but does not see the case hears nothing of it.
  #say(count, piece) {
    const none = count === 0 && piece !== '';
    this.said.classList.toggle('visually-hidden', !none);
    if (none) this.said.textContent = say('No colleague who sees this case is called “{piece}”: nobody will be told.', { piece });
    else this.said.textContent = count ? say('{count} colleagues', { count }) : '';
  }

  #option(person, place) {
    const option = make('li', 'dropdown-item yk-mention-option');
    option.id = `${this.list.id}-${place}`;
    option.setAttribute('role', 'option');
    option.append(make('span', '', person.name), make('span', 'text-secondary small', person.login));
    // Before the box loses its focus, which would close the list.
    option.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.#take(place);
    });
    return option;
  }

  #move(to) {
    this.at = to;
    [...this.list.children].forEach((option, place) => {
      option.classList.toggle('active', place === to);
      option.setAttribute('aria-selected', String(place === to));
    });
    if (to < 0) this.text.removeAttribute('aria-activedescendant');
    else this.text.setAttribute('aria-activedescendant', `${this.list.id}-${to}`);
  }

  #key(event) {
    if (!this.options.length || event.isComposing) return;
    const count = this.options.length;
    const keys = {
      ArrowDown: () => this.#move((this.at + 1) % count),
      ArrowUp: () => this.#move((this.at + count - 1) % count),
      Enter: () => this.#take(this.at),
      Tab: () => this.#take(this.at),
      Escape: () => this.#close(),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  /** Writes the name; of several with the same name the sign-in name says which. */
  #take(place) {
    const person = this.options[place];
    const begun = this.#begun();
    if (!person || !begun) return;
    const alike = this.options.filter((each) => each.name === person.name).length > 1;
    const end = this.text.selectionStart;
    const start = end - begun[1].length;
    this.text.setRangeText(`${alike ? person.login : person.name} `, start, end, 'end');
    this.#close();
    this.text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #close() {
    clearTimeout(this.timer);
    this.options = [];
    this.list.classList.remove('show');
    this.list.replaceChildren();
    this.#say(0, '');
    this.#move(-1);
  }
}
