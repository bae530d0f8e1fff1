import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ROLES, type StaffActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { bookPlatformMoney } from './commands/book-platform.ts';
import { queryDuePayments, queryPaymentNow } from './commands/query-platform.ts';
import { savePlatform } from './commands/save-platform.ts';
import { settleNotice } from './commands/settle-notice.ts';
import { startPlatformPayment } from './commands/start-platform.ts';
import { takeConfirm } from './commands/take-confirm.ts';
import { type PaymentAction, paymentPolicy } from './policy.ts';
import { platformDay } from './queries-platform.ts';
import { CONFIRM, KEY, LOOK_UP, platformScene, SECRET, step } from './testing/platform.ts';

const {
  t,
  commune,
  platform,
  visitor,
  settings,
  rows,
  owing,
  start,
  receiptsOf,
  noticesOf,
  everything,
  later,
  heldOf,
  happen,
} = await platformScene();

beforeEach(async () => {
  platform.switches.dead = false;
  platform.switches.slowMs = 1_500;
  platform.faults.length = 0;
  t.clock.set('2026-05-04T08:00+07:00');
  await savePlatform(t.ctx, commune.person('giamdoc'), settings());
});
afterAll(() => platform.stop());

const ONCE = [{ total: 8_000, method: 'portal' }];

describe('a fee on the payment platform (Nghị định 118/2025/NĐ-CP, Điều 24)', () => {
  it('is begun after the second secret of the dossier, paid there, told and booked once; the receipt is fetched', async () => {
    const dossier = await owing();
    const asked = await t.as(visitor, {
      method: 'POST',
      url: '/thanh-toan',
      payload: { so: dossier.number ?? '', ma: dossier.lookupCode ?? '' },
    });
    expect(asked.statusCode).toBe(303);
    const address = String(asked.headers.location);
    expect(address).toMatch(/^\/thanh-toan\/cong\//);
    const [payment] = await rows('select reference from platform_payments where dossier_id = $1', [
      dossier.id,
    ]);
    const reference = String(payment?.['reference']);
    const held = platform.memory.pay(reference);
    expect(held).toMatchObject({ amount: 8_000, dossier: dossier.number, state: 'paid' });
    const answers = held === undefined ? [] : await platform.tell(held, 'repeated');
    expect(answers).toMatchObject([
      { MaLoi: '00', MaThamChieu: reference },
      { MaLoi: '00', MaThamChieu: reference },
    ]);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
    const page = await t.as(visitor, { url: address });
    expect(page.body).toContain('Đã nhận 8.000 đồng');
    const bill = await t.as(visitor, { url: `${address}/bien-lai` });
    expect(bill.headers.location).toBe(`${platform.url}/bien-lai/${reference}`);
  });

  it('the call-back is lost: found by the query after half an hour, once', async () => {
    const dossier = await owing();
    const { reference } = await start(dossier.id);
    platform.memory.pay(reference);
    await later(29);
    expect(await receiptsOf(dossier.id)).toEqual([]);
    await later(1);
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
    // The call-back comes in the end all the same.
    const held = platform.memory.held.get(reference);
    expect(held && (await platform.tell(held))).toMatchObject([{ MaLoi: '00' }]);
    await t.runJobs();
    expect(await noticesOf(reference)).toEqual([{ state: 'matched', why: null }]);
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
  });

  it.each(['drop-after', '502', 'html', 'truncated', 'slow'] as const)(
    'an INIT answered with %s leaves nothing in doubt: tried again, and money of the first is found',
    async (fault) => {
      const dossier = await owing();
      if (fault === 'slow') {
        await savePlatform(t.ctx, commune.person('giamdoc'), settings({ timeoutSeconds: '1' }));
      }
      platform.faults.push(fault);
      await expect(start(dossier.id)).rejects.toSatisfy((error) => isProblem(error, 'unavailable'));
      const [first] = await rows('select reference from platform_payments where dossier_id = $1', [
        dossier.id,
      ]);
      await savePlatform(t.ctx, commune.person('giamdoc'), settings());
      const second = await start(dossier.id);
      expect(second.reference).not.toBe(first?.['reference']);
      const paid = platform.memory.pay(fault === '502' ? second.reference : String(first?.['reference']));
      expect(paid?.state).toBe('paid');
      await later(30);
      expect(await receiptsOf(dossier.id)).toEqual(ONCE);
    },
  );

  it('paid on two references: one receipt, the second waits to be given back', async () => {
    const dossier = await owing();
    platform.faults.push('drop-after');
    await start(dossier.id).catch(() => null);
    const { reference } = await start(dossier.id);
    const [first] = await rows(
      'select reference from platform_payments where dossier_id = $1 order by reference',
      [dossier.id],
    );
    for (const each of [String(first?.['reference']), reference]) {
      platform.memory.pay(each);
    }
    await later(30);
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
    const found = [...(await noticesOf(String(first?.['reference']))), ...(await noticesOf(reference))];
    expect(found.map(({ why }) => why).sort()).toEqual(['already-paid', null]);
    expect(found.map(({ state }) => state).sort()).toEqual(['matched', 'unmatched']);
  });

  it('taken in cash meanwhile: the payment is closed, its money waits for a person and goes back', async () => {
    const dossier = await owing();
    const { reference, token } = await start(dossier.id);
    await commune.act('tiepnhan1', { id: dossier.id }, { type: 'confirm-payment', method: 'cash' });
    expect((await t.as(visitor, { url: `/thanh-toan/cong/${token}` })).body).toContain('không còn hiệu lực');
    platform.memory.pay(reference);
    await later(30);
    expect(await receiptsOf(dossier.id)).toEqual([{ total: 8_000, method: 'cash' }]);
    expect(await noticesOf(reference)).toEqual([{ state: 'unmatched', why: 'already-paid' }]);
    const [notice] = await rows('select id from bank_notices where content like $1', [`${reference}%`]);
    await settleNotice(t.ctx, commune.person('giamdoc'), String(notice?.['id']), {
      requestId: newId(),
      as: 'returned',
      note: 'Hoàn qua nền tảng',
    });
    expect(await noticesOf(reference)).toEqual([{ state: 'settled', why: 'already-paid' }]);
  });

  it('the charge was changed after the payment began: money of the old amount is never booked for the new one', async () => {
    const dossier = await owing();
    const { reference } = await start(dossier.id);
    await commune.act(
      'tiepnhan1',
      { id: dossier.id },
      {
        type: 'request-payment',
        fee: { lines: [{ name: 'Lệ phí', amount: 20_000 }] },
        legalBasis: 'Nghị quyết ví dụ',
        reason: 'Tính lại lệ phí',
      },
    );
    platform.memory.pay(reference);
    await later(30);
    expect(await receiptsOf(dossier.id)).toEqual([]);
    expect(await noticesOf(reference)).toEqual([{ state: 'unmatched', why: 'other-amount' }]);
  });

  it.each([
    ['a wrong hash', 'wrong-hash', '99', []],
    ['another amount', 'wrong-amount', '00', [{ state: 'unmatched', why: 'other-amount' }]],
  ] as const)('a call-back with %s books nothing', async (_, fault, code, kept) => {
    const dossier = await owing();
    const { reference } = await start(dossier.id);
    const held = platform.memory.pay(reference);
    expect(held && (await platform.tell(held, fault))).toMatchObject([{ MaLoi: code }]);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual([]);
    expect(await noticesOf(reference)).toEqual(kept);
  });

  it('a call-back that comes before the answer of the INIT is kept and booked', async () => {
    const dossier = await owing();
    const { reference, stamp } = await start(dossier.id);
    platform.memory.held.delete(reference);
    // As if our INIT were still on its way when the payer paid.
    await t.owner.query(`update platform_payments set state = 'new', pay_url = null where reference = $1`, [
      reference,
    ]);
    await platform.tell(platform.memory.take(reference, dossier.number ?? '', 8_000, stamp));
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
  });

  it('call-backs out of order, the newer payment first: each is booked for its own dossier, once', async () => {
    const [early, late] = [await owing(), await owing()];
    for (const { id } of [early, late]) {
      const held = platform.memory.pay((await start(id)).reference);
      const answers = held === undefined ? [] : await platform.tell(held, 'out-of-order');
      expect(answers).toHaveLength(id === late.id ? 2 : 0);
    }
    await t.runJobs();
    expect([await receiptsOf(early.id), await receiptsOf(late.id)]).toEqual([ONCE, ONCE]);
  });

  it('failed there: the payer is told, may begin again, and is not asked about for ever', async () => {
    const dossier = await owing();
    const first = await start(dossier.id);
    const held = platform.memory.pay(first.reference, 'failed');
    expect(held && (await platform.tell(held))).toMatchObject([{ MaLoi: '00' }]);
    expect((await t.as(visitor, { url: `/thanh-toan/cong/${first.token}` })).body).toContain('không thành');
    const second = await start(dossier.id);
    expect(second.reference).not.toBe(first.reference);
    await later(30);
    const [row] = await rows('select next_query_at from platform_payments where reference = $1', [
      first.reference,
    ]);
    expect(row).toEqual({ next_query_at: null });
  });

  it('the payer says “I have paid”: asked at once', async () => {
    const dossier = await owing();
    const { reference, token } = await start(dossier.id);
    platform.memory.pay(reference);
    const answer = await t.as(visitor, { method: 'POST', url: `/thanh-toan/cong/${token}/kiem-tra` });
    expect(answer.statusCode).toBe(303);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
  });

  it('begun ten times at once: one payment is open', async () => {
    const dossier = await owing();
    await Promise.all(Array.from({ length: 10 }, () => start(dossier.id).catch(() => null)));
    const open = await rows(
      `select count(*)::int as n from platform_payments where dossier_id = $1 and state in ('new', 'waiting')`,
      [dossier.id],
    );
    expect(open).toEqual([{ n: 1 }]);
  });

  it('a dead platform opens the circuit: the payer is told at once, the doctor and the officer see it', async () => {
    const dossier = await owing();
    platform.switches.dead = true;
    for (let call = 0; call < 5; call += 1) {
      await start(dossier.id).catch(() => null);
    }
    const calls = platform.calls['/init'];
    await expect(start(dossier.id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(platform.calls['/init']).toBe(calls);
    const day = Temporal.PlainDate.from('2026-05-04');
    expect(await platformDay(t.ctx, commune.person('giamdoc'), day)).toMatchObject({ circuitState: 'open' });
    const page = await t.as(commune.person('giamdoc'), { url: '/can-bo/thanh-toan-truc-tuyen' });
    expect(page.body).toContain('Nền tảng không trả lời');
  });
});

describe('started on the portal: look-up and payment', () => {
  const ask = (number: string, key = KEY) =>
    t.as(undefined, {
      method: 'POST',
      url: LOOK_UP,
      payload: { MaHoSo: number },
      headers: { 'x-portal-key': key },
    });

  it('1 with what is owed, then the CONFIRM under the portal’s own reference is booked; then 0', async () => {
    const dossier = await owing();
    const number = dossier.number ?? '';
    const found = (await ask(number)).json();
    expect(found).toMatchObject({
      error_code: 1,
      message: {
        client_id: 'VIDU',
        MaTraCuuTT: `${number}20260504080000`,
        MaDichVu: '2',
        MaHoSo: number,
        PhiLePhi: [{ TenPhiLePhi: 'Lệ phí', SoTien: '8000' }],
        HoTenNguoiNop: 'Nguyễn Văn Ví Dụ',
      },
    });
    expect((await ask(number)).json()).toEqual(found);
    await platform.tell(platform.memory.take('cong123456', number, 8_000, '20260504080100'));
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual(ONCE);
    expect((await ask(number)).json()).toEqual({ error_code: 0, message: [] });
  });

  it('-1 for a dossier nobody knows or a message nobody can read; nothing without the key', async () => {
    expect((await ask('H00.00-000000-0000')).json()).toMatchObject({ error_code: -1 });
    const before = await everything();
    expect((await ask('H00.00-000000-0000', 'khoa-khac')).statusCode).toBe(401);
    const unread = await t.as(undefined, {
      method: 'POST',
      url: CONFIRM,
      payload: '<html>',
      headers: { 'content-type': 'text/html' },
    });
    expect(unread.json()).toMatchObject({ MaLoi: '99' });
    expect(await everything()).toEqual(before);
  });
});

describe('settings', () => {
  it('keep their secrets sealed, show them nowhere, and refuse to be without', async () => {
    const director = commune.person('giamdoc');
    const page = await t.as(director, { url: '/can-bo/quan-tri/nen-tang-thanh-toan' });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain(SECRET);
    const [row] = await rows(`select encode(secret_box, 'escape') as box from payment_platforms`);
    expect(String(row?.['box'])).not.toContain(SECRET);
    await t.owner.query('delete from payment_platforms');
    const before = await everything();
    const refused = await t.as(director, {
      method: 'POST',
      url: '/can-bo/quan-tri/nen-tang-thanh-toan',
      payload: { ...settings(), shared: '', partner: 'GIU-LAI' },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Xin nhập khóa bí mật');
    expect(refused.body).toContain('GIU-LAI');
    expect(await everything()).toEqual(before);
  });
});

describe('whatever happens in whatever order', () => {
  it('no money is counted twice and none is lost', async () => {
    const runs = Number(process.env['PAYMENT_RUNS'] ?? 3);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: process.env['PAYMENT_RUNS'] === undefined ? 10 : 16 }),
        async (steps) => {
          platform.faults.length = 0;
          await savePlatform(t.ctx, commune.person('giamdoc'), settings());
          const dossier = await owing();
          await happen(dossier, steps);
          // In the end everything works again, and three days pass.
          platform.faults.length = 0;
          for (const days of [1, 1, 1, 1]) {
            await later(days * 24 * 60);
          }
          const paid = heldOf(dossier.number).filter(({ state }) => state === 'paid');
          const kept = await rows(
            `select external_id as id, state, amount_vnd::int as amount from bank_notices
           where provider = 'platform' and content like '%' || $1 order by 1`,
            [dossier.number],
          );
          expect(kept.map(({ id }) => id)).toEqual(paid.map(({ transaction }) => transaction).sort());
          const receipts = await receiptsOf(dossier.id);
          const booked = kept.filter(({ state }) => state === 'matched');
          expect(receipts.length).toBeLessThanOrEqual(1);
          expect(booked.length).toBe(receipts.filter(({ method }) => method === 'portal').length);
          expect(paid.length === 0 || receipts.length === 1).toBe(true);
          expect(kept.every(({ state }) => state === 'matched' || state === 'unmatched')).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('rights: every command × every role', () => {
  const cases: readonly (readonly [PaymentAction, (actor: Actor, dossierId: string) => Promise<unknown>])[] =
    [
      ['account', (actor) => savePlatform(t.ctx, actor, settings())],
      ['ask', (actor, id) => startPlatformPayment(t.ctx, actor, id, '')],
      ['ask', (actor) => queryPaymentNow(t.ctx, actor, 'x'.repeat(24))],
      ['match', (actor) => queryDuePayments(t.ctx, actor)],
      ['match', (actor) => bookPlatformMoney(t.ctx, actor, newId())],
      ['tell', (actor) => takeConfirm(t.ctx, actor, {})],
      ['transfers', (actor) => platformDay(t.ctx, actor, Temporal.PlainDate.from('2026-05-04'))],
    ];

  it('those not in the table are refused, and nothing is written', async () => {
    const dossier = await owing();
    const actors: Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...commune.person('tiepnhan1'), roles: [role] })),
      visitor,
      { kind: 'device', centreId: commune.centreId, deviceId: newRequestId(), purpose: 'board' },
    ];
    const before = await everything();
    let refused = 0;
    for (const [action, run] of cases) {
      for (const actor of actors) {
        if (!can(paymentPolicy, actor, action, { centreId: actor.centreId })) {
          await expect(run(actor, dossier.id)).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(30);
    expect(await everything()).toEqual(before);
  });
});
