// Shows a BPMN diagram with where a case stands in it.
//
//   <div data-diagram="/cases/7/diagram.bpmn" data-marks="marks-7" data-element-href="/cases/7?element={id}"></div>
//   <script type="application/json" id="marks-7">
//     {"elements": [{"id": "survey", "state": "active", "tokens": 2, "note": "Li Lei, since 2026-03-09"}],
//      "flows": ["flow_1"]}
//   </script>
//
// `state` is done, active, late or unreached; `flows` are the sequence flows taken. The names in the
// XML are already in the reader's language. A click tells the page `diagram:element` {id, name}.
// With `data-choices` elements are chosen instead (lib/choosing.js).
// Where the whole would be too small to see (with `data-diagram-near`: to read), the place of the
// case is shown near by.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

import { chooseOn } from './lib/choosing.js';
import { embedded, forEachNow, make } from './lib/page.js';
import { say } from './lib/words.js';

const STATES = { done: 'Done', active: 'In progress', late: 'Late', unreached: 'Not reached' };
const STEP = 1.2;
const PAN = 60;
const MIN_NOTE = 72;
const AIR = 20;
const READABLE = 0.7;
const TINY = 0.35;
const FONT = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

function viewerIn(canvas) {
  return new NavigatedViewer({
    container: canvas,
    // The wheel scrolls the page, as everywhere; with Ctrl it zooms.
    zoomScroll: { enabled: false },
    textRenderer: { defaultStyle: { fontFamily: FONT }, externalStyle: { fontFamily: FONT } },
    bpmnRenderer: {
      defaultFillColor: 'var(--yk-diagram-fill)',
      defaultStrokeColor: 'var(--yk-diagram-stroke)',
      defaultLabelColor: 'var(--yk-diagram-label)',
    },
  });
}

function badgeFor(element) {
  const badge = make('span', `yk-token yk-token-${element.state}`, String(element.tokens));
  badge.title = say('{count} at work here', { count: element.tokens });
  return badge;
}

// No wider than its element: beside it stand the labels of its neighbours.
function noteFor(element, { width = 0 }) {
  const note = make('span', `yk-note yk-note-${element.state}`, element.note);
  note.title = element.note;
  note.style.maxWidth = `${Math.max(width, MIN_NOTE)}px`;
  return note;
}

function mark(viewer, { elements = [], flows = [] }) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  for (const element of elements) {
    // A later version of the diagram may have lost an element that history still names.
    if (!registry.get(element.id) || !STATES[element.state]) continue;
    canvas.addMarker(element.id, `yk-${element.state}`);
    const graphics = registry.getGraphics(element.id);
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
    title.textContent = [say(STATES[element.state]), element.note].filter(Boolean).join(' · ');
    graphics.prepend(title);
    if (element.tokens > 0) {
      overlays.add(element.id, { position: { top: -12, right: 12 }, html: badgeFor(element) });
    }
    if (element.times > 1) {
      const times = make('span', 'yk-times', `×${element.times}`);
      times.title = say('reached {count} times', { count: element.times });
      overlays.add(element.id, { position: { top: -10, left: -6 }, html: times });
    }
    if (element.note && element.state !== 'unreached') {
      overlays.add(element.id, { position: { bottom: -2, left: 0 }, html: noteFor(element, registry.get(element.id)) });
    }
  }
  for (const flow of flows) if (registry.get(flow)) canvas.addMarker(flow, 'yk-taken');
}

// The whole diagram in the middle with some air round it, and never larger than drawn: a process of
// three steps must not fill the wall.
function fit(viewer) {
  const canvas = viewer.get('canvas');
  const { inner, outer } = canvas.viewbox();
  if (!(outer.width > 0 && inner.width > 0)) return;
  const scale = Math.min(1, outer.width / (inner.width + 2 * AIR), outer.height / (inner.height + 2 * AIR));
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({
    x: inner.x - (width - inner.width) / 2,
    y: inner.y - (height - inner.height) / 2,
    width,
    height,
  });
}

// Near enough to read, with what is late or at work in the middle; all of it where nothing is.
function focusOn(viewer, { elements = [] }) {
  const registry = viewer.get('elementRegistry');
  const shapes = elements
    .filter(({ state }) => state === 'late' || state === 'active')
    .map(({ id }) => registry.get(id))
    .filter((shape) => shape?.width);
  if (shapes.length === 0) return;
  const canvas = viewer.get('canvas');
  const { outer } = canvas.viewbox();
  const width = outer.width / READABLE;
  const height = outer.height / READABLE;
  const { x, y, width: across, height: down } = shapes[0];
  canvas.viewbox({ x: x + across / 2 - width / 2, y: y + down / 2 - height / 2, width, height });
}

function moves(viewer) {
  const canvas = viewer.get('canvas');
  const zoom = (factor) => {
    const { width, height } = canvas.viewbox().outer;
    canvas.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * factor)), { x: width / 2, y: height / 2 });
  };
  return {
    '+': () => zoom(STEP),
    '=': () => zoom(STEP),
    '-': () => zoom(1 / STEP),
    0: () => fit(viewer),
    ArrowLeft: () => canvas.scroll({ dx: PAN, dy: 0 }),
    ArrowRight: () => canvas.scroll({ dx: -PAN, dy: 0 }),
    ArrowUp: () => canvas.scroll({ dx: 0, dy: PAN }),
    ArrowDown: () => canvas.scroll({ dx: 0, dy: -PAN }),
  };
}

function button(label, sign, action) {
  const control = make('button', 'btn btn-icon btn-sm', sign);
  control.type = 'button';
  control.title = label;
  control.setAttribute('aria-label', label);
  control.addEventListener('click', action);
  return control;
}

function addControls(host, viewer) {
  const move = moves(viewer);
  const group = make('div', 'btn-group yk-diagram-controls');
  group.append(
    button(say('Zoom in'), '+', move['+']),
    button(say('Zoom out'), '−', move['-']),
    button(say('Fit to the frame'), '⤢', move[0]),
  );
  host.append(group);
  host.tabIndex = 0;
  host.addEventListener('keydown', (event) => {
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = move[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  host.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    (event.deltaY < 0 ? move['+'] : move['-'])();
  }, { passive: false });
}

function tellClicks(host, viewer) {
  viewer.on('element.click', ({ element }) => {
    if (!element.parent) return;
    const { id, name = '' } = element.businessObject;
    host.dispatchEvent(new CustomEvent('diagram:element', { bubbles: true, detail: { id, name } }));
    const target = host.dataset.elementHref;
    if (target) window.location.assign(target.replace('{id}', encodeURIComponent(id)));
  });
}

function failed(host, canvas) {
  host.dataset.state = 'failed';
  canvas.replaceWith(make('p', 'alert alert-warning', say('The diagram could not be loaded.')));
}

// A process may be written without shapes: it runs, but there is nothing to look at.
function undrawn(host, canvas) {
  host.dataset.state = 'undrawn';
  canvas.replaceWith(make('p', 'text-secondary mb-0', say(
    'This process has no drawing: its file holds the steps, but not where they stand. What happened is told by the timeline.',
  )));
}

function isUndrawn(definitions) {
  return (definitions.diagrams ?? []).every(({ plane }) => !plane?.planeElement?.length);
}

// Show the diagram in a viewer; say whether it has a drawing at all.
async function drawn(viewer, xml) {
  try {
    await viewer.importXML(xml);
  } catch (error) {
    if (viewer.getDefinitions() && isUndrawn(viewer.getDefinitions())) return false;
    throw error;
  }
  return !isUndrawn(viewer.getDefinitions());
}

async function show(host) {
  const canvas = make('div', 'yk-diagram-canvas');
  host.classList.add('yk-diagram');
  host.append(canvas);
  try {
    const reply = await fetch(host.dataset.diagram, { headers: { Accept: 'application/xml, text/xml' } });
    // Led to the sign-in page: the session has ended. That is nobody's mistake, so it is only said.
    if (reply.redirected) {
      await reply.body?.cancel();
      return failed(host, canvas);
    }
    if (!reply.ok) throw new Error(`${host.dataset.diagram}: ${reply.status}`);
    const viewer = viewerIn(canvas);
    if (!await drawn(viewer, await reply.text())) {
      viewer.destroy();
      return undrawn(host, canvas);
    }
    mark(viewer, embedded(host.dataset.marks, {}));
    addControls(host, viewer);
    if (host.dataset.choices) {
      const { calls = {} } = embedded(host.dataset.marks, {});
      chooseOn(viewer, embedded(host.dataset.choices, {}), (id) => {
        if (calls[id]) window.location.assign(`?process=${encodeURIComponent(calls[id])}`);
      });
    } else tellClicks(host, viewer);
    const place = () => {
      // A frame without a size, in a hidden tab say, has nothing to be placed in.
      if (!canvas.clientWidth || !canvas.clientHeight) return;
      fit(viewer);
      const tooSmall = host.hasAttribute('data-diagram-near') ? READABLE : TINY;
      if (viewer.get('canvas').zoom() < tooSmall) focusOn(viewer, embedded(host.dataset.marks, {}));
    };
    place();
    // A diagram in a hidden tab or a resized pane is placed when it gets its size.
    new ResizeObserver(() => { viewer.get('canvas').resized(); place(); }).observe(canvas);
  } catch (error) {
    failed(host, canvas);
    throw error;
  }
  host.dataset.state = 'shown';
}

forEachNow('[data-diagram]', show);
