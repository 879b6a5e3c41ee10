// What was typed into a form-js form and is not on the server: this browser keeps it for a week.
const A_WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = 'yekuo draft ';

/** What this browser kept and the server does not have; storage may be full, forbidden or broken. */
export class Kept {
  /** `address` is where it is sent to. */
  constructor(person, address) {
    this.key = `${PREFIX}${person} ${address}`;
    this.#forgetOld();
  }

  get() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  /** `known` is what they were typed over. Returns whether it was kept. */
  put(values, known) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ values, known, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.key);
    } catch { /* nothing was kept either */ }
  }

  #forgetOld() {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(PREFIX)) continue;
        const { at } = JSON.parse(localStorage.getItem(key)) ?? {};
        if (!(Date.now() - at < A_WEEK)) localStorage.removeItem(key);
      }
    } catch { /* a browser without storage has nothing old */ }
  }
}

/** The time of day, at the station as all times. */
export const timeOf = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  timeZone: document.querySelector('[data-clock]')?.dataset.clock,
}).format(moment);
