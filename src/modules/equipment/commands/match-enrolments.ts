import { listDevicesIn } from '#modules/identity/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import * as repo from '../repo/equipment.ts';
import { EquipmentInput } from '../schema.ts';
import { newReportCode, tellOfficers } from './shared.ts';

/** Letters of a name that stay when a number has to be added. */
const STEM = 70;

/**
 * Brings the list in line with who may act as a device: a kiosk or board that was let in by its secret link gets an entry,
 * and an entry whose right was ended on the page of links loses it.
 */
export async function matchEnrolments(ctx: AppContext, centreId: string): Promise<void> {
  const at = ctx.clock.now();
  const actor = systemActor(centreId, 'equipment');
  await inTransaction(ctx, actor, async (tx) => {
    const devices = await listDevicesIn(tx);
    const pieces = await repo.listEquipment(tx);
    const known = new Set(pieces.map(({ enrolmentId }) => enrolmentId));
    for (const device of devices.filter(({ id }) => !known.has(id))) {
      const stem = device.name.slice(0, STEM);
      const name = (await repo.nameTaken(tx, device.name, undefined))
        ? `${stem} ${device.id.slice(-6)}`
        : device.name;
      const entry = EquipmentInput.parse({ kind: device.purpose === 'board' ? 'board' : 'kiosk', name });
      const id = newId();
      const piece = { id, centreId, reportCode: newReportCode(), enrolmentId: device.id };
      await repo.insertEquipment(tx, piece, entry, at);
      await tellOfficers(tx, ctx, actor, id);
    }
    const valid = new Set(devices.map(({ id }) => id));
    for (const piece of pieces) {
      if (piece.enrolmentId !== null && !valid.has(piece.enrolmentId)) {
        await repo.setEnrolment(tx, piece.id, null, at);
        await repo.setState(tx, piece, { state: 'unknown', trouble: null }, { since: at, checkedAt: null });
        await tellOfficers(tx, ctx, actor, piece.id);
      }
    }
  });
}
