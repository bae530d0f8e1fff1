import { openScan } from '#modules/documents/commands/scan.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';
import { readImport } from '#modules/procedures/commands/read-import.ts';
import { openCounter } from '#modules/queue/commands/mind-counter.ts';
import { consoleState } from '#modules/queue/queries.ts';
import { newRequestId } from '#platform/id.ts';
import type { SiteParts } from './site.ts';

/** A name as long as real ones get, so that screens are seen at their worst. */
export const LONG_NAME = 'Nguyễn Phúc Bảo Thị Hoàng Uyên Phương Ví Dụ';
export const PENSION = '2.000884';
export const BIRTH = '1.001193';

/** Addresses of a centre at work: dossiers in several states, a ticket, a rating, a scan, an import. */
export interface Life {
  readonly commune: TestCommune;
  /** Received, still at the counter. */
  readonly received: string;
  /** Waits for the citizen's papers. */
  readonly waiting: string;
  /** Settled, waits to be handed out. */
  readonly settled: { readonly number: string; readonly secret: string };
  /** Kept at the counter, without a number: its id. */
  readonly draft: string;
  readonly ticket: string;
  readonly rating: string;
  readonly scan: { readonly id: string; readonly token: string };
  readonly importRun: string;
  readonly receipt: string;
  readonly paperCode: string;
}

async function settle(commune: TestCommune, number: string): Promise<void> {
  const ref = { number };
  const steps: readonly (readonly [ExampleUsername, { readonly type: string } & Record<string, unknown>])[] =
    [
      ['tiepnhan1', { type: 'complete-step' }],
      ['chuyenvien.tp', { type: 'accept-hand-over' }],
      ['chuyenvien.tp', { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện chứng thực' }],
      ['chuyenvien.tp', { type: 'complete-step' }],
      ['phochutich', { type: 'sign-result' }],
      ['phochutich', { type: 'complete-step' }],
      [
        'chuyenvien.tp',
        { type: 'enter-register', book: 'SCT/CK,ĐC', documents: [{ name: 'Giấy ủy quyền' }] },
      ],
      ['chuyenvien.tp', { type: 'complete-step' }],
    ];
  for (const [who, command] of steps) {
    await commune.act(who, ref, command as Parameters<TestCommune['act']>[2]);
  }
}

/** Plays enough of a day through the real commands that every page has something to show. */
export async function playLife(site: SiteParts): Promise<Life> {
  const { t } = site;
  const commune = await testCommune(t.ctx);
  const person = {
    parties: { applicant: { name: LONG_NAME, idNumber: '038000000002', phone: '0900000002' } },
  };
  const receive = async (code: string, change = {}) => {
    const intake = await commune.intake(code, { ...person, ...change });
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    return dossier;
  };
  const fee = { lines: [{ name: 'Phí chứng thực chữ ký', amount: 10_000 }], paid: { method: 'cash' } };
  const received = await receive(BIRTH);
  const waiting = await receive(BIRTH);
  const waitingRef = { id: waiting.id };
  await commune.act('tiepnhan1', waitingRef, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', waitingRef, {
    type: 'request-supplement',
    items: [{ content: 'Giấy cam đoan về việc sinh', reason: 'Thông tin chưa khớp' }],
  });
  await commune.act('tiepnhan1', waitingRef, { type: 'pass-on-supplement' });
  const settled = await receive(PENSION, { fee });
  await settle(commune, settled.number ?? '');
  const { dossier: draft } = await commune.act('tiepnhan1', 'new', {
    type: 'keep-draft',
    intake: await commune.intake(BIRTH, person),
  });
  const clerk = commune.person('tiepnhan2');
  const { counters } = await consoleState(t.ctx, clerk, {});
  await openCounter(t.ctx, clerk, counters[1]?.id ?? '');
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  const taken = await t.as(visitor, {
    method: 'POST',
    url: '/api/v1/tickets',
    payload: { procedureCode: PENSION, need: 'ủy quyền nhận lương hưu' },
  });
  const secret = settled.lookupCode ?? '';
  const invited = await t.as(visitor, {
    method: 'POST',
    url: '/danh-gia',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ so: settled.number ?? '', ma: secret }).toString(),
  });
  const scan = await openScan(t.ctx, clerk, { title: 'Giấy chứng sinh', purpose: 'component' });
  const run = await readImport(t.ctx, commune.person('quantri'), {
    requestId: newRequestId(),
    fileName: 'danh-muc.jsonl',
    text: JSON.stringify({ code: '1.001193', name: 'Thủ tục đăng ký khai sinh', field: 'Hộ tịch' }),
  });
  const receipt = await t.owner.query<{ id: string }>('select id from fee_receipts limit 1');
  const paper = await t.owner.query<{ code: string }>('select verify_code as code from documents limit 1');
  return {
    commune,
    received: received.number ?? '',
    waiting: waiting.number ?? '',
    settled: { number: settled.number ?? '', secret },
    draft: draft.id,
    ticket: taken.json<{ token: string }>().token,
    rating: String(invited.headers['location']).split('/').at(-1) ?? '',
    scan: { id: scan.session.id, token: new URL(scan.url).pathname.split('/').at(-1) ?? '' },
    importRun: run.id,
    receipt: receipt.rows[0]?.id ?? '',
    paperCode: paper.rows[0]?.code ?? '',
  };
}
