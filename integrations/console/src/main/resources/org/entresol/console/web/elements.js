// Numbers and elements of the page. What others have written is set as text alone; nothing is made of markup.
const SVG = 'http://www.w3.org/2000/svg';

// ---- numbers as people read them

export function count(n) { return Math.round(n).toLocaleString('en'); }
export function entries(n) { return n === 1 ? '1 entry was' : `${count(n)} entries were`; }
export function rate(n) { return n.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }); }
export function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; n >= 1024 && unit < units.length - 1; unit++) n /= 1024;
  return `${unit === 0 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}
export function span(millis) {
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
export function clock(millis) { return new Date(millis).toLocaleTimeString('en-GB'); }
export function said(value, format) { return value === null || value === undefined ? 'unknown' : format(value); }

// ---- what the page is made of

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.map((child) => child instanceof Node ? child : String(child)));
  return element;
}
export function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
/** Columns are names; one that begins with # is of numbers. A cell is a text or an element. */
export function table(columns, rows, caption) {
  const kinds = columns.map((name) => name.startsWith('#') ? 'number' : '');
  const head = make('tr', {}, ...columns.map((name, i) =>
    make('th', { scope: 'col', className: kinds[i] }, name.replace(/^#/, ''))));
  const body = rows.map((cells) => make('tr', {}, ...cells.map((cell, i) =>
    make('td', { className: kinds[i] }, cell))));
  return make('table', { 'aria-label': caption }, make('thead', {}, head), make('tbody', {}, ...body));
}
/** Puts a table in place of another, and the focus where it was. */
export function put(place, content) {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  place.replaceChildren(content);
  if (focused) [...place.querySelectorAll('[data-id]')].find((e) => e.dataset.id === focused)?.focus();
}
export function button(text, act, properties = {}) {
  const made = make('button', { type: 'button', ...properties }, text);
  made.addEventListener('click', act);
  return made;
}
