// Evaluates expressions with feelin, the interpreter that form-js uses in the browser.
// One JSON text per line comes in ({text, context}), one goes out ({value} or {error}).
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.argv[2]);
const { evaluate } = await import(pathToFileURL(require.resolve('@bpmn-io/feelin')));

function plain(value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return typeof value === 'function' ? { $: 'function' } : value;
  if (value.constructor !== Object) return { $: value.constructor.name };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { text, context } = JSON.parse(line);
  let answer;
  try {
    const found = evaluate(text, context);
    answer = JSON.stringify({ value: plain('warnings' in Object(found) ? found.value : found) });
  } catch (error) {
    answer = JSON.stringify({ error: String(error.message) });
  }
  process.stdout.write(answer + '\n');
}
