import { randomBytes } from 'node:crypto';
import { type LookUpAnswer, LookUpAsk } from '#integrations/payment-platform/look-up.ts';
import { receiptInfo, sameCode } from '#integrations/payment-platform/messages.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { platformStamp } from '../rules/platform.ts';
import type { PlatformPayment } from '../schema-platform.ts';
import { type Connected, connectPlatform, say } from './platform-line.ts';
import { numberOf, orderOf } from './platform-order.ts';

const TOKEN_BYTES = 18;
const t = platformMessages('vi');

/** The look-up that stands for what is owed now, made where there is none. */
async function lookedUp(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  dossier: Dossier,
): Promise<PlatformPayment | null> {
  const now = ctx.clock.now();
  const before = await repo.findOpenPayment(tx, dossier.id, 'portal');
  if (before !== null && before.amountVnd === owed(dossier)) {
    return before;
  }
  if (before !== null) {
    await repo.changePayment(tx, before.id, { state: 'closed', endedAt: now });
  }
  const stamp = platformStamp(now);
  await repo.insertPayment(tx, centreId, {
    id: newId(),
    dossierId: dossier.id,
    dossierNumber: numberOf(dossier),
    origin: 'portal',
    reference: `${numberOf(dossier)}${stamp}`,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    amountVnd: owed(dossier),
    state: 'waiting',
    stamp,
    openedAt: now,
    // The portal began it, under a number of its own: there is nothing of ours to ask about.
    nextQueryAt: null,
  });
  return repo.findOpenPayment(tx, dossier.id, 'portal');
}

async function answer(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  { connection }: Connected,
  number: string,
): Promise<LookUpAnswer> {
  const dossier = await findDossierIn(tx, { number });
  if (dossier === null) {
    return { error_code: -1, message: t('look-up-unknown') };
  }
  if (owed(dossier) === 0) {
    return { error_code: 0, message: [] };
  }
  const payment = await lookedUp(ctx, tx, actor.centreId, dossier);
  if (payment === null) {
    return { error_code: -1, message: t('look-up-again') };
  }
  const { reference, stamp } = payment;
  const info = receiptInfo(connection, orderOf(dossier, { reference, stamp, ip: '' }));
  return {
    error_code: 1,
    message: {
      transaction_id: payment.id,
      client_id: connection.partner,
      MaTraCuuTT: reference,
      ...info,
    },
  };
}

/**
 * Answers the portal's "tra cứu và thanh toán": 1 with what is owed, 0 when nothing is, -1 when the dossier is not known. Only who holds the key of the look-up is
 * answered, since the answer names the payer; null for anybody else.
 * @throws Problem `forbidden`
 */
export async function answerLookUp(
  ctx: AppContext,
  actor: Actor,
  key: string,
  body: unknown,
): Promise<LookUpAnswer | null> {
  authorise(paymentPolicy, actor, 'tell', { centreId: actor.centreId });
  const connected = await connectPlatform(ctx, actor.centreId);
  if (
    connected === null ||
    connected.connection.lookUp !== 'key' ||
    !sameCode(key, connected.secrets.lookUpKey)
  ) {
    return null;
  }
  const read = LookUpAsk.safeParse(body);
  if (!read.success) {
    return { error_code: -1, message: t('look-up-unreadable') };
  }
  const number = read.data.MaHoSo.toUpperCase();
  const own = systemActor(actor.centreId, 'payments');
  return inTransaction(ctx, own, async (tx) => {
    const found = await answer(ctx, tx, own, connected, number);
    await say(ctx, tx, actor.centreId, {
      direction: 'in',
      kind: 'LOOK_UP',
      reference: number,
      outcome: String(found.error_code),
      detail: '',
    });
    return found;
  });
}
