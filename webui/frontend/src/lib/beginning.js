// Keeps what is typed into a form that begins something, so that the server has no draft of it yet:
//
//   <div data-form="…" data-form-extra='{"request": "…"}' data-beginning="/cases/new/permit" data-draft-person="manager"></div>
//   <span data-draft-status role="status"></span>          in the same [data-form-frame]
//
// It stays in this browser until it was begun: over a lost connection, a lost session, a closed window.
// What was sent stays with the number of its request: begun and never answered, it is not begun twice.
import { Kept, timeOf } from './kept.js';
import { make } from './page.js';
import { say } from './words.js';

export class Beginning {
  /** What a form's host asks for, null when it asks for nothing. */
  static of(host) {
    return host.dataset.beginning ? new Beginning(host) : null;
  }

  constructor(host) {
    this.kept = new Kept(host.dataset.draftPerson, host.dataset.beginning);
    this.mine = this.kept.get();
    this.request = JSON.parse(host.dataset.formExtra).request;
    this.status = (host.closest('[data-form-frame]') ?? document).querySelector('[data-draft-status]');
    this.safe = true; // nothing is typed that is kept nowhere
  }

  /** What is sent with the values: the number they were sent by before, unless they are others. */
  sending(values) {
    const again = this.mine?.known && JSON.stringify(this.mine.values) === JSON.stringify(values);
    const request = again ? this.mine.known : this.request;
    this.safe = this.kept.put(values, request);
    return { request };
  }

  /** Returns the data to show: what was typed goes over what the form came with. */
  over(data) {
    return this.mine ? { ...data, ...this.mine.values } : data;
  }

  start(form) {
    const typed = () => JSON.stringify(form._getSubmitData());
    let last = typed();
    form.on('changed', () => {
      if (typed() === last) return;
      last = typed();
      this.safe = this.kept.put(JSON.parse(last), null);
    });
    if (!this.mine) return;
    const again = make('button', 'btn btn-link btn-sm p-0 align-baseline', say('Start over'));
    again.type = 'button';
    again.addEventListener('click', () => {
      this.kept.drop();
      this.safe = true;
      window.location.reload();
    });
    const told = say('What you typed here at {time} had not been sent; it is shown.', { time: timeOf(this.mine.at) });
    this.status?.replaceChildren(make('span', '', told), ' ', again);
  }

  /** It was begun: nothing is left to keep. */
  done() {
    this.kept.drop();
    this.safe = true;
  }
}
