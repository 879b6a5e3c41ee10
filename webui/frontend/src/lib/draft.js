// Keeps what is typed into a form: here at once, on the server as soon as typing rests.
//
//   <div data-form="…" data-draft="/tasks/41-12/draft" data-draft-person="manager" data-draft-state="task-draft"></div>
//   <script type="application/json" id="task-draft">{"values": {…}, "mark": "…", "saved": "10:42"} or null</script>
//   <span data-draft-status role="status"></span>          in the same [data-form-frame]
//   <button type="button" data-draft-save hidden>Save draft</button>
//
// A copy stays in this browser, under the person's and the task's name, until the server has it: it
// comes back after a lost connection, a lost session, a closed window. Of two windows the later one
// wins; the other is told.
import { Kept, timeOf } from './kept.js';
import { embedded, make, renewCsrfToken } from './page.js';
import { post, signInLink } from './server.js';
import { say } from './words.js';

const REST = 800; // ms without a keystroke before the draft is sent
const AGAIN = 10_000; // ms before a failed save is tried again

const sameTask = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('yekuo drafts');

export class Draft {
  /** The draft a form's host asks for, null when it asks for none. */
  static of(host) {
    return host.dataset.draft ? new Draft(host) : null;
  }

  constructor(host) {
    this.address = host.dataset.draft;
    this.person = host.dataset.draftPerson;
    this.kept = new Kept(this.person, this.address);
    this.stored = embedded(host.dataset.draftState, null);
    this.known = this.stored?.mark ?? null;
    const frame = host.closest('[data-form-frame]') ?? document;
    this.status = frame.querySelector('[data-draft-status]');
    this.button = frame.querySelector('[data-draft-save]');
    this.safe = true; // nothing is typed that is kept nowhere
    this.stopped = false;
  }

  /** What is sent with the values: that they take the draft's place. */
  sending() {
    return { draft: true };
  }

  /** Returns the data to show: what was typed last goes over what the task came with. */
  over(data) {
    const mine = this.kept.get();
    this.unsent = mine && (!this.stored || mine.known === this.stored.mark) ? mine : null;
    this.other = mine && !this.unsent ? mine : null;
    const values = this.unsent?.values ?? this.stored?.values;
    return values ? { ...data, ...values } : data;
  }

  start(form) {
    this.form = form;
    this.last = this.#typed();
    form.on('changed', () => this.#changed());
    window.addEventListener('online', () => this.#again());
    window.addEventListener('pagehide', () => this.#leave());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#comeBack(); });
    sameTask?.addEventListener('message', ({ data }) => {
      if (data.address === this.address && data.person === this.person) this.#told(data.mark, data.saved);
    });
    if (this.button) {
      this.button.hidden = false;
      this.button.addEventListener('click', () => this.save());
    }
    this.#begin();
  }

  #begin() {
    if (this.unsent) {
      this.#show(say('What you typed here at {time} had not been sent; it is shown.', { time: timeOf(this.unsent.at) }), this.#startOver());
      this.last = null;
      this.save();
    } else if (this.other) {
      this.#show(say('What was typed in this browser at {time} was never sent.', { time: timeOf(this.other.at) }),
        this.#action(say('Show it'), () => {
          this.kept.put(this.other.values, this.known);
          this.#reload();
        }));
    } else if (this.stored) {
      this.#show(say('Your draft of {time} is shown.', { time: this.stored.saved }), this.#startOver());
    }
  }

  #typed() {
    return JSON.stringify(this.form._getSubmitData());
  }

  #changed() {
    if (this.stopped || this.#typed() === this.last) return;
    this.safe = this.kept.put(this.form._getSubmitData(), this.known);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), REST);
  }

  /** Sends what is typed now, if the server does not have it. */
  async save() {
    clearTimeout(this.timer);
    if (this.stopped || this.saving) {
      this.more = this.saving;
      return;
    }
    const typed = this.#typed();
    if (typed === this.last) return;
    this.saving = true;
    try {
      await this.#sendOff(typed);
    } finally {
      this.saving = false;
    }
    if (this.more) {
      this.more = false;
      this.save();
    }
  }

  async #sendOff(typed) {
    const mark = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const body = { values: JSON.parse(typed), mark, known: this.known, person: this.person };
    let reply;
    try {
      reply = await post(this.address, body);
    } catch {
      this.#later(say('No connection: what you type is kept in this browser and sent when the line is back.'));
      return;
    }
    if (reply.ok) this.#saved(typed, mark, reply.answer);
    else this.#refused(reply);
  }

  #saved(typed, mark, { saved, replaced }) {
    this.known = mark;
    this.last = typed;
    if (this.#typed() === typed) {
      this.kept.drop();
      this.safe = true;
    }
    sameTask?.postMessage({ address: this.address, person: this.person, mark, saved });
    this.#show(replaced
      ? say('Draft saved {time}. It took the place of one saved in another window at {other}.', { time: saved, other: replaced })
      : say('Draft saved {time}', { time: saved }));
  }

  #refused({ status, answer }) {
    if (status === 401) {
      this.#later(say('You were signed out. What you type is kept in this browser and sent when you have signed in again.'), signInLink(answer.sign_in));
    } else if (answer.csrf_token && !this.renewed) {
      renewCsrfToken(answer.csrf_token);
      this.renewed = true;
      this.more = true;
    } else if (status >= 500 || status === 429) {
      this.#later(say('The draft could not be saved yet; it is kept in this browser and tried again.'));
    } else {
      // Somebody else has the task, it is done, or another person sits here now.
      this.stopped = true;
      this.safe = true;
      this.#warn(answer.message ?? say('The draft is not saved any more.'));
    }
  }

  #later(sentence, ...more) {
    this.#warn(sentence, ...more);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AGAIN);
  }

  #again() {
    if (this.last !== this.#typed()) this.save();
  }

  async #comeBack() {
    this.renewed = false;
    if (this.last !== null && this.last !== this.#typed()) {
      this.save();
      return;
    }
    try {
      const reply = await fetch(this.address, { headers: { Accept: 'application/json' } });
      if (reply.ok) {
        const { mark, saved } = await reply.json();
        if (mark) this.#told(mark, saved);
      }
    } catch { /* no connection: it is asked again next time */ }
  }

  /** Another window has saved: say so, and offer what it holds. */
  #told(mark, saved) {
    if (this.stopped || mark === this.known || this.saving) return;
    this.#warn(say('Other entries were saved in another window at {time}. What you type here takes their place.', { time: saved }),
      this.#action(say('Show them'), () => {
        this.kept.drop();
        this.#reload();
      }));
  }

  #leave() {
    if (this.stopped || this.leaving || this.#typed() === this.last) return;
    this.safe = this.kept.put(this.form._getSubmitData(), this.known);
  }

  /** The form was sent: nothing is left to keep. */
  done() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.kept.drop();
  }

  #startOver() {
    return this.#action(say('Start over'), async () => {
      try {
        const { ok } = await post(`${this.address}/discard`, {});
        if (!ok) return;
      } catch {
        return;
      }
      this.kept.drop();
      this.#reload();
    });
  }

  #reload() {
    this.leaving = true;
    this.stopped = true;
    this.safe = true;
    window.location.reload();
  }

  #action(words, act) {
    const button = make('button', 'btn btn-link btn-sm p-0 align-baseline', words);
    button.type = 'button';
    button.addEventListener('click', act);
    return button;
  }

  #show(sentence, ...more) {
    if (!this.status) return;
    this.status.classList.remove('yk-draft-warns');
    this.status.replaceChildren(make('span', '', sentence), ...more.flatMap((each) => [' ', each]));
  }

  #warn(sentence, ...more) {
    this.#show(sentence, ...more);
    this.status?.classList.add('yk-draft-warns');
  }
}
