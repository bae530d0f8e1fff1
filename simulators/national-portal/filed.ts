import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { PortalAnswer } from './portal.ts';

/** Papers of a filed dossier that behave in their own ways when they are fetched. */
export const FILE_KINDS = [
  'pdf',
  'missing',
  'huge',
  'redirect',
  'slow',
  'not-a-paper',
  'broken-once',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** One paper that goes with a filed dossier: key of the procedure's paper, and how its address behaves. */
export interface FiledPaper {
  readonly key: string;
  readonly kind: FileKind;
  /** What was really handed in; a page without anything on it while left out. */
  readonly upload?: { readonly name: string; readonly bytes: Uint8Array };
}

/** What a citizen of the simulator files. */
export interface Filing {
  readonly number: string;
  readonly procedureCode: string;
  readonly owner?: string;
  readonly idNumber?: string;
  readonly papers?: readonly FiledPaper[];
  readonly content?: string;
  readonly updating?: boolean;
  /** Written over the members of `data`, to make what does not fit. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** How a post proves itself to the receiving system. */
export interface Target {
  readonly url: string;
  readonly secret: string;
  readonly auth: 'key' | 'hmac';
  /** Seconds, where the receiver's clock is not the machine's. */
  readonly now?: () => number;
}

const State = z.looseObject({
  MaHoSo: z.string().min(1),
  MaHoSoDonVi: z.string(),
  MaDoiTuong: z.string(),
  NoiDung: z.string().min(1),
  NgayXuLy: z.string().regex(/^\d{14}$/),
  TrangThai: z.string().regex(/^\d{1,2}$/),
  TaiLieuXuLy: z.array(z.looseObject({ TepDinhKemId: z.string(), TenTepDinhKem: z.string() })),
});

const Owner = z.looseObject({
  data: z.looseObject({
    MaHoSo: z.unknown(),
    SoGiayToChuHoSo: z.unknown(),
  }),
});

/** A dossier that was filed here, and what its owner can read of it. */
export interface Filed {
  readonly post: object;
  readonly states: readonly z.output<typeof State>[];
  /** Every change of status in the order of arrival. */
  readonly statuses: readonly string[];
}

/** A page without anything on it. */
export const SAMPLE_PDF =
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
  '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R >>\nendobj\n' +
  '4 0 obj\n<< /Length 5 >>\nstream\nq Q\n\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n';
const HUGE_PART = Buffer.alloc(1024 * 1024);
const HUGE_PARTS = 64;

/** The part of the portal where citizens file: it hands dossiers and files over, and takes their states. */
export class FiledBox {
  readonly #filed = new Map<string, Filed>();
  readonly #queue = new Map<string, object>();
  readonly #broken = new Set<string>();
  readonly #uploads = new Map<string, Uint8Array>();
  /** Milliseconds after which a `slow` file begins. */
  slowMs = 60_000;

  get filed(): ReadonlyMap<string, Filed> {
    return this.#filed;
  }

  /** Makes the post of a filing; nothing is sent yet. `base`: address of this simulator, where the files lie. */
  file(base: string, filing: Filing): object {
    const papers = (filing.papers ?? []).map(({ key, kind, upload }, index) => {
      const id = `${filing.number}-${index + 1}`;
      if (upload !== undefined) {
        this.#uploads.set(`${id}.pdf`, upload.bytes);
      }
      return {
        TepDinhKemId: id,
        TenTepDinhKem: upload?.name ?? `${key === '' ? 'giay-to-khac' : `giay-to-${index + 1}`}.pdf`,
        IsDeleted: 'False',
        MaThanhPhanHoSo: key,
        DuongDanTaiTepTin: `${base}/tep/${kind}/${encodeURIComponent(id)}.pdf`,
      };
    });
    const post = {
      service: 'nhanhsdvcqg',
      isUpdating: filing.updating === true ? 'True' : 'False',
      data: {
        MaHoSo: filing.number,
        MaTTHC: filing.procedureCode,
        ChuHoSo: filing.owner ?? 'Nguyễn Thị Ví Dụ',
        LoaiDoiTuong: '1',
        MaDoiTuong: `tech-${filing.number}`,
        SoGiayToChuHoSo: filing.idNumber ?? '038000000011',
        NgaySinh: '19900101',
        DiaChi: 'Thôn Ví Dụ, xã Ví Dụ',
        SoDienThoai: '0900000011',
        NgayNopHoSo: '20260511073000',
        TaiKhoanDuocXacThucVoiVNeID: '1',
        TrichYeuHoSo: filing.content ?? 'Hồ sơ ví dụ nộp trên Cổng',
        TaiLieuNop: papers,
        ...filing.change,
      },
    };
    const before = this.#filed.get(filing.number);
    this.#filed.set(filing.number, {
      post,
      states: before?.states ?? [],
      statuses: before?.statuses ?? ['1'],
    });
    return post;
  }

  /** `TraCuuTechID`: the account of whoever filed here with that number; only its newest. */
  account(idNumber: string): PortalAnswer {
    const found = [...this.#filed.values()].map(({ post }) => Owner.parse(post).data);
    const mine = found.findLast(({ SoGiayToChuHoSo }) => SoGiayToChuHoSo === idNumber);
    return {
      error_code: '0',
      message: 'Tra cứu thành công',
      result: mine === undefined ? [] : [{ TECHNICALID: `tech-${String(mine.MaHoSo)}` }],
    };
  }

  /** Leaves a post for those who ask. */
  leave(number: string, post: object): void {
    this.#queue.set(number, post);
  }

  /** What waits, as a relay tells it. */
  waiting(): PortalAnswer {
    return { error_code: '0', message: 'Thành công', result: [...this.#queue.values()] };
  }

  /** What was taken is not told again. */
  acknowledge(body: unknown): PortalAnswer {
    const read = z.looseObject({ MaHoSo: z.string() }).safeParse(body);
    if (read.success) {
      this.#queue.delete(read.data.MaHoSo);
    }
    return { error_code: '0', message: 'Xác nhận thành công' };
  }

  /** `DongBoTrangThaiHoSo`: the same state twice is kept once. */
  state(data: unknown): PortalAnswer {
    const read = State.safeParse(data);
    if (!read.success) {
      return {
        error_code: '-1',
        message: `Trạng thái không hợp lệ: ${read.error.issues[0]?.path.join('.')}`,
      };
    }
    const before = this.#filed.get(read.data.MaHoSo);
    if (before === undefined) {
      return { error_code: '3', message: `Hồ sơ ${read.data.MaHoSo} không tồn tại` };
    }
    const known = before.states.some((state) => JSON.stringify(state) === JSON.stringify(read.data));
    if (!known) {
      const { TrangThai } = read.data;
      this.#filed.set(read.data.MaHoSo, {
        post: before.post,
        states: [...before.states, read.data],
        statuses: before.statuses.at(-1) === TrangThai ? before.statuses : [...before.statuses, TrangThai],
      });
    }
    return { error_code: '0', message: 'Cập nhật trạng thái thành công' };
  }

  /** `TraCuuHoSo` of a filed dossier; undefined for one that was not filed here. */
  lookUp(number: string): PortalAnswer | undefined {
    const found = this.#filed.get(number);
    return found === undefined
      ? undefined
      : {
          error_code: '0',
          message: 'Tra cứu thành công',
          result: [{ MaHoSo: number, TrangThaiHoSo: found.statuses.at(-1) ?? '1' }],
        };
  }

  /** Answers `/tep/{kind}/{name}` in the way of its kind; false for other addresses. */
  serve(path: string, response: ServerResponse): boolean {
    const [, kind, name] = /^\/tep\/([a-z-]+)\/(.+)$/.exec(path) ?? [];
    if (kind === undefined || name === undefined) {
      return false;
    }
    const bytes = this.#uploads.get(decodeURIComponent(name)) ?? SAMPLE_PDF;
    const pdf = () => response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes);
    switch (FILE_KINDS.find((known) => known === kind)) {
      case 'pdf':
        pdf();
        return true;
      case 'huge':
        response.writeHead(200, { 'content-type': 'application/pdf' });
        for (let part = 0; part < HUGE_PARTS && !response.destroyed; part += 1) {
          response.write(HUGE_PART);
        }
        response.end();
        return true;
      case 'redirect':
        response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
        return true;
      case 'slow':
        setTimeout(pdf, this.slowMs).unref();
        return true;
      case 'not-a-paper':
        response.writeHead(200, { 'content-type': 'application/pdf' }).end('MZ đây không phải giấy tờ');
        return true;
      case 'broken-once':
        if (this.#broken.has(name)) {
          pdf();
        } else {
          this.#broken.add(name);
          response.writeHead(503).end();
        }
        return true;
      default:
        response.writeHead(404).end();
        return true;
    }
  }
}

/** Hands a post over, as the portal does to those who listen. Gives the status and the answer as it came. */
export async function handOver(
  target: Target,
  post: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const body = typeof post === 'string' ? post : JSON.stringify(post);
  const stamp = String(Math.floor(target.now?.() ?? Date.now() / 1000));
  const mac = createHmac('sha256', target.secret).update(`${stamp}.${body}`).digest('hex');
  const proof: Record<string, string> =
    target.auth === 'key'
      ? { 'x-portal-key': target.secret }
      : { 'x-portal-timestamp': stamp, 'x-portal-signature': `sha256=${mac}` };
  const answer = await fetch(target.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...proof },
    body,
  });
  return { status: answer.status, body: await answer.json() };
}
