import { getAgencyIn } from '#modules/agencies/queries.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { findAssignee } from '#modules/duties/queries.ts';
import { type Load, loadInWords, suggest } from '#modules/duties/rules/load.ts';
import type { Assignee } from '#modules/duties/schema.ts';
import { findAccountIn, listAccountsIn } from '#modules/identity/queries.ts';
import type { Role } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { listHeldSteps } from '../repo/hand-on.ts';
import type { DecideContext } from '../rules/context.ts';
import { standOf, strandOf } from '../rules/decide-hand-on.ts';
import { currentStep, findStep, pendingHandOver } from '../rules/holding.ts';
import { type HeldStep, loadOf } from '../rules/load.ts';
import type { CommandOf, Dossier, Holder } from '../schema.ts';

interface Scene {
  readonly tx: Tx;
  readonly base: DecideContext;
  readonly dossier: Dossier | null;
}

/**
 * Work that the people hold, in working hours left of their steps. A step that the calendar cannot count has its whole
 * time left.
 */
export async function loadsOf(
  tx: Tx,
  base: Pick<DecideContext, 'now' | 'calendar'>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Load>> {
  const used = (step: HeldStep): number => {
    try {
      return elapsed(step.enteredAt, base.now, base.calendar).workingMinutes;
    } catch {
      return 0;
    }
  };
  const held = Map.groupBy(await listHeldSteps(tx, accountIds), (step) => step.accountId);
  return new Map(accountIds.map((id) => [id, loadOf(held.get(id) ?? [], used)]));
}

/** Who takes a step of a dossier by the duty matrix, and why. */
export function assigneeOf(
  tx: Tx,
  base: DecideContext,
  dossier: Dossier,
  unitId: string,
  role: Role,
  except?: string,
): Promise<Assignee | null> {
  const { code: procedureCode, fieldGroup } = dossier.procedure;
  return findAssignee(
    tx,
    { centreId: base.centreId, procedureCode, fieldGroup, unitId, role, at: base.now, except },
    (ids) => loadsOf(tx, base, ids),
  );
}

/** The role in which somebody has the dossier: of the step it stands in or is offered for, else that of the place. */
export function roleNow(dossier: Dossier, centreId: string): Role {
  const pending = pendingHandOver(dossier);
  const step = pending === null ? currentStep(dossier) : findStep(dossier, pending.stepKey);
  const unitId = pending?.to.unitId ?? dossier.holder.unitId;
  return step?.role ?? (unitId === centreId ? 'receptionist' : 'officer');
}

/** Who stands in for the person of `hand-on`: the one named, or the one whom the matrix names with that person away. */
export async function substituteFor(
  { tx, base, dossier }: Scene,
  command: CommandOf<'hand-on'>,
): Promise<Holder | undefined> {
  if (dossier === null) {
    return undefined;
  }
  const pending = pendingHandOver(dossier);
  const strand =
    standOf(dossier, command.fromAccountId) === null ? strandOf(dossier, command.fromAccountId) : undefined;
  const place = strand ?? (pending?.to.accountId === command.fromAccountId ? pending.to : dossier.holder);
  if (command.toAccountId !== null) {
    const account = await findAccountIn(tx, command.toAccountId);
    if (account === undefined || !account.active) {
      return undefined;
    }
    const unit =
      account.unitId === place.unitId
        ? { id: place.unitId, name: place.unitName }
        : await getAgencyIn(tx, account.unitId);
    return { unitId: unit.id, unitName: unit.name, accountId: account.id, name: account.displayName };
  }
  const role =
    strand === undefined
      ? roleNow(dossier, base.centreId)
      : (findStep(dossier, strand.stepKey)?.role ?? 'officer');
  const found = await assigneeOf(tx, base, dossier, place.unitId, role, command.fromAccountId);
  return found === null
    ? undefined
    : {
        unitId: found.unit?.id ?? place.unitId,
        unitName: found.unit?.name ?? place.unitName,
        accountId: found.accountId,
        name: found.name,
        why: found.why,
      };
}

/** What stands in the history of an assignment by hand: the head's words, and how the choice compares by load. */
export async function whyChosen(
  tx: Tx,
  base: DecideContext,
  dossier: Dossier,
  accountId: string,
  note: string,
): Promise<string> {
  const colleagues = await colleaguesFor(tx, dossier);
  const loads = await loadsOf(
    tx,
    base,
    colleagues.map(({ id }) => id),
  );
  const ranked = suggest(colleagues.map(({ id, name }) => ({ accountId: id, name, load: loads.get(id) })));
  const chosen = ranked.find((one) => one.accountId === accountId);
  const figures = chosen === undefined ? '' : loadInWords(chosen, ranked);
  return [note, figures].filter((text) => text !== '').join(' ');
}

/** Those of the holding unit who may do the step that the dossier stands in. */
export async function colleaguesFor(
  tx: Tx,
  dossier: Dossier,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const role = roleNow(dossier, dossier.centreId);
  return (await listAccountsIn(tx))
    .filter(
      (account) => account.active && account.unitId === dossier.holder.unitId && account.roles.includes(role),
    )
    .map(({ id, displayName }) => ({ id, name: displayName }));
}
