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

// The station's clock: the server says its moment and its zone, this page lets it run on, written as
// everywhere: 2026-03-09 (Mon) 10:30, 3月9日 周一 10:30.
const chinese = document.documentElement.lang.startsWith('zh');
for (const clock of document.querySelectorAll('time[data-clock]')) {
  const ahead = Date.parse(clock.dateTime) - Date.now();
  const format = new Intl.DateTimeFormat(chinese ? 'zh-CN' : 'en-GB', {
    timeZone: clock.dataset.clock, year: 'numeric', month: chinese ? 'numeric' : '2-digit',
    day: chinese ? 'numeric' : '2-digit', weekday: 'short', hour: '2-digit', minute: '2-digit',
    hourCycle: 'h23',
  });
  const show = () => {
    const at = {};
    for (const { type, value } of format.formatToParts(new Date(Date.now() + ahead))) at[type] = value;
    const day = chinese ? `${at.month}月${at.day}日 ${at.weekday}` : `${at.year}-${at.month}-${at.day} (${at.weekday})`;
    clock.textContent = `${day} ${at.hour}:${at.minute}`;
  };
  setInterval(show, TICK);
  show();
}

// A choice that acts at once; without this script its button stands beside it.
for (const choice of document.querySelectorAll('[data-submits]')) {
  choice.addEventListener('change', () => choice.form.requestSubmit());
}
