import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Executed } from '#modules/dossiers/commands/execute.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { saveNoticeSettings } from '#modules/notices/commands/save-settings.ts';
import { SettingsInput } from '#modules/notices/schema.ts';
import { type Actor, ROLES, type StaffActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { closeBook } from './commands/close-book.ts';
import { compareMoney } from './commands/compare-money.ts';
import { printPaymentRequest } from './commands/print-request.ts';
import { decideRefund, endRefund } from './commands/refund.ts';
import { saveAccount } from './commands/save-account.ts';
import { noteStatement } from './commands/take-notice.ts';
import { voidReceipt } from './commands/void-receipt.ts';
import { type PaymentAction, paymentPolicy } from './policy.ts';
import { bookDesk } from './queries-book.ts';
import { cashIn, compareLists, readList, refundable } from './rules/book.ts';
import type { RefundInput } from './schema-book.ts';

const t = await testApp({ example: true });
let commune: TestCommune;
let director: StaffActor;
let counter: StaffActor;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  director = commune.person('giamdoc');
  counter = commune.person('tiepnhan1');
});

async function rows(sql: string, params: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await t.owner.query<Record<string, unknown>>(sql, [...params])).rows;
}

function everything() {
  return rows(`select
    (select count(*)::int from fee_refunds) as refunds,
    (select count(*)::int from fee_refunds where state <> 'decided') as ended,
    (select count(*)::int from cash_books) as books,
    (select count(*)::int from fee_receipts where book_id is not null) as booked,
    (select count(*)::int from money_comparisons) as comparisons,
    (select count(*)::int from documents) as papers,
    (select count(*)::int from audit_entries) as audit`);
}

async function received(amount: number, paid: 'cash' | null): Promise<Executed['dossier']> {
  const fee = { lines: [{ name: 'Lệ phí', amount }], paid: paid === null ? null : { method: paid } };
  const intake = await commune.intake('1.001193', { fee });
  return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
}

async function receiptOf(amount: number): Promise<string> {
  const dossier = await received(amount, 'cash');
  const [row] = await rows('select id from fee_receipts where dossier_id = $1', [dossier.id]);
  return String(row?.['id']);
}

function refundInput(amountVnd: number, change: Partial<RefundInput> = {}): RefundInput {
  return {
    requestId: newId(),
    amountVnd,
    method: 'cash',
    account: '',
    payee: 'Nguyễn Văn Ví Dụ',
    reason: 'Thu thừa một bản sao',
    legalBasis: 'Luật Phí và lệ phí năm 2015',
    ...change,
  };
}

const isCode = (code: string) => (error: unknown) => isProblem(error) && error.code === code;

async function close(change: { counted?: number; handedIn?: number; reason?: string } = {}) {
  const { computedVnd } = await bookDesk(t.ctx, counter);
  return closeBook(t.ctx, counter, {
    requestId: newId(),
    computedVnd,
    countedVnd: change.counted ?? computedVnd,
    handedInVnd: change.handedIn ?? 0,
    reason: change.reason ?? '',
  });
}

describe('refunds', () => {
  it('each is told to the citizen once, with its amount; one that was refused is not', async () => {
    const admin: StaffActor = { ...commune.person('quantri'), roles: ['administrator'] };
    const plan = {
      first: 'sms',
      second: 'zalo',
      third: 'email',
      from: '07:00',
      until: '21:00',
      names: 'masked',
    };
    await saveNoticeSettings(t.ctx, admin, SettingsInput.parse({ ...plan, requestId: newId(), on: 'yes' }));
    const dossier = await received(20_000, 'cash');
    const [row] = await rows('select id from fee_receipts where dossier_id = $1', [dossier.id]);
    const id = String(row?.['id']);
    const input = refundInput(12_000);
    await decideRefund(t.ctx, director, id, input);
    await decideRefund(t.ctx, director, id, input);
    await expect(decideRefund(t.ctx, director, id, refundInput(9_000))).rejects.toThrow();
    await decideRefund(t.ctx, director, id, refundInput(8_000));
    expect(
      await rows(
        `select subject, vals ->> 'so_tien' as amount from notices where event = 'refund' and dossier_id = $1 order by created_at, amount`,
        [dossier.id],
      ),
    ).toEqual([
      { subject: dossier.number, amount: '12.000' },
      { subject: dossier.number, amount: '8.000' },
    ]);
    await saveNoticeSettings(t.ctx, admin, SettingsInput.parse({ ...plan, requestId: newId(), on: 'no' }));
  });

  it('partly, then the rest, never more than was paid; a receipt with one cannot be voided', async () => {
    const id = await receiptOf(20_000);
    const input = refundInput(12_000);
    const first = await decideRefund(t.ctx, director, id, input);
    expect(first.number).toMatch(/PHT-TTPVHCC$/);
    expect(await decideRefund(t.ctx, director, id, input)).toMatchObject({ id: first.id });
    const before = await everything();
    await expect(decideRefund(t.ctx, director, id, refundInput(8_001))).rejects.toMatchObject({
      code: 'validation',
      details: {
        fields: [{ path: 'amountVnd', message: 'Chỉ còn được hoàn 8.000 đồng theo biên lai này.' }],
      },
    });
    await expect(
      voidReceipt(t.ctx, director, id, { requestId: newId(), reason: 'Thu nhầm' }),
    ).rejects.toSatisfy(isCode('not-allowed-now'));
    expect(await everything()).toEqual(before);
    await decideRefund(
      t.ctx,
      director,
      id,
      refundInput(8_000, { method: 'transfer', account: 'Agribank 01' }),
    );
  });

  it('twenty at once: the database lets no more back than came', async () => {
    const id = await receiptOf(10_000);
    const tries = Array.from({ length: 20 }, () =>
      decideRefund(t.ctx, director, id, refundInput(1_500)).then(
        () => 1,
        () => 0,
      ),
    );
    expect((await Promise.all(tries)).filter((one) => one === 1)).toHaveLength(6);
    await expect(
      t.owner.query(
        `update fee_refunds set amount_vnd = 9000 where id = (select id from fee_refunds where receipt_id = $1 limit 1)`,
        [id],
      ),
    ).rejects.toThrow('exceed what was paid');
  });

  it('is paid out once with its voucher, or dropped; a dropped one may be decided again', async () => {
    const id = await receiptOf(10_000);
    const { id: refund } = await decideRefund(t.ctx, director, id, refundInput(10_000));
    const end = { requestId: newId(), as: 'dropped', note: 'Công dân không nhận' } as const;
    await endRefund(t.ctx, counter, refund, end);
    await endRefund(t.ctx, counter, refund, end);
    await expect(endRefund(t.ctx, counter, refund, { ...end, requestId: newId() })).rejects.toSatisfy(
      isCode('already-done'),
    );
    await decideRefund(t.ctx, director, id, refundInput(10_000));
  });
});

describe('the cash book', () => {
  it('counts each receipt, void and refund in exactly one book, and carries the rest over', async () => {
    t.clock.set('2026-05-04T16:30+07:00');
    await close({ handedIn: 0 });
    const { computedVnd: opening } = await bookDesk(t.ctx, counter);
    await receiptOf(20_000);
    const wrong = await receiptOf(5_000);
    await voidReceipt(t.ctx, director, wrong, { requestId: newId(), reason: 'Thu nhầm loại phí' });
    const back = await receiptOf(9_000);
    const { id: refund } = await decideRefund(t.ctx, director, back, refundInput(4_000));
    expect((await bookDesk(t.ctx, counter)).computedVnd).toBe(opening + 29_000);
    await endRefund(t.ctx, counter, refund, { requestId: newId(), as: 'paid', note: 'PC 01' });
    expect((await bookDesk(t.ctx, counter)).computedVnd).toBe(opening + 25_000);
    const handedIn = 10_000;
    const book = await close({ counted: opening + 24_000, handedIn, reason: 'Trả nhầm tiền lẻ' });
    expect(book).toMatchObject({ computedVnd: opening + 25_000, reason: 'Trả nhầm tiền lẻ' });
    const next = await bookDesk(t.ctx, counter);
    expect(next).toMatchObject({ openingVnd: opening + 14_000, computedVnd: opening + 14_000 });
    expect(next.figures).toEqual({ takings: [], voids: [], refunds: [] });
    const open = await rows(
      `select count(*)::int as n from fee_receipts where book_id is null or (voided_at is not null and void_book_id is null)`,
    );
    expect(open).toEqual([{ n: 0 }]);
    await expect(
      t.ctx.db.transaction().execute((tx) => tx.updateTable('cash_books').set({ counted_vnd: 1 }).execute()),
    ).rejects.toThrow();
  });

  it('is not closed over money that came meanwhile, nor with a difference that nobody explains', async () => {
    const { computedVnd } = await bookDesk(t.ctx, counter);
    await receiptOf(7_000);
    const before = await everything();
    await expect(
      closeBook(t.ctx, counter, {
        requestId: newId(),
        computedVnd,
        countedVnd: computedVnd,
        handedInVnd: 0,
        reason: '',
      }),
    ).rejects.toSatisfy(isCode('conflict'));
    const answer = await t.as(counter, {
      method: 'POST',
      url: '/can-bo/so-quy',
      payload: {
        requestId: newId(),
        computedVnd: String(computedVnd + 7_000),
        countedVnd: '1.000',
        handedInVnd: '0',
        reason: '',
      },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('xin ghi lý do chênh lệch');
    expect(await everything()).toEqual(before);
  });

  it('two who close at once close one book each, the second with nothing in it', async () => {
    const { computedVnd } = await bookDesk(t.ctx, counter);
    const input = { computedVnd, countedVnd: computedVnd, handedInVnd: 0, reason: '' };
    const [one, two] = await Promise.all([
      closeBook(t.ctx, counter, { ...input, requestId: newId() }),
      closeBook(t.ctx, director, { ...input, requestId: newId() }),
    ]);
    expect(Math.abs(one.no - two.no)).toBe(1);
    expect([one, two].filter(({ figures }) => figures.takings.length > 0)).toHaveLength(1);
    const page = await t.as(counter, { url: '/can-bo/so-quy' });
    expect(page.body).toContain(`/can-bo/so-quy/${one.id}/excel`);
    const file = await t.as(counter, { url: `/can-bo/so-quy/${one.id}/excel` });
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('what is left is opening plus takings in cash minus voids and refunds, for any figures', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, (cash, transfer, void_, refund) => {
        const line = { number: '1', name: 'x', reason: '' };
        const figures = {
          takings: [
            { method: 'cash' as const, collector: 'a', count: 1, amount: cash },
            { method: 'transfer' as const, collector: 'b', count: 1, amount: transfer },
          ],
          voids: [
            { ...line, amount: void_, cash: true },
            { ...line, amount: transfer, cash: false },
          ],
          refunds: [{ ...line, amount: refund }],
        };
        expect(cashIn(5, figures)).toBe(5 + cash - void_ - refund);
      }),
    );
  });
});

describe('comparing a list with ours', () => {
  it('lists every difference of both sides, and none where there is none', async () => {
    t.clock.set('2026-05-06T09:00+07:00');
    await saveAccount(t.ctx, director, {
      requestId: newId(),
      bankBin: '970405',
      accountNo: '0101234567',
      holder: 'TRUNG TAM VI DU',
    });
    for (const [externalId, amountVnd] of [
      ['FT1', 8_000],
      ['FT2', 9_000],
      ['FT3', 7_000],
    ] as const) {
      await noteStatement(t.ctx, counter, { requestId: newId(), externalId, amountVnd, content: 'nop' });
    }
    const compare = (list: string) =>
      compareMoney(t.ctx, counter, { requestId: newId(), source: 'bank', day: '2026-05-06', list });
    expect(await compare('Số GD\tSố tiền\nFT1\t8.000\nFT2; 9 000 đ; nop phi\nFT3\t7000\n')).toMatchObject({
      lines: 3,
      theirsVnd: 24_000,
      oursVnd: 24_000,
      differences: [],
    });
    expect((await compare('FT1;8000\nFT1;8000\nFT2;9.500\nFT9;1.000')).differences).toEqual([
      { kind: 'twice', number: 'FT1', theirsVnd: 8_000, oursVnd: 0 },
      { kind: 'other-amount', number: 'FT2', theirsVnd: 9_500, oursVnd: 9_000 },
      { kind: 'not-ours', number: 'FT9', theirsVnd: 1_000, oursVnd: 0 },
      { kind: 'not-theirs', number: 'FT3', theirsVnd: 0, oursVnd: 7_000 },
    ]);
    const before = await everything();
    await expect(compare('FT1;8000\nFT2 không rõ 9000')).rejects.toMatchObject({
      details: { fields: [{ path: 'list', message: expect.stringContaining('Dòng 2') }] },
    });
    expect(await everything()).toEqual(before);
    const page = await t.as(counter, { url: '/can-bo/doi-soat' });
    expect(page.body).toContain('4 khác biệt');
  });

  it('no difference means equal sums, for any two lists', () => {
    const line = fc.record({
      number: fc.constantFrom('a', 'b', 'c', 'd'),
      amountVnd: fc.integer({ min: 1, max: 3 }),
    });
    const list = fc.uniqueArray(line, { selector: ({ number }) => number });
    const sum = (lines: readonly { amountVnd: number }[]) =>
      lines.reduce((all, one) => all + one.amountVnd, 0);
    fc.assert(
      fc.property(list, list, (theirs, ours) => {
        const found = compareLists(theirs, ours);
        const theirMore = found.reduce((all, one) => all + one.theirsVnd - one.oursVnd, 0);
        expect(sum(theirs) - sum(ours)).toBe(theirMore);
      }),
    );
    expect(readList('')).toEqual({ ok: true, lines: [] });
    expect(
      refundable(10, [
        { amountVnd: 4, state: 'paid' },
        { amountVnd: 9, state: 'dropped' },
      ]),
    ).toBe(6);
  });
});

it('the notice of a fee on paper carries its VietQR, and only who sees receipts opens it', async () => {
  const dossier = await received(8_000, null);
  const id = await printPaymentRequest(t.ctx, counter, dossier.id);
  const [row] = await rows('select form, data from documents where id = $1', [id]);
  expect(row).toMatchObject({
    form: 'payment-request',
    data: { vietQr: expect.stringMatching(/^000201.*54048000.*6304[0-9A-F]{4}$/) },
  });
  expect((await t.as(commune.person('chuyenvien.kt'), { url: `/giay/${id}.pdf` })).statusCode).toBe(403);
});

describe('rights: every command × every role', () => {
  const cases: readonly (readonly [PaymentAction, (actor: Actor, receipt: string) => Promise<unknown>])[] = [
    ['refund', (actor, receipt) => decideRefund(t.ctx, actor, receipt, refundInput(1_000))],
    ['repay', (actor) => endRefund(t.ctx, actor, newId(), { requestId: newId(), as: 'paid', note: 'PC 1' })],
    [
      'close-book',
      (actor) =>
        closeBook(t.ctx, actor, {
          requestId: newId(),
          computedVnd: 0,
          countedVnd: 0,
          handedInVnd: 0,
          reason: '',
        }),
    ],
    [
      'compare',
      (actor) =>
        compareMoney(t.ctx, actor, { requestId: newId(), source: 'bank', day: '2026-05-04', list: '' }),
    ],
    ['read', (actor) => bookDesk(t.ctx, actor)],
    ['transfers', (actor) => printPaymentRequest(t.ctx, actor, newId())],
  ];

  it('those not in the table are refused, and nothing is written', async () => {
    const receipt = await receiptOf(3_000);
    const actors: Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...counter, roles: [role] })),
      { kind: 'public', centreId: commune.centreId },
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'board' },
    ];
    const before = await everything();
    let refused = 0;
    for (const [action, run] of cases) {
      for (const actor of actors) {
        if (!can(paymentPolicy, actor, action, { centreId: actor.centreId })) {
          await expect(run(actor, receipt)).rejects.toSatisfy(isCode('forbidden'));
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(30);
    const elsewhere: StaffActor = { ...director, centreId: newId() };
    await expect(decideRefund(t.ctx, elsewhere, receipt, refundInput(1_000))).rejects.toSatisfy(
      isCode('not-found'),
    );
    expect(await everything()).toEqual(before);
  });
});
