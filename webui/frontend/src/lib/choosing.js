// Lets an element of a diagram be chosen: by a click, or with Tab and Enter. What is chosen stands in
// the controls of a form on the page, where it can be chosen as well.
//
//   <div data-diagram="…" data-choices="choices-7">  with a JSON script of that id:
//     {"draft": {"field": "instance", "values": ["3"], "name": "Draft"},
//      "papers": {"field": "to", "values": ["permit papers"], "name": "Record the papers"},
//      "survey": {"href": "/tasks/7-3/send-back?to=survey", "name": "Survey"}}
import { make } from './page.js';

const controlsOf = ({ field, values = [] }) => {
  const named = [...document.querySelectorAll(`main [name="${CSS.escape(field ?? '')}"]`)];
  return named.filter((one) => one.type !== 'hidden'
    && (one.tagName === 'SELECT' || values.includes(one.value)));
};

const holds = (control, values) => (control.tagName === 'SELECT'
  ? values.includes(control.value) : control.checked);

function choose(choice) {
  if (choice.href) {
    window.location.assign(choice.href);
    return;
  }
  const controls = controlsOf(choice);
  const [first] = controls;
  if (!first) return;
  if (first.tagName === 'SELECT') [first.value] = choice.values;
  else if (first.type === 'radio') first.checked = true;
  else {
    const on = !controls.every((one) => one.checked);
    for (const one of controls) one.checked = on;
  }
  first.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Makes elements of a diagram choosable; anything else that is clicked is told to `other(id)`. */
export function chooseOn(viewer, choices, other) {
  const registry = viewer.get('elementRegistry');
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const ticks = new Map();

  function tick(id, on) {
    if (on === ticks.has(id)) return;
    if (on) {
      canvas.addMarker(id, 'yk-chosen');
      ticks.set(id, overlays.add(id, { position: { top: -12, left: -12 }, html: make('span', 'yk-tick', '✓') }));
    } else {
      canvas.removeMarker(id, 'yk-chosen');
      overlays.remove(ticks.get(id));
      ticks.delete(id);
    }
  }

  function refresh() {
    for (const [id, choice] of Object.entries(choices)) {
      if (choice.href || !registry.get(id)) continue;
      const on = controlsOf(choice).some((one) => holds(one, choice.values));
      tick(id, on);
      registry.getGraphics(id).setAttribute('aria-pressed', String(on));
    }
  }

  for (const [id, choice] of Object.entries(choices)) {
    if (!registry.get(id)) continue;
    canvas.addMarker(id, 'yk-choosable');
    const graphics = registry.getGraphics(id);
    graphics.setAttribute('tabindex', '0');
    graphics.setAttribute('role', choice.href ? 'link' : 'button');
    graphics.setAttribute('aria-label', choice.name);
    graphics.addEventListener('focus', () => {
      // By keys one comes to elements outside the frame too.
      if (graphics.matches(':focus-visible')) canvas.scrollToElement(id, 40);
    });
    graphics.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(choice);
    });
  }
  viewer.on('element.click', ({ element }) => {
    const id = element.businessObject?.id;
    if (choices[id]) choose(choices[id]);
    else if (element.parent) other(id);
  });
  document.addEventListener('change', refresh);
  window.addEventListener('pageshow', refresh);
  refresh();
}
