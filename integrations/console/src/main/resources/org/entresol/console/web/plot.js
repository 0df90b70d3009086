import { clock, draw, make } from './elements.js';

/** One figure over the last hour. The arrow keys and the pointer tell it at other times. */
export function plotOf(id, title, format) {
  const now = make('b');
  const least = make('span');
  const most = make('span');
  const svg = draw('svg', { viewBox: '0 0 100 40', preserveAspectRatio: 'none', tabindex: 0, role: 'img' });
  const area = draw('path', { class: 'area' });
  const curve = draw('path', { class: 'curve' });
  const cursor = draw('line', { class: 'cursor', y1: 0, y2: 40, visibility: 'hidden' });
  svg.append(draw('line', { class: 'ground', x1: 0, x2: 100, y1: 39.5, y2: 39.5 }), area, curve, cursor);
  const figure = make('figure', { 'data-figure': id },
    make('figcaption', {}, make('span', {}, title), now), svg, make('small', {}, least, most));
  let points = [];
  let at = null;
  const x = (point) => {
    const first = points[0].at;
    const last = points[points.length - 1].at;
    return last === first ? 100 : 100 * (point.at - first) / (last - first);
  };
  function show() {
    const point = points[at ?? points.length - 1];
    now.textContent = point ? format(point.value) + (at === null ? '' : ` at ${clock(point.at)}`) : 'unknown';
    cursor.setAttribute('visibility', at === null ? 'hidden' : 'visible');
    if (point && at !== null) {
      cursor.setAttribute('x1', x(point));
      cursor.setAttribute('x2', x(point));
    }
  }
  function update(found) {
    points = found.filter((point) => point.value !== null && point.value !== undefined);
    if (at !== null && at >= points.length) at = null;
    const top = Math.max(0, ...points.map((point) => point.value));
    const y = (point) => top === 0 ? 39 : 39 - 36 * point.value / top;
    const line = points.map((point) => `${x(point).toFixed(2)} ${y(point).toFixed(2)}`).join('L');
    curve.setAttribute('d', line && `M${line}`);
    area.setAttribute('d', line && `M${x(points[0]).toFixed(2)} 39.5L${line}L100 39.5Z`);
    least.textContent = points.length ? `since ${clock(points[0].at)}` : '';
    most.textContent = points.length ? `at most ${format(top)}` : '';
    svg.setAttribute('aria-label', points.length
      ? `${title}: now ${format(points[points.length - 1].value)}, at most ${format(top)}, in ${points.length} looks`
      : `${title}: unknown`);
    show();
  }
  svg.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && points.length) {
      at = Math.min(points.length - 1, Math.max(0, (at ?? points.length - 1) + step));
      event.preventDefault();
    } else if (event.key === 'Escape') {
      at = null;
    }
    show();
  });
  svg.addEventListener('blur', () => { at = null; show(); });
  svg.addEventListener('pointerleave', () => { at = null; show(); });
  svg.addEventListener('pointermove', (event) => {
    if (!points.length) return;
    const box = svg.getBoundingClientRect();
    const there = 100 * (event.clientX - box.left) / box.width;
    at = points.reduce((best, point, i) =>
      Math.abs(x(point) - there) < Math.abs(x(points[best]) - there) ? i : best, 0);
    show();
  });
  return { figure, update };
}
