import { randomBytes } from 'node:crypto';
import type { InitResult } from '#integrations/payment-platform/answers.ts';
import { record } from '#modules/audit/commands/record.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { nextQuery, platformReference, platformStamp } from '../rules/platform.ts';
import type { PlatformPayment } from '../schema-platform.ts';
import { type Connected, connectPlatform, noteCall, platformRests } from './platform-line.ts';
import { numberOf, orderOf } from './platform-order.ts';

const TOKEN_BYTES = 18;
/** Minutes that a payer's address is used again. */
const ADDRESS_MINUTES = 15;
const SPARE_SECONDS = 10;

function older(payment: PlatformPayment, now: Temporal.Instant, seconds: number): boolean {
  return Temporal.Instant.compare(payment.openedAt.add({ seconds }), now) <= 0;
}

/** The open payment that is used again; null after one that cannot be was ended. */
async function standing(
  tx: Tx,
  { connection }: Connected,
  dossier: Dossier,
  now: Temporal.Instant,
): Promise<PlatformPayment | null> {
  const open = await repo.findOpenPayment(tx, dossier.id, 'ours');
  if (open === null) {
    return null;
  }
  const same = open.amountVnd === owed(dossier);
  if (same && open.state === 'waiting' && !older(open, now, ADDRESS_MINUTES * 60)) {
    return open;
  }
  if (same && open.state === 'new' && !older(open, now, connection.timeoutSeconds + SPARE_SECONDS)) {
    throw new Problem('conflict', { detail: platformMessages('vi')('being-asked') });
  }
  await repo.changePayment(tx, open.id, { state: 'closed', endedAt: now });
  return null;
}

interface Begun {
  readonly payment: PlatformPayment;
  readonly dossier: Dossier;
  readonly fresh: boolean;
}

async function begin(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  connected: Connected,
  dossierId: string,
): Promise<Begun> {
  const t = platformMessages('vi');
  const now = ctx.clock.now();
  const dossier = await findDossierIn(tx, { id: dossierId });
  if (dossier === null) {
    throw new Problem('not-found', { detail: t('dossier-unknown') });
  }
  if (owed(dossier) === 0) {
    throw new Problem('already-done', { detail: t('nothing-owed') });
  }
  const found = await standing(tx, connected, dossier, now);
  if (found !== null) {
    return { payment: found, dossier, fresh: false };
  }
  const stamp = platformStamp(now);
  const nth = (await repo.countPayments(tx, dossierId)) + 1;
  const payment: PlatformPayment = {
    id: newId(),
    dossierId,
    dossierNumber: numberOf(dossier),
    origin: 'ours',
    reference: platformReference(numberOf(dossier), stamp, nth),
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    amountVnd: owed(dossier),
    state: 'new',
    payUrl: null,
    stamp,
    openedAt: now,
    endedAt: null,
    nextQueryAt: nextQuery(now, 0, now, connected.connection.firstQueryMinutes),
    queries: 0,
    lastWhy: null,
  };
  if (!(await repo.insertPayment(tx, actor.centreId, payment))) {
    throw new Problem('conflict', { detail: t('being-asked') });
  }
  const { reference, amountVnd } = payment;
  await record(
    tx,
    actor,
    {
      action: 'payments.platform-asked',
      subjectType: 'dossier',
      subjectId: dossierId,
      detail: { reference, amountVnd },
    },
    now,
  );
  return { payment, dossier, fresh: true };
}

/** Stores what the INIT led to. A payment that ended meanwhile stays ended. */
async function settle(ctx: AppContext, tx: Tx, actor: Actor, id: string, result: InitResult): Promise<void> {
  const payment = await repo.lockPayment(tx, id);
  if (payment === null) {
    return;
  }
  const now = ctx.clock.now();
  const why = result.kind === 'begun' ? null : result.why;
  await noteCall(
    ctx,
    tx,
    actor.centreId,
    { kind: 'INIT', reference: payment.reference, outcome: result.kind, detail: why ?? '' },
    result.kind === 'unavailable' ? result.why : null,
  );
  const open = payment.state === 'new';
  switch (result.kind) {
    case 'begun':
      await repo.changePayment(
        tx,
        id,
        open ? { state: 'waiting', payUrl: result.payUrl } : { payUrl: result.payUrl },
      );
      return;
    case 'refused':
      await repo.changePayment(tx, id, {
        lastWhy: why,
        nextQueryAt: null,
        ...(open ? { state: 'failed', endedAt: now } : {}),
      });
      return;
    case 'unavailable':
      // It may have been begun: it is asked about later, and the payer gets a new one meanwhile.
      await repo.changePayment(tx, id, {
        lastWhy: why,
        ...(result.unknown ? {} : { nextQueryAt: null }),
        ...(open ? { state: result.unknown ? 'closed' : 'failed', endedAt: now } : {}),
      });
      return;
    default:
      result satisfies never;
  }
}

/**
 * Begins the payment of what a dossier owes on the payment platform, or gives the one that stands. What was asked is kept before it is asked, so that
 * a payment whose answer was lost is found by its reference. Whoever calls it for the public has checked the second secret of the dossier.
 *
 * @param ip of the payer, as the platform wants it
 * @throws Problem `forbidden`, `not-found`, `already-done` (nothing owed), `not-allowed-now` (not connected, or refused by the platform), `conflict` (being asked), `unavailable`
 */
export async function startPlatformPayment(
  ctx: AppContext,
  actor: Actor,
  dossierId: string,
  ip: string,
): Promise<PlatformPayment> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const t = platformMessages('vi');
  const connected = await connectPlatform(ctx, actor.centreId);
  if (connected === null) {
    throw new Problem('not-allowed-now', { detail: t('not-connected') });
  }
  if (await platformRests(ctx, actor.centreId)) {
    throw new Problem('unavailable', { detail: t('rests') });
  }
  const { payment, dossier, fresh } = await inTransaction(ctx, actor, (tx) =>
    begin(ctx, tx, actor, connected, dossierId),
  );
  if (!fresh) {
    return payment;
  }
  const { reference, stamp } = payment;
  const result = await connected.platform.init(orderOf(dossier, { reference, stamp, ip }));
  await inTransaction(ctx, actor, (tx) => settle(ctx, tx, actor, payment.id, result));
  switch (result.kind) {
    case 'begun':
      return { ...payment, state: 'waiting', payUrl: result.payUrl };
    case 'refused':
      throw new Problem('not-allowed-now', { detail: t('init-refused', { why: result.why }) });
    case 'unavailable':
      throw new Problem('unavailable', { detail: t('init-unavailable') });
    default:
      return result satisfies never;
  }
}
