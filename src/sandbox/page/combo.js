'use strict';
// A list of suggestions over a text field: arrow keys move, Enter or Tab take one, Escape closes.

let combos = 0;

/** A press on a list leaves the focus where it is. */
const stay = (event) => event.preventDefault();

/**
 * Gives `input` a list. `items(text)` gives `[{label, detail, value, face}]`, now or later; `take(item)` is told what was
 * chosen. `eager` opens it on focus already. Returns what the field's owner needs.
 */
function combo(input, { label, items, take, eager = false, wait = 0, spoken = 'suggestions' }) {
  const id = `combo-${combos += 1}`;
  const list = h('ul', { id, role: 'listbox', 'aria-label': label, class: 'options suggestions', hidden: true, onmousedown: stay });
  let found = [];
  let active = -1;
  let asked = 0;
  let timer;

  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', id);
  input.setAttribute('autocomplete', 'off');
  if (input.tagName === 'INPUT') {
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-expanded', 'false');
  }
  input.addEventListener('input', () => look(wait));
  input.addEventListener('focus', () => eager && look(0));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', keys, true); // before the field's own Enter

  function look(after) {
    clearTimeout(timer);
    const question = (asked += 1);
    const answer = async () => {
      const list = await items(input.value);
      if (question === asked && document.activeElement === input) show(list);
    };
    if (after) timer = setTimeout(answer, after);
    else answer();
  }

  function show(next) {
    const news = next.length !== found.length || list.hidden;
    found = next;
    if (!found.length) return close();
    list.replaceChildren(...found.map((item, at) => h('li', {
      id: `${id}-${at}`,
      role: 'option',
      'data-option': item.label,
      onclick: () => choose(at),
      onmousemove: () => active !== at && move(at, false),
    }, item.face ?? null, h('span', {}, item.label, item.detail ? h('small', {}, item.detail) : null))));
    list.hidden = false;
    if (input.tagName === 'INPUT') input.setAttribute('aria-expanded', 'true');
    move(0);
    if (news) say(`${found.length} ${found.length === 1 ? spoken.replace(/s$/, '') : spoken}. Up and down to move, Enter to choose.`);
  }

  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    found = [];
    active = -1;
    input.removeAttribute('aria-activedescendant');
    if (input.tagName === 'INPUT') input.setAttribute('aria-expanded', 'false');
  }

  function move(to, scroll = true) {
    active = (to + found.length) % found.length;
    [...list.children].forEach((item, at) => {
      item.classList.toggle('active', at === active);
      item.setAttribute('aria-selected', String(at === active));
    });
    input.setAttribute('aria-activedescendant', `${id}-${active}`);
    if (scroll) list.children[active].scrollIntoView({ block: 'nearest' });
  }

  function choose(at) {
    const item = found[at];
    close();
    take(item);
  }

  function keys(event) {
    if (list.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && !event.shiftKey) choose(active);
    else if (event.key === 'Tab' && !event.shiftKey && input.value) choose(active);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  return { list, close, look: () => look(0) };
}
