'use strict';
// Where one person types: plain text, or a command with its options.

const PEOPLE = 6; // Discord's option types
const CHANNELS = 7;
const YES_NO = 5;

class Composer {
  /** `column` tells whose it is, which channel is open, and does what is asked. */
  constructor(column) {
    this.column = column;
    this.drafts = new Map();
    this.channel = null;
    this.command = null;
    this.sending = false;

    this.text = h('textarea', { rows: '1', class: 'write', maxlength: '2000', 'data-composer': '', onkeydown: (event) => this.keys(event) });
    this.text.addEventListener('input', () => { this.grow(); this.complain(''); this.spaced(); });
    this.suggestions = combo(this.text, {
      label: 'Commands',
      spoken: 'commands',
      items: (text) => this.matching(text).map((command) => ({ label: `/${command.title}`, detail: command.description, value: command })),
      take: (item) => this.start(item.value),
    });
    this.lists = h('div', { class: 'lists' }, this.suggestions.list);
    this.error = h('p', { class: 'error', role: 'alert', hidden: true });
    this.body = h('div', { class: 'body' }, this.text);
    this.button = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, icon('send'));
    this.el = h('form', { class: 'composer', novalidate: true, onsubmit: (event) => { event.preventDefault(); this.send(); }, onkeydown: (event) => this.commandKeys(event) },
      this.error, h('div', { class: 'field' }, this.lists, this.body, this.button));
  }

  /** Called whenever the column changed: which channel is open, which commands there are. */
  update(channel) {
    if (this.channel?.id !== channel?.id) {
      if (this.channel) this.drafts.set(this.channel.id, this.text.value);
      this.text.value = this.drafts.get(channel?.id) ?? '';
      this.grow();
      this.complain('');
    }
    this.channel = channel;
    const where = channel ? title(channel) : '';
    this.text.placeholder = channel ? `Message ${where}, or type /` : 'Nothing to write in yet';
    this.text.setAttribute('aria-label', `Message ${where} as ${this.column.person.name}. Type a slash for commands.`);
    this.text.disabled = !channel;
  }

  focus() {
    (this.command?.inputs.find((field) => !field.input.value) ?? this.command?.inputs[0])?.input.focus();
    if (!this.command) this.text.focus();
    else if (!this.command.inputs.length) this.button.focus();
  }

  /** Commands as they are typed, subcommands one by one; only those that work in a direct message there. */
  commands() {
    const direct = this.channel?.kind === 'dm';
    const all = [];
    for (const command of this.column.view?.commands ?? []) {
      if ((command.type ?? 1) !== 1) continue;
      if (direct && !(command.contexts?.includes(1) ?? command.dm_permission !== false)) continue;
      const subs = (command.options ?? []).filter((option) => option.type === 1);
      if (!subs.length) all.push({ title: command.name, name: command.name, description: command.description, options: command.options ?? [] });
      for (const sub of subs) {
        all.push({ title: `${command.name} ${sub.name}`, name: command.name, sub: sub.name, description: sub.description, options: sub.options ?? [] });
      }
    }
    return all;
  }

  matching(text) {
    if (!text.startsWith('/') || text.includes('\n')) return [];
    const asked = text.slice(1).trim().toLowerCase();
    const all = this.commands();
    const first = all.filter((command) => command.title.startsWith(asked));
    return [...first, ...all.filter((command) => !first.includes(command) && command.title.split(' ').some((word) => word.startsWith(asked)))];
  }

  /** A whole command and a space begin its options, for those who type without looking. */
  spaced() {
    const match = /^\/([\w -]+?) $/.exec(this.text.value);
    const command = match && this.commands().find((one) => one.title === match[1].toLowerCase());
    if (command?.options.length) this.start(command);
  }

  keys(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  complain(text) {
    this.error.hidden = !text;
    setText(this.error, text);
  }

  /** Begins a command: its name, then a field for each option. */
  start(command) {
    this.suggestions.close();
    this.complain('');
    this.text.value = '';
    this.grow();
    const inputs = command.options.map((option) => this.option(option));
    this.command = { ...command, inputs };
    const cancel = h('button', { type: 'button', class: 'icon', 'aria-label': `Leave /${command.title}`, onclick: () => this.stop() }, icon('close'));
    this.lists.replaceChildren(this.suggestions.list, ...inputs.map((field) => field.list).filter(Boolean));
    this.body.replaceChildren(h('div', {
      class: 'command',
      role: 'group',
      'aria-label': `Command /${command.title}. ${command.description}`,
    }, h('div', { class: 'command-name' }, h('b', {}, `/${command.title}`), h('span', {}, command.description), cancel), inputs.map((field) => field.el)));
    this.button.setAttribute('aria-label', `Send /${command.title}`);
    if (!inputs.length) say(`/${command.title}. Press Enter to send.`);
    this.focus();
  }

  /** Escape leaves a command, as does Backspace in its empty first field. */
  commandKeys(event) {
    if (!this.command) return;
    const field = this.command.inputs.find((one) => one.input === event.target);
    if (event.key === 'Escape') this.stop();
    else if (event.key === 'Backspace' && field && field === this.command.inputs[0] && !field.input.value) this.stop();
    else if (event.key === 'Enter' && field && !event.isComposing) this.send();
    else return;
    event.preventDefault();
  }

  /** Back to plain text. */
  stop() {
    this.command = null;
    this.complain('');
    this.lists.replaceChildren(this.suggestions.list);
    this.body.replaceChildren(this.text);
    this.button.setAttribute('aria-label', 'Send');
    this.text.focus();
  }

  /** A field for one option: a person, something from a list, or words. */
  option(option) {
    const id = `option-${combos}-${option.name}`;
    const input = h('input', { id, type: 'text', 'data-option-field': option.name, placeholder: option.required ? '' : 'optional', maxlength: String(option.max_length ?? 6000), 'aria-required': option.required ? 'true' : null, 'aria-describedby': `${id}-says` });
    const field = { option, input, chosen: null };
    field.el = h('div', { class: 'option-field' },
      h('label', { for: id }, option.name),
      input,
      h('span', { id: `${id}-says`, class: 'says' }, option.description ?? ''));
    const source = this.source(option);
    if (source) {
      const attached = combo(input, {
        label: option.description ?? option.name,
        eager: true,
        wait: option.autocomplete ? 200 : 0,
        items: (text) => (field.chosen?.label === text && text ? [] : source(text.replace(new RegExp(`^${option.name}:\\s*`, 'i'), '').replace(/^@/, ''))),
        take: (item) => {
          field.chosen = item;
          input.value = item.label;
          this.complain('');
          const next = this.command.inputs.find((one) => !one.input.value && one.option.required);
          if (next) next.input.focus();
        },
      });
      field.list = attached.list;
    }
    input.addEventListener('input', () => {
      if (field.chosen?.label !== input.value) field.chosen = null;
      this.complain('');
    });
    return field;
  }

  /** What an option may be, or null where any words will do. */
  source(option) {
    const starting = (all) => (text) => {
      const asked = text.toLowerCase();
      return all().filter((item) => item.label.toLowerCase().includes(asked)).slice(0, 25);
    };
    if (option.type === PEOPLE) {
      const me = this.column.person;
      // Oneself last: rarely the one who is meant.
      return starting(() => [...known.world.people.filter((person) => person.id !== me.id), { ...known.world.bot, bot: true }, me].map((person) => ({
        label: person.name,
        detail: person.bot ? 'bot' : person.id === me.id ? 'you' : null,
        value: person.id,
        face: avatar(person.name, tone(person.id), person.bot),
      })));
    }
    if (option.type === CHANNELS) return starting(() => this.column.view.channels.map((channel) => ({ label: title(channel), value: channel.id })));
    if (option.type === YES_NO) return starting(() => [{ label: 'Yes', value: true }, { label: 'No', value: false }]);
    if (option.choices?.length) return starting(() => option.choices.map((choice) => ({ label: choice.name, value: choice.value })));
    if (option.autocomplete) return () => this.suggest(option);
    return null;
  }

  async suggest(option) {
    const { name, sub } = this.command;
    const answer = await post('/page/suggest', {
      as: this.column.person.id, channel: this.channel.id, name, sub, options: this.values(), focused: option.name,
    });
    return (answer.choices ?? []).map((choice) => ({ label: choice.name, value: choice.value }));
  }

  values() {
    const values = {};
    for (const { option, input, chosen } of this.command.inputs) {
      const text = input.value.trim();
      if (!text) continue;
      if (chosen) values[option.name] = chosen.value;
      else if (option.type === 4 || option.type === 10) values[option.name] = Number(text);
      else values[option.name] = text;
    }
    return values;
  }

  /** What is still missing before a command can be sent, in a sentence; and which field that is. */
  missing() {
    for (const field of this.command.inputs) {
      const { option, input } = field;
      const text = input.value.trim();
      if (option.required && !text) return [field, `“${option.name}” is still empty.`];
      const exact = () => this.source(option)(text.replace(/^@/, '')).find((item) => item.label.toLowerCase() === text.replace(/^@/, '').toLowerCase());
      if (text && !field.chosen && (option.type >= YES_NO && option.type <= CHANNELS || option.choices?.length)) {
        field.chosen = exact() ?? null;
        if (!field.chosen) return [field, `Choose “${option.name}” from the list, please.`];
      }
      if (text && (option.type === 4 || option.type === 10) && Number.isNaN(Number(text))) return [field, `“${option.name}” is a number.`];
    }
    return null;
  }

  async send() {
    if (this.sending || !this.channel) return;
    const deed = this.command ? this.commandDeed() : this.textDeed();
    if (!deed) return;
    this.sending = true;
    setBusy(this.button, true);
    const had = this.el.contains(document.activeElement);
    const error = await this.column.act({ ...deed, channel: this.channel.id });
    this.sending = false;
    setBusy(this.button, false);
    if (error) return this.complain(error);
    this.column.follow();
    if (this.command) {
      this.stop();
      if (!had) this.text.blur();
    } else {
      this.text.value = '';
      this.grow();
    }
  }

  commandDeed() {
    const missing = this.missing();
    if (missing) {
      this.complain(missing[1]);
      missing[0].input.focus();
      return null;
    }
    const { name, sub } = this.command;
    return { do: 'command', name, sub, options: this.values() };
  }

  textDeed() {
    const text = this.text.value.trim();
    if (!text) return null;
    if (/^\/\w/.test(text)) {
      const command = this.commands().find((one) => `/${one.title}` === text.toLowerCase());
      if (command) this.start(command);
      else this.complain('There is no such command here. Type / alone to see them all.');
      return null;
    }
    return { do: 'say', text };
  }
}

/** A channel's name as people see it. */
function title(channel) {
  return channel.kind === 'dm' ? channel.name : `#${channel.name.replace(/^#/, '')}`;
}
