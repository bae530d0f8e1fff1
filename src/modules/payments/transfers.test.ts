import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import type { Executed } from '#modules/dossiers/commands/execute.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { matchNotice } from './commands/match-notice.ts';
import { openOrder } from './commands/open-order.ts';
import { saveAccount } from './commands/save-account.ts';
import { settleNotice } from './commands/settle-notice.ts';
import { noteStatement, takeNotice } from './commands/take-notice.ts';
import { type PaymentAction, paymentPolicy } from './policy.ts';
import { transfersOfDay } from './queries-transfers.ts';
import type { AccountInput, PaymentOrder } from './schema-transfers.ts';

const t = await testApp({ example: true });
const SECRET = 'khoa-bi-mat-vi-du';
const ACCOUNT: Omit<AccountInput, 'requestId'> = {
  bankBin: '970405',
  accountNo: '0101234567',
  holder: 'TRUNG TAM PVHCC VI DU',
  provider: 'sepay',
  secret: SECRET,
};

let commune: TestCommune;
let visitor: Actor;
let system: Actor;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  visitor = { kind: 'public', centreId: commune.centreId };
  system = systemActor(commune.centreId, 'payments');
  await saveAccount(t.ctx, commune.person('giamdoc'), { ...ACCOUNT, requestId: newId() });
});

async function owing(amount = 8_000): Promise<Executed['dossier']> {
  const intake = await commune.intake('1.001193', {
    fee: { lines: [{ name: 'Lệ phí', amount }], paid: null },
  });
  return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
}

let next = 1;
function told(
  content: string,
  amount = 8_000,
  change: { secret?: string; id?: number; account?: string } = {},
) {
  const id = change.id ?? next++;
  const body = JSON.stringify({
    id,
    transferType: 'in',
    transferAmount: amount,
    accountNumber: change.account ?? ACCOUNT.accountNo,
    content,
    transactionDate: '2026-05-04 08:01:00',
  });
  const stamp = Math.floor(t.clock.now().epochMilliseconds / 1000);
  const signature = createHmac('sha256', change.secret ?? SECRET)
    .update(`${stamp}.${body}`)
    .digest('hex');
  return t.as(undefined, {
    method: 'POST',
    url: '/api/v1/bank-notices/sepay',
    payload: body,
    headers: {
      'content-type': 'application/json',
      'x-sepay-timestamp': String(stamp),
      'x-sepay-signature': `sha256=${signature}`,
    },
  });
}

async function rows(sql: string, params: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await t.owner.query<Record<string, unknown>>(sql, [...params])).rows;
}

async function receiptsOf(dossierId: string): Promise<Record<string, unknown>[]> {
  return rows('select total_vnd::int as total, method from fee_receipts where dossier_id = $1', [dossierId]);
}

async function everything(): Promise<unknown> {
  return rows(`select
    (select count(*)::int from receiving_accounts) as accounts,
    (select count(*)::int from payment_orders) as orders,
    (select count(*)::int from bank_notices) as notices,
    (select count(*)::int from bank_notices where state = 'settled') as settled,
    (select count(*)::int from fee_receipts) as receipts,
    (select count(*)::int from dossier_events) as events,
    (select count(*)::int from audit_entries) as audit`);
}

async function whyOf(content: string): Promise<unknown> {
  return (await rows('select why from bank_notices where content = $1', [content]))[0]?.['why'];
}

describe('a fee by transfer', () => {
  it('is asked for with a code after the second secret of the dossier, and paid by the notice of the bank', async () => {
    const dossier = await owing();
    const asked = await t.as(visitor, {
      method: 'POST',
      url: '/thanh-toan',
      payload: { so: dossier.number ?? '', ma: dossier.lookupCode ?? '' },
    });
    expect(asked.statusCode).toBe(303);
    const address = String(asked.headers.location);
    const before = await t.as(visitor, { method: 'GET', url: address });
    expect(before.body).toContain('8.000 đồng');
    const { code } = (await openOrder(t.ctx, visitor, dossier.id)) satisfies PaymentOrder;
    expect(before.body).toContain(code);
    const spread = `nguyen van vi du ${code.slice(0, 4).toLowerCase()} ${code.slice(4)} chuyen tien`;
    expect((await told(spread)).statusCode).toBe(200);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual([{ total: 8_000, method: 'transfer' }]);
    const after = await t.as(visitor, { method: 'GET', url: address });
    expect(after.body).toContain('Đã nhận 8.000 đồng');
    expect(after.body).not.toContain('pay-qr"');
  });

  it('a wrong second secret opens nothing', async () => {
    const dossier = await owing();
    const before = await everything();
    const answer = await t.as(visitor, {
      method: 'POST',
      url: '/thanh-toan',
      payload: { so: dossier.number ?? '', ma: 'SAI-SAI' },
    });
    expect(answer.statusCode).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it('asking twice, or twenty at once, gives one request', async () => {
    const dossier = await owing();
    const orders = await Promise.all(Array.from({ length: 20 }, () => openOrder(t.ctx, visitor, dossier.id)));
    expect(new Set(orders.map(({ code }) => code)).size).toBe(1);
  });

  it('the same notice told again, and the job run again, change nothing', async () => {
    const dossier = await owing();
    const { code } = await openOrder(t.ctx, visitor, dossier.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => told(code, 8_000, { id: 777_001 })));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 8 }, () => 200));
    const [notice] = await rows('select id from bank_notices where external_id = $1', ['777001']);
    const id = String(notice?.['id']);
    await Promise.all(
      [matchNotice(t.ctx, system, id), matchNotice(t.ctx, system, id)].map((p) => p.catch(() => null)),
    );
    await t.runJobs();
    await matchNotice(t.ctx, system, id);
    expect(await receiptsOf(dossier.id)).toHaveLength(1);
    expect(await rows('select state from bank_notices where id = $1', [id])).toEqual([{ state: 'matched' }]);
  });

  it('paid twice by the citizen: one receipt, the second waits to be given back', async () => {
    const dossier = await owing();
    const { code } = await openOrder(t.ctx, visitor, dossier.id);
    await Promise.all([told(`${code} A`), told(`${code} B`)]);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toHaveLength(1);
    expect([await whyOf(`${code} A`), await whyOf(`${code} B`)].sort()).toEqual(['already-paid', null]);
  });

  it('taken in cash before the money came: the request is closed and the money waits', async () => {
    const dossier = await owing();
    const order = await openOrder(t.ctx, visitor, dossier.id);
    await commune.act('tiepnhan1', { id: dossier.id }, { type: 'confirm-payment', method: 'cash' });
    const page = await t.as(visitor, { method: 'GET', url: `/thanh-toan/${order.token}` });
    expect(page.body).toContain('không còn hiệu lực');
    await told(order.code);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toEqual([{ total: 8_000, method: 'cash' }]);
    expect(await whyOf(order.code)).toBe('already-paid');
  });

  it.each([
    ['too little', (code: string) => told(`${code} it`, 7_999), 'it', 'other-amount'],
    ['no code', () => told('nop le phi khai sinh'), '', 'no-code'],
    ['a code of nobody', () => told('MCZZZZZZZZ'), '', 'unknown-code'],
    [
      'another account',
      (code: string) => told(`${code} tk`, 8_000, { account: '999999' }),
      'tk',
      'other-account',
    ],
  ])('%s: kept, not booked, waits for a person', async (_, send, suffix, why) => {
    const dossier = await owing();
    const { code } = await openOrder(t.ctx, visitor, dossier.id);
    expect((await send(code)).statusCode).toBe(200);
    await t.runJobs();
    const content =
      suffix === '' ? (why === 'no-code' ? 'nop le phi khai sinh' : 'MCZZZZZZZZ') : `${code} ${suffix}`;
    expect(await whyOf(content)).toBe(why);
    expect(await receiptsOf(dossier.id)).toEqual([]);
  });

  it('a post with another secret or for another service is refused, and nothing is written', async () => {
    const before = await everything();
    expect((await told('MCAAAAAAAA', 8_000, { secret: 'sai' })).statusCode).toBe(403);
    const casso = await t.as(undefined, {
      method: 'POST',
      url: '/api/v1/bank-notices/casso',
      payload: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(casso.statusCode).toBe(403);
    expect(await everything()).toEqual(before);
  });
});

describe('money that fitted nothing', () => {
  async function strayed(content: string, amount = 8_000): Promise<string> {
    await told(content, amount);
    await t.runJobs();
    return String((await rows('select id from bank_notices where content = $1', [content]))[0]?.['id']);
  }

  it('pays a dossier after all, once, with a receipt', async () => {
    const dossier = await owing();
    const id = await strayed('chuyen tien le phi 1');
    const input = {
      requestId: newRequestId(),
      as: 'paid',
      dossierNumber: dossier.number ?? '',
      note: 'Theo sao kê',
    } as const;
    await settleNotice(t.ctx, commune.person('tiepnhan1'), id, input);
    await settleNotice(t.ctx, commune.person('tiepnhan1'), id, input);
    expect(await receiptsOf(dossier.id)).toHaveLength(1);
    const other = await owing();
    const before = await everything();
    await expect(
      settleNotice(t.ctx, commune.person('tiepnhan1'), id, {
        ...input,
        requestId: newRequestId(),
        dossierNumber: other.number ?? '',
      }),
    ).rejects.toSatisfy((error) => isProblem(error, 'already-done'));
    expect(await everything()).toEqual(before);
  });

  it('is never booked with another amount than is owed', async () => {
    const dossier = await owing(9_000);
    const id = await strayed('chuyen tien le phi 2');
    const before = await everything();
    await expect(
      settleNotice(t.ctx, commune.person('tiepnhan1'), id, {
        requestId: newRequestId(),
        as: 'paid',
        dossierNumber: dossier.number ?? '',
        note: 'Theo sao kê',
      }),
    ).rejects.toSatisfy((error) => isProblem(error, 'validation'));
    expect(await everything()).toEqual(before);
    expect(await receiptsOf(dossier.id)).toEqual([]);
  });

  it('is given back with a note; the day adds up', async () => {
    const id = await strayed('chuyen nham', 50_000);
    await settleNotice(t.ctx, commune.person('giamdoc'), id, {
      requestId: newRequestId(),
      as: 'returned',
      note: 'Trả theo ủy nhiệm chi 12',
    });
    const day = await transfersOfDay(t.ctx, commune.person('giamdoc'), Temporal.PlainDate.from('2026-05-04'));
    expect(day.totalVnd).toBe(day.bookedVnd + day.waitingVnd + day.otherVnd);
    expect(day.otherVnd).toBe(50_000);
    expect(day.receiptsVnd).toBe(day.bookedVnd);
    const page = await t.as(commune.person('giamdoc'), { method: 'GET', url: '/can-bo/chuyen-khoan' });
    expect(page.body).toContain('Khớp với tiền đã ghi vào hồ sơ');
  });

  it('from the statement of the bank is matched as a notice is, and not twice', async () => {
    const dossier = await owing();
    const { code } = await openOrder(t.ctx, visitor, dossier.id);
    const input = { requestId: newRequestId(), externalId: 'FT26124', amountVnd: 8_000, content: code };
    await noteStatement(t.ctx, commune.person('tiepnhan1'), input);
    await t.runJobs();
    expect(await receiptsOf(dossier.id)).toHaveLength(1);
    const before = await everything();
    await expect(noteStatement(t.ctx, commune.person('tiepnhan1'), input)).rejects.toSatisfy((error) =>
      isProblem(error, 'already-done'),
    );
    expect(await everything()).toEqual(before);
  });
});

describe('the receiving account', () => {
  it('its secret is stored sealed and shown nowhere', async () => {
    const page = await t.as(commune.person('giamdoc'), {
      method: 'GET',
      url: '/can-bo/quan-tri/tai-khoan-thu',
    });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain(SECRET);
    const [row] = await rows(
      `select encode(secret_box, 'escape') as box from receiving_accounts where closed_at is null`,
    );
    expect(String(row?.['box'])).not.toContain(SECRET);
  });

  it('a service without its secret is refused with the field named, the rest of the form kept', async () => {
    const before = await everything();
    const answer = await t.as(commune.person('giamdoc'), {
      method: 'POST',
      url: '/can-bo/quan-tri/tai-khoan-thu',
      payload: {
        requestId: newId(),
        bankBin: '970405',
        accountNo: '0109',
        holder: 'TRUNG TAM',
        provider: 'casso',
      },
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Số tài khoản gồm 5 đến 19');
    expect(answer.body).toContain('value="0109"');
    expect(await everything()).toEqual(before);
  });
});

describe('rights: every command × every role × own and other centre', () => {
  const cases: readonly (readonly [
    PaymentAction,
    (actor: Actor, dossierId: string, noticeId: string) => Promise<unknown>,
  ])[] = [
    ['account', (actor) => saveAccount(t.ctx, actor, { ...ACCOUNT, requestId: newId() })],
    ['ask', (actor, dossierId) => openOrder(t.ctx, actor, dossierId)],
    ['match', (actor, _, noticeId) => matchNotice(t.ctx, actor, noticeId)],
    ['tell', (actor) => takeNotice(t.ctx, actor, 'sepay', { headers: {}, body: Buffer.from('{}') })],
    ['transfers', (actor) => transfersOfDay(t.ctx, actor, Temporal.PlainDate.from('2026-05-04'))],
    [
      'settle',
      (actor, _, noticeId) =>
        settleNotice(t.ctx, actor, noticeId, { requestId: newId(), as: 'returned', note: 'thử quyền' }),
    ],
  ];

  it('those not in the table are refused, and nothing is written', async () => {
    const dossier = await owing();
    const other = await setUpCommune(t.ctx, communeFixture('xa-khac'));
    const actors: Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...commune.person('tiepnhan1'), roles: [role] })),
      visitor,
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'board' },
    ];
    let refused = 0;
    for (const [action, run] of cases) {
      for (const actor of actors) {
        if (can(paymentPolicy, actor, action, { centreId: actor.centreId })) {
          continue;
        }
        const before = await everything();
        await expect(run(actor, dossier.id, newId())).rejects.toSatisfy((error) =>
          isProblem(error, 'forbidden'),
        );
        expect(await everything()).toEqual(before);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(25);
    const before = await everything();
    const stranger: StaffActor = { ...commune.person('giamdoc'), centreId: other, unitId: other };
    const [waiting] = await rows(`select id from bank_notices where state = 'unmatched' limit 1`);
    const settle = { requestId: newId(), as: 'returned', note: 'thử quyền' } as const;
    await expect(settleNotice(t.ctx, stranger, String(waiting?.['id']), settle)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    await expect(openOrder(t.ctx, stranger, dossier.id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    expect(await everything()).toEqual(before);
  });
});
