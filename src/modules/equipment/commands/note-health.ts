import { type DeviceActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import * as repo from '../repo/equipment.ts';
import { SILENCE } from '../rules/health.ts';
import type { Health } from '../schema.ts';
import { tellOfficers } from './shared.ts';

declare module '#platform/events.ts' {
  interface DomainEvents {
    /** A machine works again, or for the first time. */
    'equipment.works': { readonly equipmentId: string };
  }
}

const works = ({ state }: Health) => state === 'ok' || state === 'warning' || state === 'unknown';

/**
 * Writes down how a machine was found, in the caller's transaction: a change goes into the history, to the officers'
 * screens, and, when it works again, to whoever waits for it. Called by whoever used or looked at the machine.
 * @param since when the state began, where that is not now (the last sign of life of what went silent)
 */
export async function noteHealthIn(
  tx: Tx,
  ctx: AppContext,
  piece: { readonly centreId: string; readonly id: string },
  health: Health,
  since?: Temporal.Instant,
): Promise<void> {
  const at = ctx.clock.now();
  const before = await repo.lockEquipment(tx, piece.id);
  if (before === undefined || !before.active) {
    return;
  }
  if (before.state === health.state && before.trouble === health.trouble) {
    await (since === undefined ? repo.touchEquipment(tx, piece.id, at) : Promise.resolve());
    return;
  }
  const checkedAt = since === undefined ? at : null;
  // A state never begins before the one it follows.
  const began = since !== undefined && Temporal.Instant.compare(since, before.stateSince) > 0 ? since : at;
  await repo.setState(tx, before, health, { since: began, checkedAt });
  await tellOfficers(tx, ctx, piece, piece.id);
  if (works(health) && !works(before)) {
    const actor = systemActor(piece.centreId, 'equipment');
    await ctx.events.emit('equipment.works', { equipmentId: piece.id }, { tx, actor, at });
  }
}

/** A sign of life is written down at most this often, so that an open line costs little. */
const OFTEN = Temporal.Duration.from({ seconds: Math.floor(SILENCE.seconds / 3) });

/** Writes down a sign of life of an enrolled kiosk or board. A machine that is in no list is let pass. */
export async function noteSignOfLife(ctx: AppContext, device: DeviceActor): Promise<void> {
  const now = ctx.clock.now();
  await inTransaction(ctx, device, async (tx) => {
    const piece = await repo.findByEnrolment(tx, device.deviceId);
    const fresh =
      piece?.state === 'ok' &&
      piece.checkedAt !== null &&
      Temporal.Duration.compare(piece.checkedAt.until(now), OFTEN) < 0;
    if (piece !== undefined && !fresh) {
      await noteHealthIn(tx, ctx, piece, { state: 'ok', trouble: null });
    }
  });
}
