'use strict';
const search = document.getElementById('search');
const shown = document.getElementById('shown');
const changes = [...document.querySelectorAll('details[data-where]')];
const texts = new Map(changes.map(change => [change, change.textContent.toLowerCase()]));
const cells = [...document.querySelectorAll('button[data-cell]')];
const levels = [...document.querySelectorAll('button[data-level]')];
let cell = '';

function apply() {
  const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
  const wanted = levels.filter(level => level.getAttribute('aria-pressed') === 'true').map(level => level.dataset.level);
  let count = 0;
  for (const change of changes) {
    const fits = words.every(word => texts.get(change).includes(word))
      && (!wanted.length || wanted.includes(change.dataset.risk))
      && (!cell || change.dataset.where.split('\n').includes(cell));
    change.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = `${count} of ${changes.length} shown`;
}

function press(button, on) { button.setAttribute('aria-pressed', String(on)); }

for (const button of cells) button.addEventListener('click', () => {
  cell = cell === button.dataset.cell ? '' : button.dataset.cell;
  for (const other of cells) press(other, cell === other.dataset.cell);
  apply();
});
for (const button of levels) button.addEventListener('click', () => { press(button, button.getAttribute('aria-pressed') !== 'true'); apply(); });
search.addEventListener('input', apply);
document.getElementById('open').addEventListener('click', () => { for (const change of changes) if (!change.hidden) change.open = true; });
document.getElementById('close').addEventListener('click', () => { for (const change of changes) change.open = false; });
document.getElementById('reset').addEventListener('click', () => {
  search.value = cell = '';
  for (const button of [...cells, ...levels]) press(button, false);
  apply();
});
document.addEventListener('keydown', event => {
  if (event.key === '/' && document.activeElement !== search && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  } else if (event.key === 'Escape' && document.activeElement === search) {
    search.value = '';
    apply();
  }
});
apply();
// A link to a change opens it, and whatever it is folded into.
function show() {
  for (let part = document.getElementById(location.hash.slice(1)); part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
}
addEventListener('hashchange', show);
show();
