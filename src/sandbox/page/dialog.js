'use strict';
// A form over one person's column. It keeps what was typed if it is closed by accident, as long as the page is open.

/** Typed and not yet sent, by person and form. In memory only: private words are nowhere else. */
const unsent = new Map();

class Dialog {
  /** `column` is the one it lies over. */
  constructor(column) {
    this.column = column;
    this.modal = null;
    this.el = h('div', { class: 'over', hidden: true });
    this.before = null;
    this.done = new Set(); // keys that were sent or closed here: an older view must not open them again
  }

  update(modal) {
    const next = modal && !this.done.has(modal.key) ? modal : null;
    if (next?.key === this.modal?.key) return;
    if (this.modal) this.close();
    if (next) this.open(next);
  }

  open(modal) {
    this.modal = modal;
    this.before = document.activeElement;
    this.memory = `${this.column.person.id} ${modal.custom_id}`;
    const kept = unsent.get(this.memory) ?? {};
    const inputs = fields(modal);
    const id = `dialog-${this.column.person.id}`;
    this.inputs = inputs.map((input, at) => this.input(input, kept[input.custom_id], `${id}-${at}`));
    const again = inputs.some((input) => kept[input.custom_id] !== undefined && kept[input.custom_id] !== (input.value ?? ''));
    this.error = h('p', { class: 'error', role: 'alert', hidden: true });
    this.submit = h('button', { type: 'submit', class: 'act main' }, 'Submit');
    const words = (modal.components ?? []).filter((part) => part.type === 10).map((part) => h('div', { class: 'words' }, markdown(part.content ?? '')));
    this.box = h('div', {
      class: 'dialog', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': `${id}-title`, 'data-modal': modal.title,
      onkeydown: (event) => this.keys(event),
    }, h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.send(); } },
    h('header', {}, avatar(known.world.bot.name, 'bot', true), h('h2', { id: `${id}-title` }, modal.title),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Close the form', onclick: () => this.cancel() }, icon('close'))),
    h('div', { class: 'fields' },
      again ? h('p', { class: 'again' }, 'What you typed before is still here.') : null,
      words, this.inputs.map((input) => input.el)),
    h('footer', {}, this.error, h('button', { type: 'button', class: 'act plain', onclick: () => this.cancel() }, 'Cancel'), this.submit)));
    this.el.replaceChildren(h('div', { class: 'shade', onclick: () => this.cancel() }), this.box);
    this.el.hidden = false;
    this.column.setInert(true);
    this.inputs.forEach((input) => input.grow());
    // Focus only moves where the person already is: a form opening for Ana leaves Ben's typing alone.
    if (this.column.isActive()) this.inputs[0]?.field.focus();
  }

  input(part, kept, id) {
    const long = part.style === 2;
    const most = part.max_length ?? 4000;
    const least = part.min_length ?? 0;
    const count = h('span', { class: 'letters', id: `${id}-count` });
    const problem = h('span', { class: 'problem', id: `${id}-problem` });
    const field = h(long ? 'textarea' : 'input', {
      id,
      type: long ? null : 'text',
      rows: long ? '4' : null,
      maxlength: String(most),
      placeholder: part.placeholder ?? '',
      'data-control': part.custom_id,
      'aria-required': part.required === false ? null : 'true',
      'aria-describedby': `${id}-about ${id}-problem ${id}-count`,
      autocomplete: 'off',
    });
    field.value = kept ?? part.value ?? '';
    const grow = () => {
      if (!long) return;
      field.style.height = 'auto';
      field.style.height = `${Math.min(Math.max(field.scrollHeight + 2, 96), 280)}px`;
    };
    const tell = () => {
      const length = field.value.length;
      const near = length > most * 0.8 || most - length <= 40;
      setText(count, near ? `${length.toLocaleString(LANGUAGE)} of ${most.toLocaleString(LANGUAGE)}` : '');
      count.classList.toggle('full', length >= most);
    };
    const check = () => {
      const length = field.value.length;
      const text = part.required !== false && !field.value.trim() ? 'This one is needed.'
        : length && length < least ? `At least ${least} characters, please: ${least - length} more.`
          : '';
      setText(problem, text);
      field.setAttribute('aria-invalid', String(Boolean(text)));
      return !text;
    };
    field.addEventListener('input', () => {
      unsent.set(this.memory, this.values());
      grow();
      tell();
      if (problem.textContent) check();
    });
    tell();
    const el = h('div', { class: 'input' },
      h('label', { for: id }, part.label ?? part.placeholder ?? 'Your words', part.required === false ? h('span', { class: 'optional' }, ' optional') : null),
      part.description ? h('span', { class: 'says', id: `${id}-about` }, part.description) : null,
      field, h('div', { class: 'under' }, problem, count));
    return { part, field, el, check, grow };
  }

  values() {
    return Object.fromEntries(this.inputs.map(({ part, field }) => [part.custom_id, field.value]));
  }

  async send() {
    const wrong = this.inputs.filter((input) => !input.check());
    if (wrong.length) return wrong[0].field.focus();
    if (isBusy(this.submit)) return;
    setBusy(this.submit, true);
    const { modal, memory } = this;
    const error = await this.column.act({ do: 'submit', key: modal.key, values: this.values() });
    if (this.modal !== modal) return;
    setBusy(this.submit, false);
    setText(this.error, error ?? '');
    this.error.hidden = !error;
    if (error) return;
    const values = this.values();
    this.done.add(modal.key);
    this.close();
    unsent.delete(memory);
    this.sent = { memory, values, at: Date.now() };
    this.column.follow();
  }

  /** What was just sent did not arrive: it is in the form again when that is opened. Says whether so. */
  giveBack() {
    if (!this.sent || Date.now() - this.sent.at > 2 * BUSY_MILLISECONDS) return false;
    if (!unsent.has(this.sent.memory)) unsent.set(this.sent.memory, this.sent.values);
    this.sent = null;
    return true;
  }

  /** Closed without sending: the words stay for the next time. */
  cancel() {
    unsent.set(this.memory, this.values());
    const { key } = this.modal;
    this.done.add(key);
    this.close();
    this.column.act({ do: 'close_modal', key });
  }

  close() {
    const had = this.el.contains(document.activeElement);
    this.modal = null;
    this.el.hidden = true;
    this.el.replaceChildren();
    this.column.setInert(false);
    if (!had) return;
    if (this.before?.isConnected && this.column.el.contains(this.before)) this.before.focus();
    else this.column.composer.focus();
  }

  /** Escape closes; Tab stays inside. */
  keys(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.cancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'Tab') {
      const stops = [...this.box.querySelectorAll('button, input, textarea, a[href]')].filter((el) => !el.disabled && el.offsetParent);
      const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement !== edge) return;
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }
  }
}

/** The text inputs of a form, in action rows or under labels. */
function fields(modal) {
  const found = [];
  for (const part of modal.components ?? []) {
    if (part.type === 4) found.push(part);
    else if (part.type === 18 && part.component?.type === 4) found.push({ ...part.component, label: part.label, description: part.description });
    else found.push(...(part.components ?? []).filter((inner) => inner.type === 4));
  }
  return found;
}
