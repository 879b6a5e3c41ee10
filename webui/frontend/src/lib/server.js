// How a script of ours sends something to the server and reads what it answered.
import { csrfToken, make } from './page.js';
import { say } from './words.js';

const JSON_TYPE = 'application/json';

/** Sends a FormData as it is, anything else as JSON; `answer` is {} when the reply is no JSON. */
export async function post(address, body) {
  const isForm = body instanceof FormData;
  const reply = await fetch(address, {
    method: 'POST',
    headers: {
      ...(isForm ? {} : { 'Content-Type': JSON_TYPE }),
      Accept: JSON_TYPE,
      'X-CSRFToken': csrfToken(),
    },
    body: isForm ? body : JSON.stringify(body),
    redirect: 'error',
  });
  const isJson = (reply.headers.get('Content-Type') ?? '').includes('json');
  return { status: reply.status, ok: reply.ok, answer: isJson ? await reply.json() : {} };
}

/** Makes a link that opens the sign-in page in another tab, so that nothing typed here is lost. */
export function signInLink(address, className = '') {
  const link = make('a', className, say('Sign in'));
  link.href = address ?? '/sign-in';
  link.target = '_blank';
  link.rel = 'noopener';
  return link;
}
