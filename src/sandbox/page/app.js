'use strict';
// Starts the page: the bar on top, who is shown, and what keeps all of it up to date.

const $ = (id) => document.getElementById(id);
const wide = matchMedia('(min-width: 1100px)');
const middle = matchMedia('(min-width: 700px)');
const columns = new Map();
let shown = []; // whose screen was asked for, newest first
let refreshing = false;
let again = false;
let offline = false;
let live = false;

/** Changes come in bursts (a year of Sundays); each round of questions waits this long for the next. */
const BREATH_MILLISECONDS = 40;
const changed = () => { refresh(); };

/** Asks for everything once; a change meanwhile asks once more. */
async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      if (again) await new Promise((done) => { setTimeout(done, BREATH_MILLISECONDS); });
      again = false;
      const world = await get('/page/world');
      known.world = world;
      known.ahead = Date.parse(world.clock.now) - Date.now();
      people(world);
      const views = await Promise.all([...columns.keys()].map(async (id) => [id, await get(`/page/view?as=${encodeURIComponent(id)}`)]));
      for (const [id, view] of views) known.views.set(id, view);
      offline = false;
      drawWorld(world);
      for (const [id, view] of views) columns.get(id).update(view);
    } while (again);
  } catch {
    offline = true;
    banner();
  } finally {
    refreshing = false;
  }
}

/** A column for each person, made once. */
function people(world) {
  const all = world.people.filter((person) => person.part === 'partner' || person.part === 'stranger');
  // Started afresh while this page was open: other people, so begin again.
  if (columns.size && all.some((person) => !columns.has(person.id))) location.reload();
  for (const person of all) {
    if (columns.has(person.id)) continue;
    const column = new Column(person, changed);
    columns.set(person.id, column);
    column.el.addEventListener('unread', drawTabs);
    column.el.addEventListener('focusin', () => activate(person.id));
    column.el.addEventListener('pointerdown', () => activate(person.id));
    $('chats').append(column.el);
    shown.push(person.id);
  }
  if (!$('tabs').childElementCount) {
    for (const [id, { person }] of columns) {
      $('tabs').append(h('button', { type: 'button', 'data-tab': person.name, 'data-id': id, onclick: () => turn(id) }, avatar(person.name, tone(id)), h('span', {}, person.name), h('span', { class: 'dot', hidden: true }, h('span', { class: 'unseen' }, ', unread'))));
    }
    layout();
    activate(shown[0]);
    const partners = all.filter((person) => person.part === 'partner');
    if (partners[0]) setText($('hint-one'), partners[0].name);
    if (partners[1]) for (const el of document.querySelectorAll('.hint-two')) setText(el, partners[1].name);
  }
}

/** Only the screen somebody is at reads new messages aloud; else each would be heard three times. */
function activate(id) {
  for (const [other, column] of columns) {
    column.el.classList.toggle('active', other === id);
    column.log.setAttribute('aria-live', other === id ? 'polite' : 'off');
    column.notices.setAttribute('aria-live', other === id ? 'polite' : 'off');
  }
}

function turn(id) {
  shown = [id, ...shown.filter((other) => other !== id)];
  layout();
  activate(id);
  for (const column of columns.values()) {
    if (!column.view) continue;
    if (column.isShown() && column.stuck) column.toBottom();
    column.mark();
  }
}

function layout() {
  const room = wide.matches ? columns.size : middle.matches ? 2 : 1;
  for (const [id, column] of columns) column.el.hidden = shown.indexOf(id) >= room;
  drawTabs();
}

function drawTabs() {
  for (const el of $('tabs').children) {
    const column = columns.get(el.dataset.id);
    el.setAttribute('aria-pressed', String(!column.el.hidden));
    el.querySelector('.dot').hidden = !column.hasUnread;
  }
}

// The bar on top.

function drawWorld(world) {
  const { bot, troubles = [], jumps = [], folder } = world;
  tick();
  banner();
  const state = bot.running && bot.connected ? 'here' : 'away';
  document.body.dataset.bot = state;
  setText($('bot-text'), state === 'here' ? `${bot.name} is connected` : bot.running ? `${bot.name} is away: not connected` : `${bot.name} is away: not running`);
  for (const el of [$('folder'), $('foot-folder')]) {
    el.hidden = !folder;
    setText(el, folder ? `Everything is kept in ${folder}` : '');
  }
  keyed($('jumps'), jumps, (jump) => jump.id, (jump) => h('button', { type: 'button', class: 'jump', 'data-jump': jump.id, onclick: (event) => jumpTo(jump, event.currentTarget) }, jump.label));
  for (const el of $('jumps').children) el.setAttribute('aria-disabled', String(Boolean(world.busy)));
  keyed($('troubles'), troubles, (trouble) => trouble.id, makeTrouble, (el, trouble) => {
    if (trouble.kind === 'switch') el.querySelector('button').setAttribute('aria-checked', String(trouble.on));
  });
  const on = troubles.filter((trouble) => trouble.kind === 'switch' && trouble.on).length;
  for (const el of [$('trouble-count'), $('menu-count')]) {
    el.hidden = !on;
    setText(el, on ? String(on) : '');
  }
  $('trouble-button').setAttribute('aria-label', on ? `Trouble, ${on} switched on` : 'Trouble');
  $('menu-button').setAttribute('aria-label', `Menu. ${$('bot-text').textContent}${on ? `. Trouble: ${on} switched on` : ''}`);
}

function makeTrouble(trouble) {
  const toggle = trouble.kind === 'switch';
  const id = `trouble-${trouble.id}`;
  const button = h('button', {
    type: 'button', class: toggle ? 'switch' : 'once', role: toggle ? 'switch' : null, 'data-trouble': trouble.id,
    'aria-checked': toggle ? String(trouble.on) : null, 'aria-describedby': `${id}-says`,
    onclick: async (event) => {
      const el = event.currentTarget;
      if (isBusy(el)) return;
      setBusy(el, true);
      const answer = await post('/page/trouble', { id: trouble.id, on: toggle ? el.getAttribute('aria-checked') !== 'true' : true });
      setBusy(el, false);
      told(answer.error ?? (toggle ? '' : `Done: ${trouble.label}.`));
      changed();
    },
  }, h('span', { class: 'label' }, trouble.label), toggle ? h('span', { class: 'track', 'aria-hidden': 'true' }) : h('span', { class: 'go', 'aria-hidden': 'true' }, 'Once'));
  return h('li', {}, button, h('p', { id: `${id}-says` }, trouble.says ?? ''));
}

async function jumpTo(jump, el) {
  if (isBusy(el) || known.world.busy) return;
  setBusy(el, true);
  const answer = await post('/page/clock', { jump: jump.id });
  setBusy(el, false);
  await refresh();
  told(answer.error ?? `It is ${time.full(time.now())} now.`, !answer.error);
}

let telling = '';
let tellingTimer;

/** A sentence under the bar, or only for the ear. */
function told(text, quiet = false) {
  clearTimeout(tellingTimer);
  if (quiet) return say(text);
  telling = text;
  banner();
  tellingTimer = setTimeout(() => { telling = ''; banner(); }, 8000);
}

function banner() {
  const text = offline ? 'The sandbox is not answering. This page goes on asking; what you typed stays.' : known.world?.busy || telling;
  setText($('banner'), text || '');
  $('banner').classList.toggle('wrong', offline);
}

function tick() {
  if (!known.world) return;
  const now = time.now();
  setText($('now-day'), time.short(now));
  setText($('now-time'), time.clock(now));
  $('now').setAttribute('datetime', now.toISOString());
  for (const el of document.querySelectorAll('[data-ago]')) setText(el, time.ago(new Date(Number(el.dataset.ago) * 1000)));
}

// Menus: on a phone all controls are one sheet, on a desk only the troubles fold.

function menu(open) {
  if (open === document.body.classList.contains('menu-open')) return;
  document.body.classList.toggle('menu-open', open);
  $('menu-button').setAttribute('aria-expanded', String(open));
  for (const el of [$('chats'), $('tabs'), $('hint')]) el.inert = open;
  for (const [name, value] of [['role', 'dialog'], ['aria-modal', 'true'], ['aria-label', 'Sandbox menu']]) {
    if (open) $('menu').setAttribute(name, value);
    else $('menu').removeAttribute(name);
  }
  (open ? $('menu-close') : $('menu-button')).focus();
}

function trouble(open) {
  $('trouble').hidden = !open;
  $('trouble-button').setAttribute('aria-expanded', String(open));
}

function hint(show) {
  $('hint').hidden = !show;
  for (const el of document.querySelectorAll('.hint-again')) el.hidden = show;
  try {
    localStorage.setItem('tend-first-steps', show ? 'shown' : 'hidden');
  } catch { /* a browser that keeps nothing shows the hint again */ }
}

function wire() {
  document.querySelector('.logo').append(icon('leaf'));
  for (const id of ['menu-close', 'hint-close']) $(id).append(icon('close'));
  document.querySelector('.chevron').append(icon('down'));
  $('menu-button').addEventListener('click', () => menu(true));
  $('menu-close').addEventListener('click', () => menu(false));
  $('trouble-button').addEventListener('click', () => trouble($('trouble').hidden));
  $('hint-close').addEventListener('click', () => { hint(false); columns.values().next().value?.composer.focus(); });
  for (const el of document.querySelectorAll('.hint-again')) {
    el.addEventListener('click', () => { menu(false); hint(true); $('hint-close').focus(); });
  }
  document.addEventListener('pointerdown', (event) => {
    if (!event.target.closest('.trouble')) trouble(false);
    if (document.body.classList.contains('menu-open') && !event.target.closest('#menu')) menu(false);
  });
  document.addEventListener('keydown', (event) => {
    const sheet = document.body.classList.contains('menu-open');
    if (event.key === 'Escape' && sheet) menu(false);
    else if (event.key === 'Escape' && !$('trouble').hidden && wide.matches) {
      trouble(false);
      $('trouble-button').focus();
    } else if (event.key === 'Tab' && sheet) {
      const stops = [...$('menu').querySelectorAll('button')].filter((el) => el.offsetParent);
      const [from, to] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
      if (document.activeElement !== from) return;
      event.preventDefault();
      to.focus();
    }
  });
  for (const query of [wide, middle]) {
    query.addEventListener('change', () => { menu(false); layout(); turn(shown[0]); });
  }
  document.addEventListener('visibilitychange', () => columns.forEach((column) => column.view && column.mark()));
  let dismissed = false;
  try {
    dismissed = localStorage.getItem('tend-first-steps') === 'hidden';
  } catch { /* as above */ }
  hint(!dismissed);
}

/** Listens for changes; asks every two seconds where listening does not work. */
function listen() {
  const events = new EventSource('/page/events');
  events.onopen = () => { live = true; changed(); };
  events.onmessage = changed;
  events.onerror = () => {
    live = false;
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}

wire();
refresh();
listen();
setInterval(tick, 1000);
setInterval(() => { if (!live || offline) changed(); }, 2000);
