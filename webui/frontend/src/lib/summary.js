// What stands above a form after it was sent: what is wrong and where.
import { make } from './page.js';
import { signInLink } from './server.js';
import { say } from './words.js';

const FOCUSABLE = 'input, select, textarea, button, [tabindex]';

function jumpTo(inputId) {
  const escaped = CSS.escape(inputId);
  const target = document.querySelector(`#${escaped}, [id^="${escaped}-"]`);
  if (!target) return;
  const input = target.matches(FOCUSABLE) ? target : target.querySelector(FOCUSABLE) ?? target;
  input.scrollIntoView({ block: 'center' });
  input.focus();
}

function lineFor({ label, message, inputId }) {
  const line = make('li');
  const words = label ? say('{label}: {message}', { label, message }) : message;
  if (!inputId) {
    line.textContent = words;
    return line;
  }
  const link = make('button', 'btn btn-link p-0 text-start', words);
  link.type = 'button';
  link.addEventListener('click', () => jumpTo(inputId));
  line.append(link);
  return line;
}

export class Summary {
  constructor(host) {
    this.box = make('div', 'yk-form-summary');
    this.box.tabIndex = -1;
    host.prepend(this.box);
  }

  clear() {
    this.box.replaceChildren();
  }

  /** Lists what is wrong, each line jumping to its field. */
  list(problems, heading = say('Please correct the following:')) {
    const list = make('ul', 'mb-0');
    list.append(...problems.map(lineFor));
    this.#show('alert alert-danger', make('strong', '', heading), list);
  }

  /** Says what went wrong as a whole. */
  say(sentence) {
    this.#show('alert alert-danger', make('span', '', sentence));
  }

  /** Says that the session is over, without leaving the page. */
  signIn(address) {
    const link = signInLink(address, 'alert-link ms-2');
    this.#show('alert alert-warning', make('span', '',
      say('You were signed out. Sign in again in another tab, then come back and send: what you typed is still here.')), link);
  }

  #show(className, ...parts) {
    const alert = make('div', className);
    alert.setAttribute('role', 'alert');
    const words = make('div');
    words.append(...parts);
    alert.append(words);
    this.box.replaceChildren(alert);
    this.box.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: 'nearest' });
  }
}
