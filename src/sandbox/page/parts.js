'use strict';
// What can be pressed under a message: buttons, and lists to choose from.

const STYLES = { 1: 'main', 2: 'plain', 3: 'good', 4: 'danger', 5: 'link' };

/**
 * One row of a message. `act` takes a deed (`{do, …}`) and the control that was used, and shows
 * that one as busy until something changes.
 */
function componentRow(row, act) {
  const parts = (row.components ?? []).map((part) => {
    if (part.type === 2) return button(part, act);
    if (part.type === 3 || part.type === 5) return select(part, act);
    return h('span', { class: 'small-print' }, 'Something this page cannot show.');
  });
  return h('div', { class: 'row', role: 'group', 'aria-label': 'Actions' }, parts);
}

function button(part, act) {
  const emoji = part.emoji?.name ? h('span', { 'aria-hidden': part.label ? 'true' : null }, part.emoji.name) : null;
  if (part.style === 5) {
    const safe = /^https?:\/\//.test(part.url ?? '') ? part.url : null;
    return h('a', { class: 'act link', href: safe, target: '_blank', rel: 'noopener noreferrer', 'data-action': part.label ?? '' },
      emoji, h('span', {}, part.label ?? ''), icon('out'), h('span', { class: 'unseen' }, ' (opens a new tab)'));
  }
  const el = h('button', {
    type: 'button',
    class: `act ${STYLES[part.style] ?? 'plain'}`,
    'data-action': part.label ?? part.emoji?.name ?? '',
    'data-control': part.custom_id,
    disabled: Boolean(part.disabled),
    onclick: () => act({ do: 'press', custom_id: part.custom_id }, el),
  }, emoji, part.label ? h('span', {}, part.label) : null);
  return el;
}

/** Shows a control as busy, or no longer. It stays focusable, so that the place is not lost. */
function setBusy(el, busy) {
  el.classList.toggle('busy', busy);
  if (busy) el.setAttribute('aria-busy', 'true');
  else el.removeAttribute('aria-busy');
}

const isBusy = (el) => el.classList.contains('busy');
let lists = 0;

/**
 * A list to choose from: a button that opens it, as Discord's. One choice applies at once; where several
 * may be chosen, “Apply” sends them. Nothing is sent while the arrow keys only move.
 */
function select(part, act) {
  const options = part.type === 5
    ? known.world.people.map((person) => ({ label: person.name, value: person.id }))
    : part.options ?? [];
  const least = part.min_values ?? 1;
  const most = part.max_values ?? 1;
  const several = most > 1;
  let sent = new Set(options.filter((option) => option.default).map((option) => option.value));
  let chosen = new Set(sent);
  let active = -1;
  let typed = '';
  let typedAt = 0;

  const id = `list-${lists += 1}`;
  const name = part.placeholder || 'Choose';
  const caption = h('small', {}, name);
  const value = h('span', { class: 'value' });
  const shown = h('span', { class: 'shown' }, caption, value);
  const list = h('ul', { id, role: 'listbox', 'aria-label': name, 'aria-multiselectable': several ? 'true' : null, class: 'options', onmousedown: (event) => event.preventDefault() }); // focus stays on the opener
  const apply = several ? h('button', { type: 'button', class: 'act main small', onclick: () => send() }, 'Apply') : null;
  const limit = several ? h('span', { class: 'small-print' }, most < options.length || least > 0 ? `Choose ${least === most ? most : `${least} to ${most}`}` : 'Choose any') : null;
  const popup = h('div', { class: 'popup', hidden: true }, list, several ? h('div', { class: 'apply' }, limit, apply) : null);
  const opener = h('button', {
    type: 'button',
    class: 'opener',
    role: 'combobox',
    'aria-haspopup': 'listbox',
    'aria-expanded': 'false',
    'aria-controls': id,
    'data-action': name,
    'data-control': part.custom_id,
    disabled: Boolean(part.disabled),
    onclick: () => (popup.hidden ? open() : close()),
    onkeydown: keys,
  }, shown, icon('down'));
  const items = options.map((option, at) => h('li', {
    id: `${id}-${at}`,
    role: 'option',
    'data-option': option.label,
    onclick: () => pick(at),
    onmousemove: () => active !== at && move(at, false),
  }, h('span', {}, option.label, option.description ? h('small', {}, option.description) : null), icon('tick')));
  list.append(...items);
  const box = h('div', { class: 'select', onfocusout: (event) => !box.contains(event.relatedTarget) && close() }, opener, popup);
  show();
  return box;

  function show() {
    const labels = options.filter((option) => chosen.has(option.value)).map((option) => option.label);
    caption.hidden = !labels.length; // what is asked stays in sight beside the choice
    value.textContent = labels.length ? labels.join(', ') : name;
    shown.classList.toggle('empty', !labels.length);
    opener.setAttribute('aria-label', labels.length ? `${name}: ${labels.join(', ')}` : name);
    items.forEach((item, at) => item.setAttribute('aria-selected', String(chosen.has(options[at].value))));
    if (apply) apply.disabled = chosen.size < least || chosen.size > most;
  }

  function open() {
    if (isBusy(opener) || opener.disabled) return;
    popup.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    const log = box.closest('.log');
    const room = log ? log.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom : 1000;
    const above = log ? box.getBoundingClientRect().top - log.getBoundingClientRect().top : 0;
    popup.classList.toggle('up', room < popup.offsetHeight + 8 && above > popup.offsetHeight + 8);
    move(Math.max(0, options.findIndex((option) => chosen.has(option.value))));
    popup.scrollIntoView({ block: 'nearest' });
  }

  function close() {
    if (popup.hidden) return;
    popup.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    opener.removeAttribute('aria-activedescendant');
    if (several && !isBusy(opener)) chosen = new Set(sent); // not applied, so not chosen
    show();
  }

  function move(to, scroll = true) {
    active = Math.min(Math.max(to, 0), items.length - 1);
    items.forEach((item, at) => item.classList.toggle('active', at === active));
    opener.setAttribute('aria-activedescendant', items[active]?.id ?? '');
    if (scroll) items[active]?.scrollIntoView({ block: 'nearest' });
  }

  function pick(at) {
    const { value } = options[at];
    move(at);
    if (several) {
      if (chosen.has(value)) chosen.delete(value);
      else if (chosen.size < most) chosen.add(value);
      show();
    } else {
      const again = chosen.has(value);
      if (again && least > 0) return close();
      chosen = again ? new Set() : new Set([value]);
      send();
    }
  }

  async function send() {
    if (chosen.size < least || chosen.size > most) return;
    const wanted = chosen;
    const values = options.map((option) => option.value).filter((value) => wanted.has(value));
    opener.focus();
    const worked = act({ do: 'select', custom_id: part.custom_id, values }, opener);
    close();
    if (await worked) sent = new Set(wanted);
    else chosen = new Set(sent);
    show();
  }

  function keys(event) {
    const closed = popup.hidden;
    if (closed) {
      if (['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key)) {
        event.preventDefault();
        open();
      }
      return;
    }
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: items.length - 1, PageDown: active + 8, PageUp: active - 8 }[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' || event.key === ' ') pick(active);
    else if (event.key === 'Escape') close();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) jump(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Typing the first letters goes to that choice. */
  function jump(letter) {
    typed = Date.now() - typedAt < 800 ? typed + letter.toLowerCase() : letter.toLowerCase();
    typedAt = Date.now();
    const at = options.findIndex((option) => option.label.toLowerCase().startsWith(typed));
    if (at >= 0) move(at);
  }
}
