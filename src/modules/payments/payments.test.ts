import { beforeAll, describe, expect, it } from 'vitest';
import { INTAKE, play } from '#modules/dossiers/testing/facts.ts';
import { identityModule } from '#modules/identity/index.ts';
import { type Example, getExample } from '#modules/identity/queries/example.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { collectFee } from './commands/collect-fee.ts';
import { voidReceipt } from './commands/void-receipt.ts';
import { paymentsModule } from './index.ts';
import { feesOf, findBrokenSeries } from './queries.ts';

let t: TestApp;
let example: Example;

beforeAll(async () => {
  t = await testApp({ modules: [identityModule, proceduresModule, paymentsModule], example: true });
  example = await getExample(t.ctx);
});

function collect(dossierId: string, amountVnd = 10_000, cause = 'received', fail = false) {
  return inTransaction(t.ctx, example.system, async (tx) => {
    const receipt = await collectFee(
      t.ctx,
      tx,
      example.staff('tiepnhan1'),
      {
        dossierId,
        dossierNumber: 'H56.999-260504-0001',
        payer: 'Nguyễn Văn Ví Dụ',
        lines: [{ name: 'Phí chứng thực chữ ký', amountVnd }],
        method: 'cash',
        cause,
      },
      t.clock.now(),
    );
    if (fail) {
      throw new Error('the dossier was refused after all');
    }
    return receipt;
  });
}

async function countReceipts(): Promise<number> {
  return (await t.owner.query('select 1 from fee_receipts')).rowCount ?? 0;
}

describe('receipts', () => {
  it('are numbered without a gap, also with eight writers of whom some fail', async () => {
    const before = await countReceipts();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_, i) => collect(newId(), 10_000, 'received', i % 3 === 0)),
    );
    const numbers = outcomes
      .flatMap((o) => (o.status === 'fulfilled' ? [o.value.no] : []))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, i) => before + i + 1));
    expect(await findBrokenSeries(t.ctx, example.system)).toEqual([]);
  });

  it('a payment told of twice is booked once', async () => {
    const dossierId = newId();
    const first = await collect(dossierId);
    expect(await collect(dossierId)).toEqual(first);
    expect(await feesOf(t.ctx, example.staff('giamdoc'), dossierId)).toHaveLength(1);
  });

  it('nothing owed, no receipt', async () => {
    const before = await countReceipts();
    await expect(collect(newId(), 0)).rejects.toMatchObject({ code: 'validation' });
    expect(await countReceipts()).toBe(before);
  });

  it('a new year begins a new series', async () => {
    t.clock.set('2027-01-04T08:00+07:00');
    expect(await collect(newId())).toMatchObject({ year: 2027, no: 1 });
    t.clock.set('2026-05-04T08:00+07:00');
  });
});

describe('voiding', () => {
  it('keeps number and reason, once; a repetition of the request changes nothing', async () => {
    const dossierId = newId();
    const { id } = await collect(dossierId);
    const input = { requestId: newRequestId(), reason: 'Thu nhầm loại phí' };
    await expect(voidReceipt(t.ctx, example.staff('tiepnhan1'), id, input)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await voidReceipt(t.ctx, example.staff('giamdoc'), id, input);
    await voidReceipt(t.ctx, example.staff('giamdoc'), id, input);
    await expect(
      voidReceipt(t.ctx, example.staff('giamdoc'), id, { ...input, requestId: newRequestId() }),
    ).rejects.toMatchObject({ code: 'already-done' });
    expect(await feesOf(t.ctx, example.system, dossierId)).toMatchObject([
      { voidReason: 'Thu nhầm loại phí' },
    ]);
  });
});

it('a dossier received with a paid fee has its receipt in the same transaction', async () => {
  const paid = { method: 'cash', at: '2026-05-04T09:00:00+07:00' };
  const fee = { lines: [{ name: 'Lệ phí', amount: 8000 }], paid };
  const dossier = play([
    'counter',
    '2026-05-04T09:00+07:00',
    { type: 'receive', intake: { ...INTAKE, fee } },
  ]);
  const actor = example.staff('tiepnhan1');
  const event = {
    type: 'received',
    at: t.clock.now(),
    by: dossier.createdBy,
    dossierId: dossier.id,
    centreId: example.centreId,
    procedure: dossier.procedure,
    agencies: dossier.agencies,
    holder: dossier.holder,
    outsideRef: '',
    ticketId: null,
    number: dossier.number,
    localNumber: null,
    lookupCode: dossier.lookupCode ?? '',
    receivedAt: t.clock.now(),
    process: dossier.process,
    steps: dossier.steps,
    channel: dossier.channel,
    parties: dossier.parties,
    papers: [],
    sets: 1,
    content: '',
    delivery: dossier.delivery,
    fee: dossier.fee,
  } as const;
  await inTransaction(t.ctx, actor, (tx) =>
    t.ctx.events.emit(
      'dossier.changed',
      {
        before: null,
        dossier,
        events: [{ ...event, papers: [], steps: [...dossier.steps] }],
        command: 'receive',
      },
      { tx, actor, at: t.clock.now() },
    ),
  );
  expect(await feesOf(t.ctx, actor, dossier.id)).toMatchObject([
    { totalVnd: 8000, payer: 'Nguyễn Văn Ví Dụ' },
  ]);
});

it('the printed receipt bears the number of the book', async () => {
  const receipt = await collect(newId());
  const { rows } = await t.owner.query<{ serial: number; sign: string }>(
    'select serial, sign from documents where id = $1',
    [receipt.documentId],
  );
  expect(rows).toEqual([{ serial: receipt.no, sign: 'BL' }]);
});

describe('POST /api/v1/fees/quote', () => {
  const ask = (choices: object[], name: 'tiepnhan1' | 'kiemtoan' = 'tiepnhan1') =>
    t.as(example.staff(name), {
      method: 'POST',
      url: '/api/v1/fees/quote',
      payload: { procedureCode: '2.000884', choices },
      headers: { 'sec-fetch-site': 'same-origin' },
    });

  it('certification of a signature costs 10.000 đồng a case (TT 226/2016/TT-BTC)', async () => {
    expect((await ask([{ fee: 0 }])).json()).toMatchObject({ totalVnd: 10_000 });
  });

  it('says what cannot be worked out, and refuses who has nothing to do with it', async () => {
    expect((await ask([{ fee: 9 }])).json()).toMatchObject({
      code: 'validation',
      fields: [{ path: 'choices.0', message: 'Thủ tục không có khoản thu này.' }],
    });
    expect((await ask([{ fee: 0 }], 'kiemtoan')).statusCode).toBe(403);
  });
});

describe('screens', () => {
  it('the receipts of a day, for the counter; not for a specialised officer', async () => {
    const url = '/can-bo/bien-lai?ngay=2026-05-04';
    const answer = await t.as(example.staff('tiepnhan1'), { url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('0000001/2026');
    expect((await t.as(example.staff('chuyenvien.kt'), { url })).statusCode).toBe(403);
  });

  it('opens the printed receipt for the counter only', async () => {
    const { documentId } = await collect(newId());
    const opening = (name: 'tiepnhan1' | 'chuyenvien.kt') =>
      inTransaction(t.ctx, example.system, (tx) =>
        t.ctx.events.emit(
          'documents.opening',
          {
            what: 'document',
            id: documentId,
            subject: { type: 'fee-receipt', id: newId() },
            uploadedBy: null,
          },
          { tx, actor: example.staff(name), at: t.clock.now() },
        ),
      );
    await expect(opening('tiepnhan1')).resolves.toBeUndefined();
    await expect(opening('chuyenvien.kt')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
