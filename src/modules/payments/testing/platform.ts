import fc from 'fast-check';
import type { Executed } from '#modules/dossiers/commands/execute.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import type { CallFault } from '#simulators/payment-platform/memory.ts';
import { startPlatform } from '#simulators/payment-platform/start.ts';
import { queryDuePayments } from '../commands/query-platform.ts';
import { startPlatformPayment } from '../commands/start-platform.ts';
import { PlatformSettingsInput } from '../schema-platform.ts';

/** What both sides sign with. */
export const SECRET = 'khoa-nen-tang-vi-du';
/** With which the portal looks fees up. */
export const KEY = 'khoa-tra-cuu-vi-du-dai';
/** Where payments are confirmed. */
export const CONFIRM = '/api/v1/payment-platform/dpnhankqthanhtoanhs';
/** Where fees are looked up. */
export const LOOK_UP = '/api/v1/payment-platform/dptracuuthanhtoanhs';

/** What may happen to a payment, in any order. */
type Step =
  | 'begin'
  | 'pay'
  | 'tell'
  | 'tell-twice'
  | 'tell-wrong-hash'
  | 'query'
  | 'cash'
  | 'rest'
  | CallFault;
/** Any of them. */
export const step = fc.constantFrom<Step>(
  'begin',
  'begin',
  'pay',
  'pay',
  'tell',
  'tell-twice',
  'tell-wrong-hash',
  'query',
  'cash',
  'rest',
  'drop-before',
  'drop-after',
  '502',
  'html',
  'wrong-hash',
  'number-code',
);

/** The example commune with a simulated payment platform that calls back; whoever takes it stops the platform. */
export async function platformScene() {
  const t = await testApp({ example: true });
  const commune = await testCommune(t.ctx);
  const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const platform = await startPlatform({ partner: 'VIDU', secret: SECRET, confirmUrl: `${url}${CONFIRM}` });
  const visitor: Actor = { kind: 'public', centreId: commune.centreId };
  const system = systemActor(commune.centreId, 'payments');

  function settings(change: Record<string, unknown> = {}): PlatformSettingsInput {
    return PlatformSettingsInput.parse({
      requestId: newId(),
      mode: 'direct',
      initUrl: `${platform.url}/init`,
      queryUrl: `${platform.url}/query`,
      billUrl: `${platform.url}/bill`,
      partner: 'VIDU',
      shared: SECRET,
      unitCode: 'H56.99',
      unitName: 'Trung tâm Ví Dụ',
      account: '3500201009999',
      accountBank: 'VIDU',
      accountHolder: 'UBND XA VI DU',
      lookUp: 'key',
      lookUpKey: KEY,
      timeoutSeconds: '20',
      ...change,
    });
  }

  async function rows(sql: string, params: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await t.owner.query<Record<string, unknown>>(sql, [...params])).rows;
  }

  async function owing(amount = 8_000): Promise<Executed['dossier']> {
    const intake = await commune.intake('1.001193', {
      fee: { lines: [{ name: 'Lệ phí', amount }], paid: null },
    });
    return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
  }

  const start = (dossierId: string) => startPlatformPayment(t.ctx, visitor, dossierId, '203.0.113.9');

  function receiptsOf(dossierId: string) {
    return rows('select total_vnd::int as total, method from fee_receipts where dossier_id = $1', [
      dossierId,
    ]);
  }

  function noticesOf(reference: string) {
    return rows(
      `select state, why from bank_notices where provider = 'platform' and content like $1 order by external_id`,
      [`${reference}%`],
    );
  }

  function everything() {
    return rows(`select
      (select count(*)::int from payment_platforms) as platforms,
      (select count(*)::int from platform_payments) as payments,
      (select count(*)::int from bank_notices) as notices,
      (select count(*)::int from fee_receipts) as receipts,
      (select count(*)::int from dossier_events) as events,
      (select count(*)::int from audit_entries) as audit`);
  }

  async function later(minutes: number): Promise<void> {
    t.clock.set(t.clock.now().add({ minutes }).toString());
    await queryDuePayments(t.ctx, system);
    await t.runJobs();
  }

  /** Payments of a dossier as the platform holds them. */
  const heldOf = (number: string | null) =>
    [...platform.memory.held.values()].filter((held) => held.dossier === number);

  /** Lets things happen to the payments of a dossier, one after another. */
  async function happen(dossier: Executed['dossier'], steps: readonly Step[]): Promise<void> {
    for (const one of steps) {
      const held = heldOf(dossier.number).findLast(({ state }) => state === 'paid');
      const due = heldOf(dossier.number).find(({ state }) => state === 'open');
      switch (one) {
        case 'begin':
          await start(dossier.id).catch(() => null);
          break;
        case 'pay':
          if (due !== undefined) platform.memory.pay(due.reference);
          break;
        case 'tell':
          if (held !== undefined) await platform.tell(held);
          break;
        case 'tell-twice':
          if (held !== undefined) await platform.tell(held, 'repeated');
          break;
        case 'tell-wrong-hash':
          if (held !== undefined) await platform.tell(held, 'wrong-hash');
          break;
        case 'query':
          await later(31);
          break;
        case 'cash':
          await commune
            .act('tiepnhan1', { id: dossier.id }, { type: 'confirm-payment', method: 'cash' })
            .catch(() => null);
          break;
        case 'rest':
          await t.runJobs();
          break;
        default:
          platform.faults.push(one);
      }
    }
  }

  return {
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
  };
}
