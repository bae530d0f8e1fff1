import type { ServerResponse } from 'node:http';
import { makeRandom, type Random } from '#platform/random.ts';
import { serveHere } from '../http.ts';

/** A dossier as the provincial system tells it. */
type Row = Readonly<Record<string, string>>;

const stamp = (at: Temporal.Instant) =>
  at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'second' });

/** A provincial system that hands out dossiers by page behind a token, and misbehaves: rows twice, rows out of order, short pages, broken answers, tokens that end. */
export class ProvincialSimulator {
  readonly rows = new Map<string, Row>();
  /** `rate`: chance of a fault for each call; `expireTokens`: a token holds for three calls. */
  faults = { rate: 0, expireTokens: false };
  url = '';
  stop: () => Promise<void> = async () => undefined;
  private readonly random: Random;
  private token = { id: 0, calls: 0 };

  constructor(seed: number) {
    this.random = makeRandom(`province-${seed}`);
  }

  /** Gives it so many dossiers, received from `begin` on. */
  fill(count: number, begin = Temporal.Instant.from('2026-05-04T00:00:00Z')): void {
    for (let n = 1; n <= count; n += 1) {
      const number = `H56.14-260504-${String(n).padStart(4, '0')}`;
      this.rows.set(number, {
        MaHoSo: number,
        MaTTHC: '1.001193',
        TenTTHC: 'Thủ tục đăng ký khai sinh',
        ChuHoSo: 'Nguyễn Thị Ví Dụ',
        SoGiayToChuHoSo: `0380001${String(n).padStart(5, '0')}`,
        SoDienThoai: '',
        TrangThaiHoSo: String(this.random.int(1, 10)),
        NgayTiepNhan: stamp(begin),
        NgayHenTra: '',
        NgayCapNhat: stamp(begin.add({ minutes: n })),
      });
    }
  }

  /** Changes the status of a dossier at a moment. */
  change(number: string, status: string, at: Temporal.Instant): void {
    this.rows.set(number, { ...this.rows.get(number), TrangThaiHoSo: status, NgayCapNhat: stamp(at) });
  }

  /** The status that it tells of a dossier. */
  statusOf(number: string): number {
    return Number(this.rows.get(number)?.['TrangThaiHoSo']);
  }

  private mayRead(authorization: string | undefined): boolean {
    this.token.calls += 1;
    const ended = this.faults.expireTokens && this.token.calls > 3;
    return authorization === `Bearer token-${this.token.id}` && !ended;
  }

  /** Gives a token to who knows the secret. */
  private grant(authorization: string | undefined, response: ServerResponse): void {
    const known = `Basic ${Buffer.from('vi-du:bi-mat-vi-du').toString('base64')}`;
    if (authorization !== known) {
      response.writeHead(401).end('{"error":"invalid_client"}');
      return;
    }
    this.token = { id: this.token.id + 1, calls: 0 };
    response.end(JSON.stringify({ access_token: `token-${this.token.id}`, expires_in: 3600 }));
  }

  private page(url: URL): { readonly items: readonly Row[]; readonly total: number } {
    const since = url.searchParams.get('tuNgay');
    const from = since === null ? null : stamp(Temporal.Instant.from(since));
    const all = [...this.rows.values()].filter((row) => from === null || (row['NgayCapNhat'] ?? '') >= from);
    const size = Number(url.searchParams.get('kichThuoc') ?? 100);
    const page = Number(url.searchParams.get('trang') ?? 1);
    return { items: all.slice((page - 1) * size, page * size), total: all.length };
  }

  /** Answers a page, with a fault now and then. */
  private answer(url: URL, response: ServerResponse): void {
    const { items, total } = this.page(url);
    const send = (rows: readonly Row[]) => response.end(JSON.stringify({ data: { items: rows, total } }));
    if (!this.random.chance(this.faults.rate)) {
      send(items);
      return;
    }
    switch (this.random.int(1, 5)) {
      case 1:
        response.writeHead(502).end('<html>Bad Gateway</html>');
        return;
      case 2:
        response.end(JSON.stringify({ data: { items, total } }).slice(0, 40));
        return;
      case 3:
        send(this.random.shuffle([...items]));
        return;
      case 4:
        send(items.slice(0, Math.max(0, items.length - 2)));
        return;
      default:
        response.destroy();
    }
  }

  /** Begins to listen. */
  async start(port = 0): Promise<this> {
    const listening = await serveHere(port, async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://province');
      response.setHeader('content-type', 'application/json; charset=utf-8');
      if (url.pathname === '/token') {
        this.grant(request.headers.authorization, response);
      } else if (!this.mayRead(request.headers.authorization)) {
        response.writeHead(401).end('{"error":"expired"}');
      } else {
        this.answer(url, response);
      }
    });
    this.url = listening.url;
    this.stop = listening.stop;
    return this;
  }
}

/** Starts a provincial system. */
export function startProvincialSystem(
  options: { readonly seed?: number } = {},
): Promise<ProvincialSimulator> {
  return new ProvincialSimulator(options.seed ?? 1).start();
}
