import { formatDate, formatTime, toLocal } from '#platform/time.ts';
import { withoutMarks } from '#platform/vietnamese.ts';
import { CHANNELS, type Channel, type Content, type StoredVersions, type Version } from '../schema.ts';
import { LIMITS, lettersOf } from './limits.ts';

/** What versions say about the sender. */
export interface Sender {
  /** "Trung tâm Phục vụ hành chính công xã Hoa Lộc" */
  readonly centre: string;
  /** "Ủy ban nhân dân xã Hoa Lộc" */
  readonly commune: string;
  /** Address of the article. */
  readonly url: string;
}

interface Draft {
  readonly title: string;
  readonly text: string;
}

function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?…])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Cuts at a word and says so with "…". */
function cut(text: string, limit: number): string {
  if (lettersOf(text) <= limit) {
    return text;
  }
  const head = Array.from(text)
    .slice(0, Math.max(0, limit - 1))
    .join('');
  const at = head.lastIndexOf(' ');
  return `${(at > limit / 2 ? head.slice(0, at) : head).replace(/[\s,;:.]+$/u, '')}…`;
}

/** As many whole sentences as fit; the first is cut when even it is too long. */
export function shorten(text: string, limit: number): string {
  const whole = sentencesOf(text);
  let kept = '';
  for (const sentence of whole) {
    const next = kept === '' ? sentence : `${kept} ${sentence}`;
    if (lettersOf(next) > limit) {
      break;
    }
    kept = next;
  }
  return kept === '' ? cut(whole[0] ?? '', limit) : kept;
}

/** The whole text where it fits, with its paragraphs; else as many sentences as do. */
function fitting(text: string, limit: number): string {
  return lettersOf(text) <= limit ? text : shorten(text, limit);
}

function closed(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** "từ 07:30 11/5/2026 đến 17:30 15/5/2026" for the readers of a text. */
function validity(content: Content): string {
  const end = toLocal(content.validTo);
  return `Thông báo có hiệu lực đến ${formatTime(end)} ngày ${formatDate(end)}.`;
}

function marked(content: Content): string {
  const head = { normal: '', priority: '', urgent: 'KHẨN CẤP: ' }[content.priority];
  return `${content.correction === null ? '' : 'ĐÍNH CHÍNH: '}${head}${content.title}`;
}

function withPlace(content: Content): string {
  return content.place === '' ? content.body : `${content.body}\n\nĐịa điểm: ${closed(content.place)}`;
}

function withCorrection(content: Content, text: string): string {
  return content.correction === null ? text : `Đính chính: ${closed(content.correction)}\n\n${text}`;
}

function script(content: Content, sender: Sender): string {
  const urgent = content.priority === 'urgent';
  const listeners =
    content.villages.length === 0 ? 'toàn thể nhân dân' : `nhân dân ${content.villages.join(', ')}`;
  const said = closed(content.title);
  const parts = (body: string) => [
    urgent
      ? `Thông báo khẩn cấp của ${sender.commune}.`
      : `Kính thưa ${listeners}. Sau đây là thông báo của ${sender.commune}.`,
    ...(content.correction === null ? [] : [`Xin đính chính. ${closed(content.correction)}`]),
    said,
    body,
    ...(content.place === '' ? [] : [`Địa điểm: ${closed(content.place)}`]),
    ...(urgent ? [`Xin nhắc lại. ${said}`] : []),
    urgent ? 'Đề nghị nhân dân khẩn trương thực hiện.' : 'Xin trân trọng cảm ơn nhân dân đã lắng nghe.',
  ];
  const body = closed(content.body.replaceAll(/\n+/g, '\n'));
  const room = LIMITS.loudspeaker.text - lettersOf(parts('').join('\n'));
  return parts(fitting(body, room)).join('\n');
}

/** Letters of one SMS alphabet, so that nothing is counted double: without marks, without pictures. */
function plain(text: string): string {
  return withoutMarks(text.replaceAll(/[“”]/g, '"').replaceAll(/[–—]/g, '-'))
    .replaceAll('…', '...')
    .replaceAll(/[^\n -Z_a-z]+/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

function sms(content: Content, sender: Sender): string {
  const link = ` Chi tiet: ${sender.url}`;
  const room = LIMITS.sms.text - lettersOf(link);
  // A cut ends in "…", which is three letters here.
  const head = plain(cut(plain(`${sender.commune}: ${closed(marked(content))}`), room - 2));
  const rest = room - lettersOf(head) - 1;
  const more = rest > 40 ? ` ${plain(shorten(plain(content.body), rest - 2))}` : '';
  return `${head}${more.trimEnd()}${link}`;
}

const PROPOSALS: Readonly<Record<Channel, (content: Content, sender: Sender) => Draft>> = {
  web: (content) => ({
    title: marked(content),
    text: withCorrection(content, `${withPlace(content)}\n\n${validity(content)}`),
  }),
  board: (content) => ({
    title: '',
    text: shorten(`${closed(marked(content))} ${content.body}`, LIMITS.board.text),
  }),
  loudspeaker: (content, sender) => ({ title: '', text: script(content, sender) }),
  zalo: (content) => ({
    title: cut(marked(content), LIMITS.zalo.title),
    text: fitting(withCorrection(content, withPlace(content)), LIMITS.zalo.text),
  }),
  facebook: (content, sender) => {
    const end = `\n\n${sender.centre}\n${sender.url}`;
    const room = LIMITS.facebook.text - lettersOf(end) - lettersOf(marked(content)) - 2;
    const text = withCorrection(content, withPlace(content));
    return { title: '', text: `${marked(content)}\n\n${fitting(text, room)}${end}` };
  },
  sms: (content, sender) => ({ title: '', text: sms(content, sender) }),
  email: (content, sender) => {
    const end = `\n\nXem trên trang của xã: ${sender.url}\n${sender.centre}`;
    const text = withCorrection(content, `${withPlace(content)}\n\n${validity(content)}`);
    const room = LIMITS.email.text - lettersOf(end);
    return {
      title: cut(marked(content), LIMITS.email.title),
      text: `${fitting(text, room)}${end}`,
    };
  },
  push: (content) => ({
    title: cut(marked(content), LIMITS.push.title),
    text: shorten(content.body, LIMITS.push.text),
  }),
  group: (content, sender) => {
    const end = `\n\n${sender.url}`;
    const room = LIMITS.group.text - lettersOf(end) - lettersOf(marked(content)) - 2;
    const text = withCorrection(content, withPlace(content));
    return {
      title: '',
      text: `${marked(content)}\n\n${fitting(text, room)}${end}`,
    };
  },
};

/** The proposal for one channel, always within its limit. */
export function propose(channel: Channel, content: Content, sender: Sender): Draft {
  return PROPOSALS[channel](content, sender);
}

/** All versions as they would go out: the officer's own text where there is one, else the proposal. */
export function versionsOf(content: Content, stored: StoredVersions, sender: Sender): readonly Version[] {
  return CHANNELS.map((channel) => {
    const kept = stored[channel];
    const edited = kept?.text !== undefined;
    const draft = edited
      ? { title: kept.title ?? '', text: kept.text ?? '' }
      : propose(channel, content, sender);
    return { channel, on: kept?.on ?? channel !== 'sms', edited, ...draft };
  });
}
