import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/equipment.ts';
import { PRINTER_OF } from '../rules/printers.ts';
import type { AssignmentInput } from '../schema.ts';
import { t, tellOfficers, wrongField } from './shared.ts';

/**
 * Chooses which printer serves a kiosk, a counter or an officer; without a printer the choice is taken back. Everybody
 * may choose for themselves.
 * @throws Problem `forbidden`, `validation` when the printer does not print such paper
 */
export async function assignPrinter(ctx: AppContext, actor: Actor, input: AssignmentInput): Promise<void> {
  const place = { kind: input.placeKind, id: input.placeId };
  if (place.kind === 'account' && actor.kind === 'staff' && place.id === actor.accountId) {
    authorise(EQUIPMENT_POLICY, actor, 'printers.choose', {
      centreId: actor.centreId,
      assigneeId: place.id,
    });
  } else {
    authorise(EQUIPMENT_POLICY, actor, 'printers.assign', actor);
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const { paper, printerId } = input;
    if (printerId !== undefined) {
      const printer = await repo.lockEquipment(tx, printerId);
      if (printer === undefined || !printer.active || printer.kind !== PRINTER_OF[paper]) {
        throw wrongField('printerId', t('printer-wrong'));
      }
    }
    await repo.setAssignment(tx, actor.centreId, { paper, place }, printerId ?? null);
    await tellOfficers(tx, ctx, actor, place.id);
    await record(
      tx,
      actor,
      {
        action: 'equipment.assign-printer',
        subjectType: 'equipment',
        subjectId: printerId ?? place.id,
        detail: { paper, place, printerId: printerId ?? null },
      },
      at,
    );
  });
}
