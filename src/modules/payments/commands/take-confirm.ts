import {
  ConfirmMessage,
  type ConfirmReply,
  confirmCode,
  confirmReply,
  sameCode,
} from '#integrations/payment-platform/messages.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { keepPlatformMoney } from './keep-platform-money.ts';
import { type Connected, connectPlatform, say } from './platform-line.ts';

const t = platformMessages('vi');
const PAID = '00';

/** Why a message is not taken; null when it is genuine and whole. */
function faultOf(message: ConfirmMessage, { connection, secrets }: Connected): string | null {
  if (message.MaDoiTac !== connection.partner) {
    return t('confirm-partner');
  }
  if (!sameCode(message.MaXacThuc, confirmCode(message, secrets.shared))) {
    return t('confirm-code');
  }
  if (message.MaLoi === PAID && (Number(message.SoTien) === 0 || message.MaGiaoDich.trim() === '')) {
    return t('confirm-empty');
  }
  return message.MaTienTe === '' || message.MaTienTe === connection.currency ? null : t('confirm-currency');
}

async function keep(ctx: AppContext, tx: Tx, actor: Actor, message: ConfirmMessage, connected: Connected) {
  const paid = message.MaLoi === PAID;
  const fresh = paid && (await keepPlatformMoney(ctx, tx, actor.centreId, connected.connection, message));
  if (!paid) {
    const payment = await repo.lockPaid(tx, message.MaThamChieu, '');
    if (payment !== null && (payment.state === 'new' || payment.state === 'waiting')) {
      // It is still asked about: a refusal that came late must not hide money.
      const lastWhy = `${message.ThongTinGiaoDich} (mã ${message.MaLoi})`.slice(0, 300);
      await repo.changePayment(tx, payment.id, { state: 'failed', endedAt: ctx.clock.now(), lastWhy });
    }
  }
  await say(ctx, tx, actor.centreId, {
    direction: 'in',
    kind: 'CONFIRM',
    reference: message.MaThamChieu,
    outcome: paid ? (fresh ? 'paid' : 'repeated') : 'failed',
    detail: `${message.SoTien} đ, ${message.MaGiaoDich}, mã ${message.MaLoi}`,
  });
}

/**
 * Takes a CONFIRM. Only a message with the right code counts, whoever sends it. Money is kept before it is acknowledged and booked afterwards; the same told
 * again changes nothing and is acknowledged again. Null while the platform is not connected.
 * @throws Problem `forbidden`
 */
export async function takeConfirm(
  ctx: AppContext,
  actor: Actor,
  body: unknown,
): Promise<ConfirmReply | null> {
  authorise(paymentPolicy, actor, 'tell', { centreId: actor.centreId });
  const connected = await connectPlatform(ctx, actor.centreId);
  if (connected === null) {
    return null;
  }
  const { connection, secrets } = connected;
  const read = ConfirmMessage.safeParse(body);
  if (!read.success) {
    ctx.log.warn({ issues: read.error.issues.map(({ path }) => path.join('.')) }, 'a CONFIRM cannot be read');
    const nothing = { MaDoiTac: connection.partner, MaThamChieu: '', ThoiGianGD: '', MaXacThuc: '' };
    return confirmReply(connection, nothing, '99', t('confirm-unreadable'), secrets.shared);
  }
  const message = read.data;
  const fault = faultOf(message, connected);
  if (fault !== null) {
    ctx.log.warn({ reference: message.MaThamChieu, fault }, 'a CONFIRM was not taken');
    return confirmReply(connection, message, '99', fault, secrets.shared);
  }
  const own = systemActor(actor.centreId, 'payments');
  await inTransaction(ctx, own, (tx) => keep(ctx, tx, own, message, connected));
  return confirmReply(connection, message, '00', t('confirm-taken'), secrets.shared);
}
