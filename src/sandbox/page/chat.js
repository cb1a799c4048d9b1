'use strict';
// One person's screen: who they are, their channels, what was said there, and where they type.

const GROUP_MINUTES = 7;
const BUSY_MILLISECONDS = 3000;

class Column {
  /** `changed` is called when the sandbox should be asked again. */
  constructor(person, changed) {
    this.person = person;
    this.changed = changed;
    this.view = null;
    this.signature = '';
    this.open = null; // the open channel's id
    this.seen = new Map(); // channel id → the last message somebody could have read
    this.offset = new Map(); // channel id → where it was scrolled to
    this.stuck = true; // at the bottom, so new messages come into view
    this.closedNotices = new Set();
    this.own = []; // errors of presses, shown like notices
    this.waiting = null;

    const partner = person.part === 'partner';
    this.channels = h('div', { class: 'channels', role: 'tablist', 'aria-label': `${person.name}’s channels`, onkeydown: (event) => this.tabKeys(event) });
    this.messages = h('div', { class: 'messages' });
    this.log = h('div', { class: 'log', role: 'log', tabindex: '0', onscroll: () => this.scrolled() }, this.messages);
    this.newer = h('button', { type: 'button', class: 'newer', hidden: true, onclick: () => { this.follow(); this.log.focus(); } }, h('span', {}, 'New messages'), icon('down'));
    this.notices = h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });
    this.composer = new Composer(this);
    this.dialog = new Dialog(this);
    this.pane = h('div', { class: 'pane', role: 'tabpanel', id: `pane-${person.id}` }, h('div', { class: 'log-wrap' }, this.log, this.newer), this.notices, this.composer.el);
    this.inside = h('div', { class: 'inside' },
      h('header', { class: 'who' }, avatar(person.name, tone(person.id)),
        h('div', {}, h('h2', {}, person.name), h('p', {}, partner ? 'One of the two' : 'A stranger in the same server'))),
      this.channels, this.pane);
    this.el = h('section', { class: `column ${partner ? '' : 'stranger'}`, id: `column-${person.id}`, 'data-person': person.name, 'aria-label': `${person.name}’s screen` }, this.inside, this.dialog.el);
    new ResizeObserver(() => this.stuck && this.toBottom()).observe(this.log);
  }

  isActive() {
    return this.el.contains(document.activeElement) || (this.isShown() && this.el.classList.contains('active'));
  }

  isShown() {
    return this.el.offsetParent !== null;
  }

  setInert(inert) {
    this.inside.inert = inert;
  }

  /** Does something as this person. Gives an error sentence, or null. A press shows its control as busy. */
  async act(deed) {
    this.own = [];
    for (const notice of this.view?.notices ?? []) this.closedNotices.add(notice.id);
    this.showNotices();
    const answer = await post('/page/do', { as: this.person.id, ...deed });
    this.changed();
    return answer.error ?? null;
  }

  /** The same for a control under a message: true if it was taken. */
  async press(message, deed, control) {
    if (isBusy(control)) return false;
    setBusy(control, true);
    const waiting = { control, signature: this.signature };
    this.waiting = waiting;
    setTimeout(() => this.waiting === waiting && this.rest(), BUSY_MILLISECONDS);
    const error = await this.act({ ...deed, channel: this.open, message });
    if (error) {
      setBusy(control, false);
      this.own = [{ id: `own-${Date.now()}`, channel: this.open, text: error }];
      this.showNotices();
    }
    return !error;
  }

  rest() {
    if (this.waiting) setBusy(this.waiting.control, false);
    this.waiting = null;
  }

  /** Shows a view. Only what differs is touched. */
  update(view) {
    const { version, ...rest } = view;
    const signature = JSON.stringify(rest);
    const first = !this.view;
    const failed = (view.notices ?? []).some((notice) => !this.view?.notices?.some((old) => old.id === notice.id));
    this.view = view;
    if (signature === this.signature) return this.mark();
    this.signature = signature;
    if (this.waiting && this.waiting.signature !== signature) this.rest();
    if (first) for (const channel of view.channels) this.seen.set(channel.id, last(view, channel.id));
    if (!view.channels.some((channel) => channel.id === this.open)) this.open = view.channels[0]?.id ?? null;
    if (failed && !first && this.dialog.giveBack()) this.own = [{ id: `own-${Date.now()}`, channel: this.open, text: 'What you wrote is kept here: open the form again to send it once more.' }];
    this.draw(first);
    this.dialog.update(view.modal);
  }

  draw(fresh) {
    const focus = this.rememberFocus();
    const channel = this.view.channels.find((one) => one.id === this.open);
    this.drawChannels();
    this.log.setAttribute('aria-label', channel ? `Messages in ${title(channel)}, as ${this.person.name} sees them` : 'No channel');
    this.pane.setAttribute('aria-labelledby', `tab-${this.person.id}-${this.open}`);
    const before = new Set([...this.messages.children].map((el) => el.dataset.key));
    const where = this.log.scrollTop;
    keyed(this.messages, this.items(channel), (item) => item.key, (item) => this.make(item), (el, item) => item.message && this.patch(el, item));
    this.composer.update(channel);
    this.showNotices();
    this.restoreFocus(focus);
    this.scroll(fresh, before, where);
    this.mark();
  }

  /** What stands in the log: a beginning, days, messages. */
  items(channel) {
    if (!channel) return [{ key: 'none', empty: `${this.person.name} sees no channel just now.` }];
    const all = this.view.messages[channel.id] ?? [];
    const items = [{ key: `start-${channel.id}`, start: channel }];
    let before = null;
    for (const message of all) {
      const at = new Date(message.at);
      const day = time.day(at);
      const newDay = !before || time.day(new Date(before.at)) !== day;
      if (newDay) items.push({ key: `day-${message.id}`, day });
      const grouped = !newDay && !message.to && !message.private && !before.private && before.author.id === message.author.id && at - new Date(before.at) < GROUP_MINUTES * 60_000;
      items.push({ key: message.id, message, grouped });
      before = message;
    }
    return items;
  }

  make({ day, start, empty }) {
    if (day) return h('h3', { class: 'day' }, h('span', {}, day));
    if (empty) return h('p', { class: 'beginning' }, empty);
    if (start) {
      const direct = start.kind === 'dm';
      return h('div', { class: 'beginning' }, h('b', {}, direct ? `You and ${start.name}` : `This is ${title(start)}`),
        start.note ? h('span', {}, start.note) : null, h('span', {}, direct ? 'Only the two of you read this.' : 'Type / to see what Tend can do here.'));
    }
    const el = h('article', { class: 'message', tabindex: '-1' });
    el.slots = new Map();
    return el;
  }

  patch(el, { message, grouped }) {
    const { author, to, files, components } = message;
    const at = new Date(message.at);
    el.dataset.message = message.id;
    el.classList.toggle('private', message.private);
    el.classList.toggle('grouped', grouped);
    if (message.private) el.dataset.private = '';
    el.setAttribute('aria-label', `${author.name}, ${time.clock(at)}${message.private ? ', only you can see this' : ''}`);
    const bot = author.bot;
    slot(el, 'to', to, () => [icon('reply'), h('span', {}, h('b', {}, to.user), ' used ', h('span', { class: 'mention' }, to.command))]);
    slot(el, 'face', grouped ? null : author, () => [avatar(author.name, tone(author.id), bot)]);
    slot(el, 'head', grouped ? null : [author, message.at], () => [
      h('b', { class: `name tone-text-${tone(author.id)}` }, author.name), bot ? h('span', { class: 'bot' }, 'BOT') : null,
      h('time', { datetime: message.at, title: time.full(at) }, time.clock(at))]);
    slot(el, 'words', [message.content, message.thinking, message.edited], () => words(message, author));
    slot(el, 'files', files?.length ? files : null, () => files.map((file) => this.file(file)));
    const rows = slotFor(el, 'rows');
    keyed(rows, components ?? [], (row) => `${components.indexOf(row)} ${JSON.stringify(row)}`, (row) => componentRow(row, (deed, control) => this.press(message.id, deed, control)));
    slot(el, 'note', message.private ? true : null, () => [icon('eye'), h('span', {}, 'Only you can see this'),  h('button', { type: 'button', class: 'dismiss', 'data-control': 'dismiss', onclick: () => this.dismiss(message.id) }, 'Dismiss message')]);
  }

  file(file) {
    const safe = /^(\/(?!\/)|https?:\/\/)/.test(file.url) ? file.url : null;
    return h('a', { class: 'file', href: safe, download: file.name, 'data-file': file.name }, icon('file'),
      h('span', {}, h('b', {}, file.name), h('small', {}, size(file.size))));
  }

  async dismiss(message) {
    const error = await this.act({ do: 'dismiss', message, channel: this.open });
    if (error) this.own = [{ id: `own-${Date.now()}`, channel: this.open, text: error }];
    this.showNotices();
  }

  drawChannels() {
    keyed(this.channels, this.view.channels, (channel) => channel.id, (channel) => h('button', {
      type: 'button', role: 'tab', class: 'channel', id: `tab-${this.person.id}-${channel.id}`, 'aria-controls': `pane-${this.person.id}`, 'data-channel': channel.name.replace(/^#/, ''),
      onclick: () => this.go(channel.id),
    }), (el, channel) => {
      const open = channel.id === this.open;
      const unread = this.unread(channel.id);
      el.setAttribute('aria-selected', String(open));
      el.tabIndex = open ? 0 : -1;
      const key = `${channel.name} ${unread} ${channel.kind}`;
      if (el.dataset.shows === key) return;
      el.dataset.shows = key;
      const mark = channel.kind === 'dm' ? avatar(channel.name, 'bot', channel.name === known.world.bot.name) : h('span', { class: 'hash', 'aria-hidden': 'true' }, '#');
      el.replaceChildren(mark, channel.name.replace(/^#/, ''),
        channel.kind === 'dm' ? h('span', { class: 'unseen' }, ', direct messages') : '',
        unread ? h('span', { class: 'dot' }, h('span', { class: 'unseen' }, ', unread')) : '');
    });
  }

  tabKeys(event) {
    const all = [...this.channels.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    this.go(next.dataset.key);
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  go(channel) {
    if (channel === this.open) return;
    this.offset.set(this.open, this.stuck ? null : this.log.scrollTop);
    this.open = channel;
    this.stuck = (this.offset.get(channel) ?? null) === null;
    this.draw(true);
    if (!this.stuck) this.log.scrollTop = this.offset.get(channel);
  }

  unread(channel) {
    return later(last(this.view, channel), this.seen.get(channel));
  }

  /** Remembers what can be read now, and says whether anything is unread elsewhere. */
  mark() {
    if (this.open && this.isShown() && !document.hidden) this.seen.set(this.open, last(this.view, this.open));
    this.drawChannels();
    const unread = this.view.channels.some((channel) => this.unread(channel.id));
    if (unread !== this.hasUnread) {
      this.hasUnread = unread;
      this.el.dispatchEvent(new CustomEvent('unread', { bubbles: true }));
    }
  }

  // Where the eye and the focus are.

  scrolled() {
    this.stuck = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 48;
    if (this.stuck) this.newer.hidden = true;
  }

  toBottom() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Somebody just did something here: show what comes of it. */
  follow() {
    this.stuck = true;
    this.newer.hidden = true;
    this.toBottom();
  }

  scroll(fresh, before, where) {
    if (fresh) {
      this.newer.hidden = true;
      if (this.stuck) this.toBottom();
      return;
    }
    const added = [...this.messages.children].filter((el) => el.dataset.message && !before.has(el.dataset.key));
    added.forEach((el) => el.classList.add('new'));
    if (!this.stuck) {
      this.log.scrollTop = where;
      if (added.length) this.below('New messages');
      return;
    }
    this.toBottom();
    if (!added.length) return;
    // What is longer than the screen begins at its beginning.
    const top = added[0].offsetTop - 10;
    if (this.log.scrollHeight - top > this.log.clientHeight) {
      this.log.scrollTop = top;
      this.below('More below');
    }
  }

  /** Offers the way down: to what is new, or to the rest of something long. */
  below(text) {
    this.newer.hidden = false;
    this.newer.classList.toggle('rest', text === 'More below');
    setText(this.newer.firstElementChild, text);
  }

  rememberFocus() {
    const el = document.activeElement;
    const message = this.messages.contains(el) && el.closest('.message');
    if (!message) return null;
    const controls = [...message.querySelectorAll('[data-control]')];
    return { el, message: message.dataset.message, control: el.dataset.control, action: el.dataset.action, at: controls.indexOf(el) };
  }

  /** After a redraw the focus is on the same control, on one of the same name, or on its message. */
  restoreFocus(was) {
    if (!was || (was.el.isConnected && !was.el.disabled)) return;
    const message = this.messages.querySelector(`[data-message="${CSS.escape(was.message)}"]`);
    if (!message) return this.composer.focus();
    const controls = [...message.querySelectorAll('[data-control]')].filter((el) => !el.disabled);
    const next = controls.find((el) => el.dataset.control === was.control) ?? controls.find((el) => was.action && el.dataset.action === was.action) ?? message;
    next.focus({ preventScroll: true });
  }

  showNotices() {
    const all = [...(this.view?.notices ?? []).filter((notice) => !this.closedNotices.has(notice.id)), ...this.own]
      .filter((notice) => !notice.channel || notice.channel === this.open).slice(-3);
    keyed(this.notices, all, (notice) => String(notice.id), (notice) => h('p', { class: 'notice' }, h('span', {}, notice.text),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Close this note', onclick: () => { this.closedNotices.add(notice.id); this.own = []; this.showNotices(); this.composer.focus(); } }, icon('close'))));
  }
}

/** A message's parts, always in this order. */
const SLOTS = { to: 'reply-to', face: 'face', head: 'head', words: 'words', files: 'files', rows: 'rows', note: 'note' };

function slotFor(el, name) {
  if (!el.slots.size) {
    for (const [one, css] of Object.entries(SLOTS)) {
      const node = h('div', { class: css });
      el.slots.set(one, { node, shows: 'null' });
      el.append(node);
    }
  }
  return el.slots.get(name).node;
}

/** Fills one part, only if what it shows differs. */
function slot(el, name, value, make) {
  const node = slotFor(el, name);
  const part = el.slots.get(name);
  const shows = JSON.stringify(value ?? null);
  if (part.shows === shows) return;
  part.shows = shows;
  node.replaceChildren(...(value === null || value === undefined ? [] : make().filter(Boolean)));
}

/** What a message says; that it was changed stands at the end of its last line. */
function words({ content, thinking, edited }, author) {
  if (thinking) return [h('p', { class: 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), `${author.name} is thinking…`)];
  const said = [...markdown(content ?? '')];
  if (!edited) return said;
  const end = said[said.length - 1];
  const mark = h('span', { class: 'edited' }, '(edited)');
  if (end?.tagName !== 'P') return [...said, mark];
  end.append(' ', mark);
  return said;
}

function last(view, channel) {
  return (view.messages[channel] ?? []).reduce((id, message) => (later(message.id, id) ? message.id : id), '0');
}

function size(bytes) {
  if (!(bytes >= 0)) return '';
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
