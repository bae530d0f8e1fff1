import { saveEquipment } from '#modules/equipment/commands/save-equipment.ts';
import { findEquipmentIn } from '#modules/equipment/queries.ts';
import { EquipmentInput } from '#modules/equipment/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import { listPrinters } from '../queries.ts';
import type { Printer, PrinterInput } from '../schema.ts';

/**
 * Adds or changes a printer in the equipment, for programs that know printers only. An office printer is spoken to raw on
 * port 9100; the equipment's own page offers IPP as well.
 * @throws Problem `forbidden`, `not-found`, `validation` when the name is taken or the address is outside the own network
 */
export async function savePrinter(ctx: AppContext, actor: Actor, input: PrinterInput): Promise<Printer> {
  authorise(DOCUMENT_POLICY, actor, 'printers.edit', actor);
  const { kind, ...given } = input;
  const id = await saveEquipment(
    ctx,
    actor,
    EquipmentInput.parse({
      ...(await knownOf(ctx, actor, input.id)),
      ...given,
      kind: kind === 'escpos' ? 'ticket-printer' : 'office-printer',
      protocol: kind === 'escpos' ? 'escpos' : 'raw',
    }),
  );
  const printer = (await listPrinters(ctx, actor)).find((candidate) => candidate.id === id);
  if (printer === undefined) {
    throw new Error('documents: the printer that was just saved is not there');
  }
  return printer;
}

/** What the equipment knows of a printer beside its address, which a change here leaves as it is. */
async function knownOf(ctx: AppContext, actor: Actor, id: string | undefined): Promise<object> {
  const piece = id && (await readOnly(ctx, actor, (tx) => findEquipmentIn(tx, id)));
  if (!piece) {
    return {};
  }
  return {
    place: piece.place,
    serial: piece.serial,
    model: piece.model,
    counterId: piece.counterId ?? undefined,
    keeperId: piece.keeperId ?? undefined,
    boughtOn: piece.boughtOn?.toString(),
    warrantyUntil: piece.warrantyUntil?.toString(),
  };
}
