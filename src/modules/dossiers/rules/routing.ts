import type { Dossier, DossierEvent, Holder, Step } from '../schema.ts';
import type { DecideContext } from './context.ts';
import { offer, visitOf } from './holding.ts';

/** Goes into a step of the main way: at once in the same unit, else by an offer to the unit that does it. */
export function goTo(
  dossier: Dossier,
  next: Step,
  note: string,
  context: DecideContext,
): readonly DossierEvent[] {
  const { now, by, nextAssignee } = context;
  const holder: Holder = {
    unitId: nextAssignee?.unit?.id ?? next.unitId,
    unitName: nextAssignee?.unit?.name ?? next.unitName,
    accountId: nextAssignee?.accountId ?? null,
    name: nextAssignee?.name ?? null,
    ...(nextAssignee ? { why: nextAssignee.why } : {}),
  };
  if (holder.unitId !== dossier.holder.unitId) {
    return [offer(dossier, holder, 'forward', next.key, note, context)];
  }
  const entered: DossierEvent = {
    type: 'step-entered',
    at: now,
    by,
    visit: visitOf(next, holder, dossier, context),
  };
  return nextAssignee === null || nextAssignee === undefined
    ? [entered]
    : [{ type: 'assigned', at: now, by, holder, why: nextAssignee.why }, entered];
}
