import { button, bytes, clock, count, entries, make, put, rate, said, span, table } from './elements.js';
import { plotOf } from './plot.js';

const HOUR = 3_600_000;
const EVERY = 2_000;
// So long no answer of Redis takes that is well.
const LONG = 1_000;
const ROLL_EVERY = 5_000;
const FIGURES = [
  ['entries', 'Entries', count],
  ['bytes', 'Memory in Redis', bytes],
  ['changes', 'Changes a second', rate],
  ['pending', 'Pending writes', count],
  ['due', 'Oldest write due for', span],
  ['dead', 'Dead letters', count],
];
const $ = (id) => document.getElementById(id);

let token = null; // In memory alone: a new load of the page asks for it again.
let state = null;
let samples = [];
let roll = { at: 0, namespaces: [] }; // What the nodes have said when they were asked last.
let chosen = null;
let shown = ''; // Which queue is shown, and how much there was in it.
const plots = new Map();

// ---- the server

async function ask(path, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers['Content-Type'] = 'application/json';
  const reply = await fetch(path, {
    method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body),
    cache: 'no-store', credentials: 'omit', redirect: 'error',
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.error);
  return answer;
}
function query(more = {}) {
  return new URLSearchParams({ namespace: chosen.namespace, cache: chosen.name, ...more });
}
function tell(text, isError = false) {
  $('message').textContent = text;
  $('message').classList.toggle('error', isError);
}
/** Does something, and tells what came of it. */
async function attempt(act) {
  try {
    tell(await act() ?? '');
  } catch (failure) {
    tell(failure.message, true);
  }
}
/** Whether somebody is sure. */
function sure(question) {
  $('question').textContent = question;
  return new Promise((decided) => {
    let answer = false;
    $('yes').onclick = () => { answer = true; $('sure').close(); };
    $('no').onclick = () => $('sure').close();
    $('sure').onclose = () => decided(answer);
    $('sure').showModal();
    $('no').focus();
  });
}

// ---- what is shown

function named(cache) { return cache.version === null ? cache.cache : `${cache.cache}%v${cache.version}`; }
function idOf(cache) { return `${cache.namespace}:${named(cache)}`; }
function seen() { return samples.findLast((sample) => !sample.error); }

function showServers(last) {
  put($('servers'), table(['Server', '#Commands a second', '#Memory', '#Clients'], (last?.servers ?? []).map((server) =>
    [server.address, count(server.commandsPerSecond), bytes(server.usedMemory), count(server.clients)]), 'Servers'));
  put($('nodes'), table(['Namespace', '#Nodes that hear of changes', '#Have not answered', '#Farthest behind', '#Loads under way'],
    Object.entries(last?.nodes ?? {}).map(([name, nodes]) => {
      const called = roll.namespaces.find((each) => each.namespace === name);
      const all = called?.nodes.flatMap((node) => node.caches);
      return [name, said(nodes, count), said(called?.silent, count),
        said(all && Math.max(0, ...all.map((cache) => cache.behind)), count),
        said(all && all.reduce((sum, cache) => sum + cache.loads, 0), count)];
    }), 'Nodes'));
}
function showOnNodes() {
  const nodes = roll.namespaces.filter((each) => each.namespace === chosen.namespace).flatMap((each) => each.nodes);
  const rows = nodes.flatMap((node) => node.caches.filter((cache) => cache.cache === chosen.name).map((cache) => [
    node.node, count(cache.nearEntries), said(cache.nearBytes, bytes), count(cache.behind), count(cache.loads),
    cache.loading.join(', '), cache.hot.join(', ')]));
  put($('on-nodes'), rows.length ? table(['Node', '#Copies near', '#Memory', '#Announcements behind', '#Loads', 'Loading', 'Hottest keys'],
    rows, 'On the nodes') : make('p', {}, roll.error ?? 'No node has answered that has it open.'));
}
async function callTheRoll() {
  if (Date.now() - roll.at < ROLL_EVERY) return;
  roll.at = Date.now();
  try {
    roll = { at: roll.at, namespaces: (await ask('api/nodes')).namespaces };
  } catch (failure) {
    roll = { at: roll.at, namespaces: [], error: failure.message };
  }
}
function showCaches(last) {
  const rows = state.caches.map((cache) => {
    const id = idOf(cache);
    const figures = last?.caches[id] ?? [];
    return [cache.namespace, button(named(cache), () => choose(cache), { className: 'link', 'data-id': id }),
      count(cache.entries), said(cache.bytes, bytes), said(figures[2], rate), said(figures[3], count),
      said(figures[4], span), said(figures[5], count)];
  });
  put($('cache-list'), state.caches.length ? table(
    ['Namespace', 'Cache', '#Entries', '#Memory', '#Changes/s', '#Pending', '#Due for', '#Dead'], rows, 'Caches')
    : make('p', {}, 'There are no caches.'));
  for (const link of $('cache-list').querySelectorAll('[data-id]')) {
    if (chosen && link.dataset.id === chosen.id) link.closest('tr').setAttribute('aria-current', 'true');
  }
}
function showPlots() {
  FIGURES.forEach(([id], i) => plots.get(id).update(samples.filter((sample) => sample.caches[chosen.id])
    .map((sample) => ({ at: sample.at, value: sample.caches[chosen.id][i] }))));
}
function showEntries(entries) {
  $('entries').replaceChildren(...(entries.length ? entries.map((entry) => {
    const rows = [
      ['key', entry.key], ['lies at', entry.redisKey], ['partition', entry.partition],
      ['version', `${entry.sequence}, ${entry.nonce}`],
      ['created', entry.created === null ? 'not kept' : `${entry.created}, ${span(entry.ageMillis)} ago`],
      ['expires', entry.expires === null ? 'never'
        : `${entry.expires}, ${entry.restMillis < 0 ? `${span(-entry.restMillis)} ago: stale` : `in ${span(entry.restMillis)}`}`],
      ['loaded in', entry.loadMicros > 0 ? `${(entry.loadMicros / 1000).toFixed(2)} ms` : 'not loaded'],
      ['tags', entry.tags.join(', ') || 'none'],
      ['size', `${bytes(entry.payloadBytes)} of payload, ${said(entry.memoryBytes, bytes)} of memory`],
      [entry.readable ? 'value' : 'not read', entry.value],
    ];
    return make('dl', {}, ...rows.flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)]));
  }) : [make('p', {}, 'There is no entry of this key.')]));
}
async function showQueue() {
  const of = chosen;
  const [queue, dead] = await Promise.all([ask(`api/queue?${query()}`), ask(`api/dead?${query()}`)]);
  if (of !== chosen) return;
  put($('queue'), queue.writes.length ? table(['Key', 'What', '#Tries in vain'], queue.writes.map((write) =>
    [write.key, write.deletion ? 'delete' : 'write', write.tries]), 'Pending writes')
    : make('p', {}, 'There are none.'));
  const may = token !== null;
  put($('dead'), dead.letters.length ? table(
    ['Key', 'What', '#Tries', 'Given up', 'Error', ...(may ? ['Do'] : [])], dead.letters.map((letter) => [
      letter.key, letter.deletion ? 'delete' : 'write', letter.tries, letter.buried, letter.error,
      ...(may ? [make('span', {},
        button('Replay', () => settle('replay', letter.key), { 'aria-label': `Replay ${letter.key}` }),
        button('Drop …', () => settle('drop', letter.key), { className: 'grave', 'aria-label': `Drop ${letter.key}` }))] : []),
    ]), 'Dead letters') : make('p', {}, 'There are none.'));
}
async function showQueueIfChanged(last) {
  const figures = last?.caches[chosen.id] ?? [];
  const now = JSON.stringify([chosen.id, figures[3], figures[5], token !== null]);
  if (now === shown) return;
  shown = now;
  await showQueue();
}
function choose(cache) {
  chosen = { id: idOf(cache), namespace: cache.namespace, name: named(cache) };
  shown = '';
  $('chosen').hidden = false;
  $('chosen-title').textContent = chosen.name;
  $('entries').replaceChildren();
  $('queue').replaceChildren();
  $('dead').replaceChildren();
  $('chosen-title').focus();
  attempt(show);
}
async function show() {
  const last = seen();
  showServers(last);
  showCaches(last);
  if (chosen) {
    showPlots();
    showOnNodes();
    await showQueueIfChanged(last);
  }
}

// ---- what is done

async function settle(act, key) {
  if (act === 'drop' && !await sure(`Drop the dead letter of ${key} for good? The source never gets it.`)) return;
  await attempt(async () => {
    const done = await ask(`api/${act}`, { namespace: chosen.namespace, cache: chosen.name, keys: [key] });
    shown = '';
    await show();
    $('dead-title').focus();
    const changed = done.replayed ?? done.dropped;
    return changed.length ? `${changed.join(', ')}: ${act === 'drop' ? 'dropped' : 'pending again'}.`
      : `There is no dead letter of ${key} any more.`;
  });
}
function onSubmit(id, act) {
  $(id).addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(act);
  });
}
onSubmit('unlock', async () => {
  token = $('token').value;
  $('token').value = '';
  try {
    const { who } = await ask('api/token', {});
    $('rights').textContent = `Changes as ${who}`;
    $('unlock').hidden = true;
    for (const place of document.querySelectorAll('.changes')) place.hidden = false;
  } catch (failure) {
    token = null;
    throw failure;
  }
  await look();
  $('chosen-title').focus();
});
onSubmit('lookup', async () => {
  showEntries((await ask(`api/entry?${query({ key: $('key').value })}`)).entries);
});
onSubmit('invalidate', async () => {
  const kind = $('kind').value;
  const what = $('what').value;
  if (kind === 'expire') {
    if (!await sure(`Let all entries of ${chosen.name} with the tag ${what} expire?`)) return '';
    await ask('api/expire', { namespace: chosen.namespace, cache: chosen.name, tags: [what] });
    return `What had ${what} has expired; it is given where stale values may be.`;
  }
  if (kind !== 'keys' && !await sure(`Invalidate all entries of ${chosen.name} with the ${kind === 'tags' ? 'tag' : 'pattern'} ${what}?`)) return '';
  const done = await ask('api/invalidate', { namespace: chosen.namespace, cache: chosen.name, [kind]: kind === 'pattern' ? what : [what] });
  if (done.found) return `Of ${done.invalidated.join(', ')} ${entries(done.found.length)} in Redis; no node serves one any more.`;
  return done.tags ? `No node serves an entry any more that had ${what}.` : `${entries(done.dropped)} dropped.`;
});
$('clear').addEventListener('click', async () => {
  if (!await sure(`Clear ${chosen.name} on all nodes? All its entries go.`)) return;
  await attempt(async () => {
    await ask('api/clear', { namespace: chosen.namespace, cache: chosen.name });
    return `${chosen.name} was cleared.`;
  });
});
$('doctor').addEventListener('click', () => attempt(async () => {
  $('findings').replaceChildren('Examining …');
  try {
    const { findings } = await ask('api/doctor', {});
    put($('findings'), table(['Level', 'Check', 'Finding', 'Advice'], findings.map((finding) =>
      [finding.level, finding.check, finding.text, finding.advice]), 'Findings'));
  } catch (failure) {
    $('findings').replaceChildren();
    throw failure;
  }
}));

// ---- again and again

async function look() {
  try {
    const last = samples[samples.length - 1];
    state = await ask(`api/state?since=${last ? last.at : 0}`);
    samples = [...samples, ...state.samples].filter((sample) => sample.at > Date.now() - HOUR);
    $('namespace').textContent = state.namespace ?? '';
    $('unlock').hidden = !state.changes || token !== null;
    const latest = samples[samples.length - 1];
    const waits = state.waitingMillis > LONG;
    const error = latest?.error ?? (waits ? `Redis has not answered for ${Math.round(state.waitingMillis / 1000)} s` : null);
    $('status').textContent = error ?? (latest ? `Redis answered at ${clock(latest.at)}` : 'Looking …');
    $('status').classList.toggle('error', error !== null);
    await show();
    await callTheRoll();
  } catch (failure) {
    $('status').textContent = failure.message;
    $('status').classList.add('error');
  }
}
for (const [id, title, format] of FIGURES) {
  const plot = plotOf(id, title, format);
  plots.set(id, plot);
  $('plots').append(plot.figure);
}
async function always() {
  if (!document.hidden || !state) await look();
  setTimeout(always, EVERY);
}
always();
