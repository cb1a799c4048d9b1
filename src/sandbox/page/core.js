'use strict';
// Small helpers that every other file uses: making nodes, keeping them, asking the sandbox, telling the time.

/** What is known now: the world, each person's view, and how far this machine's clock is behind the sandbox's. */
const known = { world: null, views: new Map(), ahead: 0 };

/** A node with attributes and children. Text only ever enters the page as text. */
function h(tag, attributes = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'hidden' || name === 'disabled') el[name] = value;
    else el.setAttribute(name, value === true ? '' : value);
  }
  el.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return el;
}

const ICONS = {
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.5l6 6 6-6',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z',
  file: 'M7 3h7l5 5v13H7ZM14 3v5h5',
  leaf: 'M12 20v-8M12 13.5c0-4.5-2.8-6.5-7-6.5 0 4.5 2.8 6.5 7 6.5ZM12 12c0-3.5 2-5.5 6.5-5.5 0 4-2 5.5-6.5 5.5Z',
  reply: 'M5 19v-6a4 4 0 0 1 4-4h10M15 5l4 4-4 4',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  out: 'M14 5h5v5M19 5l-8.5 8.5M11 6H5v13h13v-6',
};

/** A line drawing that repeats in shape what the words beside it say; hidden from screen readers. */
function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `i i-${name}`);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A coloured circle with the first letter of a name; Tend's has its leaf. */
function avatar(name, tone, bot = false) {
  return h('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, bot ? icon('leaf') : [...name][0]?.toUpperCase() ?? '?');
}

/** Which of the six colours belongs to whom. */
function tone(id) {
  if (id === known.world?.bot?.id) return 'bot';
  const at = (known.world?.people ?? []).findIndex((person) => person.id === id);
  return at < 0 ? 'other' : at % 6;
}

/**
 * Makes the children of `parent` those of `items`, in order. A child whose key is still there stays
 * the same node, so that focus, an open list and half-typed text in it stay too.
 */
function keyed(parent, items, key, make, patch = () => {}) {
  const old = new Map([...parent.children].map((el) => [el.dataset.key, el]));
  const wanted = new Set(items.map(key));
  for (const [name, el] of old) if (!wanted.has(name)) el.remove();
  let at = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let el = old.get(name);
    if (!el) {
      el = make(item);
      el.dataset.key = name;
    }
    patch(el, item);
    if (el === at) at = at.nextElementSibling;
    else parent.insertBefore(el, at);
  }
}

/** Sets text only where it differs, so that nothing is announced or redrawn for nothing. */
function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

const SILENT = 'The sandbox did not answer. Nothing you typed is lost; try again in a moment.';

/** Asks the sandbox to do something. What comes back always has `error` where it did not work. */
async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const data = await answer.json().catch(() => ({}));
    return answer.ok || data.error ? data : { error: SILENT };
  } catch {
    return { error: SILENT };
  }
}

async function get(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

/** Says something to a screen reader, once, without moving focus. */
function say(text) {
  const el = document.getElementById('spoken');
  el.textContent = '';
  requestAnimationFrame(() => { el.textContent = text; });
}

/** The page's words are English, so are its dates; the zone is this machine's. */
const LANGUAGE = navigator.language?.startsWith('en') ? navigator.language : 'en-GB';
const formats = new Map();

function format(date, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LANGUAGE, options));
  return Number.isNaN(date.getTime()) ? '' : formats.get(key).format(date);
}

const time = {
  now: () => new Date(Date.now() + known.ahead),
  clock: (date) => format(date, { hour: 'numeric', minute: '2-digit' }),
  day: (date) => format(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  short: (date) => format(date, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
  full: (date) => format(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' }),
  /** In Discord's styles (`<t:0:R>`), for the reader's own zone. */
  styled(date, style) {
    const options = {
      t: { hour: 'numeric', minute: '2-digit' },
      T: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
      d: { day: '2-digit', month: '2-digit', year: 'numeric' },
      D: { day: 'numeric', month: 'long', year: 'numeric' },
      f: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
      F: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
    };
    return style === 'R' ? time.ago(date) : format(date, options[style] ?? options.f);
  },
  ago(date) {
    const seconds = Math.round((date - time.now()) / 1000);
    const units = [['year', 31_557_600], ['month', 2_629_800], ['day', 86_400], ['hour', 3600], ['minute', 60]];
    const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
    return new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
  },
};

/** Ids are numbers too long for a double. */
function later(id, than) {
  try {
    return BigInt(id) > BigInt(than || 0);
  } catch {
    return false;
  }
}
