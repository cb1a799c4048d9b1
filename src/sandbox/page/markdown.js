'use strict';
// Discord's markdown as nodes. What somebody wrote never becomes markup: only text nodes and the few elements below.

const LINK = /^https?:\/\/[^\s<>]+/;
const LIST = /^( *)([-*]|\d{1,4}\.) +(.*)$/;
const LONE = /^(#{1,3}|-#) +(.+)$/; // a heading, or small print

/** A message's text as nodes, ready to be appended. */
function markdown(text) {
  const out = [];
  for (const piece of fences(text)) out.push(...(piece.code === undefined ? blocks(piece.text) : [codeBlock(piece)]));
  return out;
}

/** Splits at ``` blocks. */
function fences(text) {
  const pieces = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text.startsWith('```', at)) {
      const end = text.indexOf('```', at + 3);
      if (end <= at + 3) continue;
      pieces.push({ text: text.slice(from, at) });
      const [, language, code] = /^(?:([\w+-]+)\n)?([\s\S]*)$/.exec(text.slice(at + 3, end));
      pieces.push({ code: code.replace(/^\n|\n$/g, ''), language });
      at = end + 2;
      from = end + 3;
    }
  }
  pieces.push({ text: text.slice(from) });
  return pieces.filter((piece) => piece.code !== undefined || piece.text.replace(/^\n+|\n+$/g, '') !== '');
}

function codeBlock({ code }) {
  return h('pre', { tabindex: '0', 'aria-label': 'Code' }, h('code', {}, code));
}

/** Quotes, headings, small print, lists and the lines between them. */
function blocks(text) {
  const out = [];
  const lines = text.split('\n');
  let plain = [];
  const flush = () => {
    const words = plain.join('\n').replace(/^\n+|\s+$/g, '');
    if (words) out.push(h('p', {}, inline(words)));
    plain = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const lone = LONE.exec(line);
    if (line.startsWith('>>> ')) {
      flush();
      out.push(h('blockquote', {}, blocks([line.slice(4), ...lines.slice(at + 1)].join('\n'))));
      return out;
    }
    if (/^> /.test(line)) {
      flush();
      const quoted = [];
      while (at < lines.length && /^>( |$)/.test(lines[at])) quoted.push(lines[at++].replace(/^> ?/, ''));
      at -= 1;
      out.push(h('blockquote', {}, blocks(quoted.join('\n'))));
    } else if (lone) {
      flush();
      // Under the page's own h1 to h3; how large it looks says the rest.
      out.push(lone[1] === '-#' ? h('p', { class: 'small-print' }, inline(lone[2]))
        : h('h4', { class: `md-h${lone[1].length}` }, inline(lone[2])));
    } else if (LIST.test(line)) {
      flush();
      const items = [];
      const same = (item) => !items.length || item[1].length > items[0][1].length + 1 || /\d/.test(item[2]) === /\d/.test(items[0][2]);
      while (at < lines.length && LIST.test(lines[at]) && same(LIST.exec(lines[at]))) items.push(LIST.exec(lines[at++]));
      at -= 1;
      out.push(list(items));
    } else {
      plain.push(line);
    }
  }
  flush();
  return out;
}

/** A list; deeper ones by their indent. */
function list(items) {
  const [, indent, mark] = items[0];
  const ordered = /\d/.test(mark);
  const el = h(ordered ? 'ol' : 'ul', ordered ? { start: String(Number.parseInt(mark, 10)) } : {});
  for (let at = 0; at < items.length; at += 1) {
    const item = h('li', {}, inline(items[at][3]));
    const deeper = [];
    while (items[at + 1] && items[at + 1][1].length > indent.length + 1) deeper.push(items[++at]);
    if (deeper.length) item.append(list(deeper));
    el.append(item);
  }
  return el;
}

const PAIRS = [
  ['**', 'strong'],
  ['__', 'u'],
  ['~~', 's'],
  ['||', 'spoiler'],
  ['*', 'em'],
  ['_', 'em'],
];

/** Everything that may stand within a line. */
function inline(text) {
  const out = [];
  let words = '';
  const put = (node) => {
    if (words) out.push(words);
    words = '';
    out.push(node);
  };
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const found = escaped(rest) ?? code(rest) ?? angle(rest) ?? masked(rest) ?? bare(rest, text[at - 1]) ?? pair(text, at);
    if (!found) {
      words += text[at];
      at += 1;
    } else {
      if (typeof found.node === 'string') words += found.node;
      else put(found.node);
      at += found.length;
    }
  }
  if (words) out.push(words);
  return out;
}

function escaped(rest) {
  const match = /^\\([^0-9A-Za-z\s])/u.exec(rest);
  return match && { node: match[1], length: match[0].length };
}

/** `code` between two runs of equally many backticks; a run that has no other is only itself. */
function code(rest) {
  if (rest[0] !== '`') return null;
  const run = /^`+/.exec(rest)[0].length;
  for (let at = run; at < rest.length; at += 1) {
    if (rest[at] !== '`') continue;
    let length = 1;
    while (rest[at + length] === '`') length += 1;
    if (length === run) return { node: h('code', {}, rest.slice(run, at).replace(/^ (?=`)|(?<=`) $/g, '')), length: at + run };
    at += length - 1;
  }
  return { node: '`'.repeat(run), length: run };
}

/** `<…>`: people, channels, commands, times, and links that stay small. */
function angle(rest) {
  if (rest[0] !== '<') return null;
  let match;
  if ((match = /^<@!?(\d+)>/.exec(rest))) return { node: chip(`@${nameOf(match[1])}`), length: match[0].length };
  if ((match = /^<@&(\d+)>/.exec(rest))) return { node: chip('@role'), length: match[0].length };
  if ((match = /^<#(\d+)>/.exec(rest))) return { node: chip(`#${channelName(match[1])}`), length: match[0].length };
  if ((match = /^<\/([^:>]{1,100}):\d+>/.exec(rest))) return { node: chip(`/${match[1]}`), length: match[0].length };
  if ((match = /^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/.exec(rest))) {
    const date = new Date(Number(match[1]) * 1000);
    if (Number.isNaN(date.getTime())) return null;
    const node = h('time', { class: 'stamp', datetime: date.toISOString(), title: time.full(date) }, time.styled(date, match[2] ?? 'f'));
    if (match[2] === 'R') node.dataset.ago = match[1];
    return { node, length: match[0].length };
  }
  if ((match = /^<(https?:\/\/[^\s<>]+)>/.exec(rest))) return { node: link(match[1], [match[1]]), length: match[0].length };
  return null;
}

function masked(rest) {
  const match = /^\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/(?:\([^\s<>()]*\)|[^\s<>()])+)>?(?: +"[^"]*")?\)/.exec(rest);
  return match && { node: link(match[2], inline(match[1])), length: match[0].length };
}

function bare(rest, before) {
  if (before && /[\w/]/.test(before)) return null;
  const match = LINK.exec(rest);
  if (!match) return null;
  const url = match[0].replace(/[.,:;!?'")\]*_~|]+$/, '');
  return { node: link(url, [url]), length: url.length };
}

/** `**bold**` and its like: the mark, something that is not empty, the same mark. */
function pair(text, at) {
  for (const [mark, tag] of PAIRS) {
    if (!text.startsWith(mark, at)) continue;
    const from = at + mark.length;
    if (mark === '_' && /\w/.test(text[at - 1] ?? '')) continue;
    if (mark === '*' && /\s/.test(text[from] ?? ' ')) continue;
    const end = closing(text, from, mark);
    if (end < 0 || !text.slice(from, end).trim()) continue;
    const inner = inline(text.slice(from, end));
    return { node: tag === 'spoiler' ? spoiler(inner) : h(tag, {}, inner), length: end + mark.length - at };
  }
  return null;
}

function closing(text, from, mark) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text[at] === '`') {
      const span = code(text.slice(at));
      if (span) at += span.length - 1;
    } else if (text.startsWith(mark, at)) {
      // A lone mark does not close inside a double one, and a run closes at its end: ***both***.
      if (mark.length === 1 && text[at + 1] === mark && text[at + 2] !== mark) {
        at += 1;
        continue;
      }
      if (mark === '_' && /\w/.test(text[at + 1] ?? '')) continue;
      if (mark === '*' && /\s/.test(text[at - 1])) continue;
      if (mark.length === 2 && text[at + 2] === mark[0] && text[at + 3] !== mark[0] && mark[0] === '*') return at + 1;
      return at;
    }
  }
  return -1;
}

function chip(text) {
  return h('span', { class: 'mention' }, text);
}

function link(url, children) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, children);
}

/** Covered until somebody chooses to look. */
function spoiler(children) {
  const words = h('span', { hidden: true }, children);
  const button = h('button', {
    type: 'button',
    class: 'spoiler',
    'aria-expanded': 'false',
    onclick: () => {
      words.hidden = !words.hidden;
      cover.hidden = !cover.hidden;
      button.setAttribute('aria-expanded', String(!words.hidden));
    },
  });
  const cover = h('span', {}, 'Hidden words, press to show');
  button.append(cover, words);
  return button;
}

function nameOf(id) {
  if (id === known.world?.bot?.id) return known.world.bot.name;
  const all = [...(known.world?.people ?? []), ...(known.world?.others ?? [])];
  return all.find((person) => person.id === id)?.name ?? 'somebody';
}

function channelName(id) {
  for (const view of known.views.values()) {
    const channel = view.channels.find((one) => one.id === id);
    if (channel) return channel.name.replace(/^#/, '');
  }
  return 'a channel';
}
