import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/prints.ts';
import type { Printer, PrinterInput } from '../schema.ts';

/**
 * Adds a printer that the server reaches by itself, or changes one.
 * @throws Problem `forbidden`, `not-found`, `validation` when the name is taken
 */
export async function savePrinter(ctx: AppContext, actor: Actor, input: PrinterInput): Promise<Printer> {
  authorise(DOCUMENT_POLICY, actor, 'printers.edit', actor);
  const t = messages('vi');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const all = await repo.listPrinters(tx);
    if (input.id !== undefined && !all.some((printer) => printer.id === input.id)) {
      throw new Problem('not-found', { detail: t('printer.not-found') });
    }
    if (all.some((printer) => printer.name === input.name && printer.id !== input.id)) {
      const message = t('printer.name-taken', { name: input.name });
      throw new Problem('validation', { detail: message, fields: [{ path: 'name', message }] });
    }
    const { name, kind, host, port, active } = input;
    const printer: Printer = {
      id: input.id ?? newId(),
      name,
      kind,
      host,
      port,
      dots: input.dots ?? null,
      active,
    };
    await repo.savePrinter(tx, actor.centreId, printer, at);
    const { id, ...detail } = printer;
    await record(tx, actor, { action: 'printers.save', subjectType: 'printer', subjectId: id, detail }, at);
    return printer;
  });
}
