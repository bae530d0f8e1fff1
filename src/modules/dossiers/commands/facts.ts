import { getAgencyIn } from '#modules/agencies/queries.ts';
import { getCalendarVersion } from '#modules/calendar/queries.ts';
import { findAssignee } from '#modules/duties/queries.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { takeNumbers } from '../repo/registers.ts';
import { currentRun } from '../rules/clock.ts';
import type { DecideContext } from '../rules/context.ts';
import { nextStep } from '../rules/holding.ts';
import { bookSign } from '../rules/number.ts';
import type { Command, CommandOf, Dossier, Holder, Intake } from '../schema.ts';
import { loadReception, type ReceptionRequest } from './reception.ts';
import type { Surroundings } from './surroundings.ts';

interface Scene {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly around: Surroundings;
  readonly base: DecideContext;
  readonly dossier: Dossier | null;
  /** Id of the dossier, made beforehand when it is new. */
  readonly dossierId: string;
}

function fromIntake(intake: Intake, dossierId: string, issueNumber: boolean): ReceptionRequest {
  const { procedureCode, channel, termIndex, competentAgencyId, helpedAgencyId } = intake;
  return { dossierId, procedureCode, channel, termIndex, competentAgencyId, helpedAgencyId, issueNumber };
}

function fromKept(dossier: Dossier, around: Surroundings): ReceptionRequest {
  const { competent, helpedAt } = dossier.agencies;
  return {
    dossierId: dossier.id,
    procedureCode: dossier.procedure.code,
    channel: dossier.channel,
    termIndex: null,
    competentAgencyId: competent.id === around.commune.id ? null : competent.id,
    helpedAgencyId: helpedAt.id === around.centre.id ? null : helpedAt.id,
    issueNumber: true,
  };
}

function receptionRequest(command: Command, { dossier, dossierId, around }: Scene): ReceptionRequest | null {
  switch (command.type) {
    case 'keep-draft':
      return fromIntake(command.intake, dossierId, false);
    case 'receive':
      if (dossier !== null && dossier.receivedAt !== null) {
        return { ...fromKept(dossier, around), issueNumber: false };
      }
      return command.intake !== undefined
        ? fromIntake(command.intake, dossierId, true)
        : dossier === null
          ? null
          : fromKept(dossier, around);
    case 'refuse-at-reception':
    case 'request-supplement':
      return command.intake === undefined ? null : fromIntake(command.intake, dossierId, false);
    case 'correct-procedure':
      return dossier === null
        ? null
        : { ...fromKept(dossier, around), procedureCode: command.procedureCode, issueNumber: false };
    default:
      return null;
  }
}

async function handOverTarget(
  { tx, base, dossier }: Scene,
  command: CommandOf<'hand-over'>,
): Promise<Holder | undefined> {
  const unit = await getAgencyIn(tx, command.toUnitId);
  if (unit.centreId !== base.centreId || !unit.active) {
    return undefined;
  }
  if (command.toAccountId !== null) {
    const account = await findAccountIn(tx, command.toAccountId);
    return account === undefined || account.unitId !== unit.id || !account.active
      ? undefined
      : { unitId: unit.id, unitName: unit.name, accountId: account.id, name: account.displayName };
  }
  const step = dossier === null ? null : nextStep(dossier, null);
  const found =
    dossier === null || step?.unitId !== unit.id
      ? null
      : await assigneeOf(tx, base, dossier, step.unitId, step.role);
  return {
    unitId: unit.id,
    unitName: unit.name,
    accountId: found?.accountId ?? null,
    name: found?.name ?? null,
  };
}

async function assignTarget(
  { tx, dossier }: Scene,
  command: CommandOf<'assign'>,
): Promise<Holder | undefined> {
  const account = await findAccountIn(tx, command.accountId);
  return account === undefined ||
    dossier === null ||
    !account.active ||
    account.unitId !== dossier.holder.unitId
    ? undefined
    : { ...dossier.holder, accountId: account.id, name: account.displayName };
}

function assigneeOf(
  tx: Tx,
  base: DecideContext,
  dossier: Dossier,
  unitId: string,
  role: Parameters<typeof findAssignee>[1]['role'],
) {
  const { code: procedureCode, fieldGroup } = dossier.procedure;
  return findAssignee(tx, { centreId: base.centreId, procedureCode, fieldGroup, unitId, role, at: base.now });
}

/** Adds to the context what this one command needs to know: reception facts, a person, register numbers, a calendar. */
export async function loadFacts(scene: Scene, command: Command): Promise<DecideContext> {
  const { ctx, tx, around, base, dossier } = scene;
  const request = receptionRequest(command, scene);
  if (request !== null) {
    return { ...base, reception: await loadReception(ctx, tx, around, base.settings, request, base.now) };
  }
  switch (command.type) {
    case 'hand-over':
      return { ...base, target: await handOverTarget(scene, command) };
    case 'assign':
      return { ...base, target: await assignTarget(scene, command) };
    case 'complete-step': {
      const step = dossier === null ? null : nextStep(dossier, command.toStep);
      return dossier === null || step === null || step.kind === 'return'
        ? base
        : { ...base, nextAssignee: await assigneeOf(tx, base, dossier, step.unitId, step.role) };
    }
    case 'confirm-payment': {
      const run = dossier === null ? null : currentRun(dossier);
      return run === null
        ? base
        : { ...base, calendar: (await getCalendarVersion(tx, base.centreId, run.calendarVersion)).compiled };
    }
    case 'enter-register': {
      const book = {
        centreId: base.centreId,
        book: bookSign(command.book),
        year: localDay(base.now).year,
        at: base.now,
      };
      return { ...base, lines: await takeNumbers(tx, book, command.documents) };
    }
    default:
      return base;
  }
}
