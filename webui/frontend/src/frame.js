// What every page does: the search key, the running station clock, the language choice.
const TICK = 1000;

// "/" goes to the search box unless one is typing.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const search = document.querySelector('[data-search]');
  if (!search) return;
  event.preventDefault();
  search.focus();
});

// The station's clock: the server says its moment and its zone, this page lets it run on.
for (const clock of document.querySelectorAll('time[data-clock]')) {
  const ahead = Date.parse(clock.dateTime) - Date.now();
  const words = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    timeZone: clock.dataset.clock, year: 'numeric', month: '2-digit', day: '2-digit',
    weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  const show = () => { clock.textContent = words.format(new Date(Date.now() + ahead)); };
  if (clock.hasAttribute('data-clock-runs')) setInterval(show, TICK);
  show();
}

// A choice that acts at once; without this script its button stands beside it.
for (const choice of document.querySelectorAll('[data-submits]')) {
  choice.addEventListener('change', () => choice.form.requestSubmit());
}
