import { qrSvg } from '#platform/pdf/qr.ts';
import { formatDate, formatTime, toLocal } from '#platform/time.ts';
import type { TicketPrint } from './schema.ts';

/** Drawing units of a ticket's width; the printer scales them to its dots. 80 mm paper prints 72 mm. */
const WIDTH = 576;
const MARGIN = 16;
const QR_SIDE = 216;
/** The hall's network is the smaller code, with its words beside it: nobody takes it for the ticket's. */
const WIFI_SIDE = 200;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** Breaks a text into lines of at most so many letters, between words; a longer word stands alone. */
export function wrap(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line === '') {
      line = word;
    } else if (line.length + 1 + word.length <= letters) {
      line = `${line} ${word}`;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

interface Style {
  readonly size: number;
  readonly weight?: 400 | 600 | 700;
  readonly align?: 'middle' | 'start';
  /** Space before the first line. */
  readonly gap?: number;
}

/** Writes lines below each other and remembers how far down it came. */
class Column {
  readonly #parts: string[] = [];
  #y = MARGIN;

  get height(): number {
    return Math.ceil(this.#y + MARGIN);
  }

  write(text: string, { size, weight = 400, align = 'middle', gap = 6 }: Style): this {
    // Be Vietnam Pro is about 0.56 em wide a letter, capitals more.
    const letters = Math.max(4, Math.floor((WIDTH - 2 * MARGIN) / (size * 0.58)));
    this.#y += gap;
    for (const line of wrap(text, letters)) {
      this.#y += size * 1.28;
      const x = align === 'middle' ? WIDTH / 2 : MARGIN;
      this.#parts.push(
        `<text x="${x}" y="${(this.#y - size * 0.3).toFixed(1)}" font-size="${size}" font-weight="${weight}" text-anchor="${align}">${escapeXml(line)}</text>`,
      );
    }
    return this;
  }

  rule(): this {
    this.#y += 14;
    this.#parts.push(`<path d="M${MARGIN} ${this.#y}H${WIDTH - MARGIN}" stroke="#000" stroke-width="3"/>`);
    return this;
  }

  picture(svg: string, side: number): this {
    this.#y += 12;
    const placed = svg.replace(
      '<svg ',
      `<svg x="${(WIDTH - side) / 2}" y="${this.#y}" width="${side}" height="${side}" `,
    );
    this.#parts.push(placed);
    this.#y += side;
    return this;
  }

  /** A picture at the left with lines of text beside it, in the middle of its height. */
  beside(svg: string, side: number, lines: readonly string[], size: number): this {
    const x = MARGIN + side + MARGIN;
    const letters = Math.max(4, Math.floor((WIDTH - MARGIN - x) / (size * 0.58)));
    const wrapped = lines.flatMap((line) => wrap(line, letters));
    const step = size * 1.28;
    const height = Math.max(side, wrapped.length * step);
    const top = this.#y + 12;
    this.#parts.push(
      svg.replace(
        '<svg ',
        `<svg x="${MARGIN}" y="${top + (height - side) / 2}" width="${side}" height="${side}" `,
      ),
    );
    let y = top + (height - wrapped.length * step) / 2;
    for (const line of wrapped) {
      y += step;
      this.#parts.push(
        `<text x="${x}" y="${(y - size * 0.3).toFixed(1)}" font-size="${size}">${escapeXml(line)}</text>`,
      );
    }
    this.#y = top + height;
    return this;
  }

  toSvg(): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${this.height}" width="${WIDTH}" height="${this.height}" font-family="Be Vietnam Pro">` +
      `<path fill="#fff" d="M0 0h${WIDTH}v${this.height}H0z"/>${this.#parts.join('')}</svg>`
    );
  }
}

function standing(ticket: TicketPrint): string | null {
  const ahead =
    ticket.ahead === undefined
      ? null
      : ticket.ahead === 0
        ? 'Ông/bà là người tiếp theo'
        : `Còn ${ticket.ahead} người chờ trước`;
  return [ahead, ticket.wait ?? null].filter((part) => part !== null).join(', ') || null;
}

/**
 * The picture of a queue ticket: centre, number very large, line, need, time, people ahead, what to bring, QR, one polite
 * line, the hall's network. One layout for 58 and 80 mm paper: the printer's width scales it.
 */
export function ticketSvg(ticket: TicketPrint): string {
  const local = toLocal(Temporal.Instant.from(ticket.issuedAt));
  const column = new Column();
  column.write(ticket.centre, { size: 26, weight: 600 });
  if (ticket.reprint) {
    column.write('(In lại)', { size: 24 });
  }
  column.rule().write('Số của ông/bà', { size: 28, gap: 12 });
  column
    .write(ticket.number, { size: 150, weight: 700, gap: 0 })
    .write(ticket.group, { size: 32, weight: 600 });
  if (ticket.need) {
    column.write(ticket.need, { size: 26 });
  }
  column.write(`Lấy số lúc ${formatTime(local)}, ngày ${formatDate(local)}`, { size: 26, gap: 10 });
  const state = standing(ticket);
  if (state !== null) {
    column.write(state, { size: 28, weight: 600 });
  }
  if (ticket.bring.length > 0) {
    column.rule().write('Cần mang theo', { size: 26, weight: 600, align: 'start', gap: 10 });
    for (const paper of ticket.bring) {
      column.write(`• ${paper}`, { size: 26, align: 'start', gap: 2 });
    }
  }
  column.rule();
  if (ticket.url) {
    column
      .picture(qrSvg(ticket.url), QR_SIDE)
      .write('Quét mã để xem còn mấy người chờ', { size: 24, gap: 4 });
  }
  column.write('Xin ông/bà ngồi chờ, quầy sẽ gọi số. Cảm ơn ông/bà.', { size: 26, gap: 10 });
  if (ticket.wifi) {
    const { name, text } = ticket.wifi;
    column
      .rule()
      .beside(qrSvg(text), WIFI_SIDE, [`Wi-Fi của Trung tâm: ${name}`, 'Quét mã này để vào mạng'], 26);
  }
  return column.toSvg();
}

/** A page that shows whether letters, edges and a QR come out well. */
export function testPageSvg(printer: string, issuedAt: string): string {
  return ticketSvg({
    centre: printer,
    number: 'IN THỬ',
    group: 'Ắ Ằ Ẳ Ẵ Ặ ấ ầ ẩ ẫ ậ Đ đ ơ ớ ờ ở ỡ ợ ư ứ ừ ử ữ ự',
    issuedAt,
    bring: [],
    url: 'https://vi-du.example.vn/in-thu',
    reprint: false,
  });
}
