import type { IncomingMessage } from 'node:http';
import { bytesOf, type Reply } from '../http.ts';
import { pageOf } from '../page.ts';
import { type FiledBox, type FiledPaper, handOver, type Target } from './filed.ts';
import type { ProcedureShelf, ShelfProcedure } from './procedure-list.ts';

const safe = (text: unknown) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What the portal calls each status of a dossier (8.1 of the reference). */
const STATUS_WORDS: Readonly<Record<string, string>> = {
  '1': 'Mới đăng ký',
  '2': 'Được tiếp nhận',
  '3': 'Không được tiếp nhận',
  '4': 'Đang xử lý',
  '5': 'Yêu cầu bổ sung giấy tờ',
  '6': 'Yêu cầu thực hiện nghĩa vụ tài chính',
  '7': 'Công dân yêu cầu rút hồ sơ',
  '8': 'Dừng xử lý',
  '9': 'Đã xử lý xong',
  '10': 'Đã trả kết quả',
};

/** What is typed about the owner, by the member of the post that it becomes. */
const ASKED = [
  ['ChuHoSo', 'Họ và tên chủ hồ sơ'],
  ['SoGiayToChuHoSo', 'Số định danh'],
  ['NgaySinh', 'Ngày sinh'],
  ['DiaChi', 'Địa chỉ'],
  ['SoDienThoai', 'Số điện thoại'],
  ['TrichYeuHoSo', 'Trích yếu hồ sơ'],
] as const;
const OTHER = 'khac';

function codesOf({
  papers = [],
}: ShelfProcedure): readonly { readonly code: string; readonly name: string }[] {
  return papers.map(({ name, code }, at) => ({ name, code: code ?? `GT-${at + 1}` }));
}

function unknown(): Reply {
  return pageOf('Không có thủ tục này', '<p>Cổng mô phỏng chưa có thủ tục với mã này.</p>', 404);
}

/** yyyyMMddHHmmss of a moment, in the zone of the portal. */
function stamp(seconds: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO('Asia/Ho_Chi_Minh');
  return at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/\D/g, '');
}

/** dd/MM/yyyy as the portal hands it on, yyyyMMdd; anything else as nothing. */
function birthOf(typed: string): string {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed) ?? [];
  return day === undefined ? '' : `${year}${month?.padStart(2, '0')}${day.padStart(2, '0')}`;
}

/**
 * Where a citizen files, as pages: the procedure, the form with a place for each of its papers, the dossier with what became of it.
 * The real portal signs people in by VNeID first and fills the owner in; here it is typed.
 */
export class FilingPages {
  readonly #box: FiledBox;
  readonly #shelf: ProcedureShelf;
  #filed = 0;
  /** Who is handed a dossier the moment it is filed; while null it waits for those who ask. */
  receiver: Target | null = null;

  constructor(box: FiledBox, shelf: ProcedureShelf) {
    this.#box = box;
    this.#shelf = shelf;
  }

  /** The page under an address; undefined for another address. */
  page(url: URL): Reply | undefined {
    const [, part, name = ''] = /^\/(thu-tuc|ho-so)\/([^/]+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (part === 'thu-tuc') {
      return this.#procedure(name);
    }
    if (part === 'ho-so') {
      return this.#dossier(name);
    }
    return url.pathname === '/nop-ho-so' ? this.#form(url.searchParams.get('MaTTHC') ?? '') : undefined;
  }

  #procedure(code: string): Reply {
    const found = this.#shelf.held.get(code);
    if (found === undefined) {
      return unknown();
    }
    const papers = codesOf(found).map(({ name }) => `<li>${safe(name)}</li>`);
    return pageOf(
      safe(found.name),
      `<p>Mã thủ tục: ${safe(code)}</p><h2>Thành phần hồ sơ</h2><ul>${papers.join('')}</ul>` +
        `<p><a href="/nop-ho-so?MaTTHC=${encodeURIComponent(code)}">Nộp hồ sơ</a></p>`,
    );
  }

  #form(code: string): Reply {
    const found = this.#shelf.held.get(code);
    if (found === undefined) {
      return unknown();
    }
    const line = (name: string, label: string, input: string) =>
      `<p><label for="o-${name}">${safe(label)}</label><br><input id="o-${name}" name="${safe(name)}" ${input}></p>`;
    const asked = ASKED.map(([name, label]) => line(name, label, 'required size="30"'));
    const papers = [...codesOf(found), { code: OTHER, name: 'Giấy tờ khác' }].map(({ code: key, name }) =>
      line(`giay-to.${key}`, name, 'type="file" accept="application/pdf" multiple'),
    );
    return pageOf(
      'Nộp hồ sơ',
      `<p>${safe(found.name)}</p><form method="post" action="/nop-ho-so" enctype="multipart/form-data">` +
        `<input type="hidden" name="MaTTHC" value="${safe(code)}">${asked.join('')}<h2>Thành phần hồ sơ</h2>${papers.join('')}` +
        '<p><button>Nộp hồ sơ</button></p></form>',
    );
  }

  #dossier(number: string): Reply {
    const found = this.#box.filed.get(number);
    if (found === undefined) {
      return pageOf('Không có hồ sơ này', '<p>Xin kiểm tra lại mã hồ sơ.</p>', 404);
    }
    const words = (status: string) => safe(STATUS_WORDS[status] ?? status);
    const told = found.states.map(
      ({ TrangThai, NoiDung }) => `<li>${words(TrangThai)}: ${safe(NoiDung)}</li>`,
    );
    return pageOf(
      `Hồ sơ ${safe(number)}`,
      `<p>Trạng thái: <strong>${words(found.statuses.at(-1) ?? '1')}</strong></p><ol>${told.join('')}</ol>`,
    );
  }

  /** Takes what the form sent, hands it over, and leads to the dossier's page. @param base address of this simulator */
  async file(base: string, request: IncomingMessage): Promise<{ readonly location: string } | Reply> {
    const type = request.headers['content-type'] ?? '';
    const sent = await new Response(new Uint8Array(await bytesOf(request)), {
      headers: { 'content-type': type },
    }).formData();
    const text = (name: string) => {
      const value = sent.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const found = this.#shelf.held.get(text('MaTTHC'));
    if (found === undefined) {
      return unknown();
    }
    const papers: FiledPaper[] = [];
    for (const [name, value] of sent) {
      if (typeof value !== 'string' && value.size > 0) {
        const key = name.replace(/^giay-to\./, '');
        const upload = { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
        papers.push({ key: key === OTHER ? '' : key, kind: 'pdf', upload });
      }
    }
    this.#filed += 1;
    const at = stamp(this.receiver?.now?.() ?? Date.now() / 1000);
    const number = `G22.99-${at.slice(2, 8)}-${String(this.#filed).padStart(4, '0')}`;
    const owner = Object.fromEntries(ASKED.map(([name]) => [name, text(name)]));
    const post = this.#box.file(base, {
      number,
      procedureCode: found.code,
      papers,
      change: { ...owner, NgaySinh: birthOf(text('NgaySinh')), NgayNopHoSo: at },
    });
    if (this.receiver === null) {
      this.#box.leave(number, post);
    } else {
      await handOver(this.receiver, post);
    }
    return { location: `/ho-so/${number}` };
  }
}
