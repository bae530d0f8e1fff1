import { getAgencyIn } from '#modules/agencies/queries.ts';
import { getCalendarVersion } from '#modules/calendar/queries.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { takeNumbers } from '../repo/registers.ts';
import { currentRun } from '../rules/clock.ts';
import type { DecideContext } from '../rules/context.ts';
import { bookSign } from '../rules/number.ts';
import { findStrand, nextInStrand, nextStep, routeOf } from '../rules/strands.ts';
import type { Command, CommandOf, Dossier, Holder, Intake, Step } from '../schema.ts';
import { assigneeOf, substituteFor, whyChosen } from './assignees.ts';
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

/** An active unit of the centre and, where one is named, an active person of it; undefined when either is not. */
async function unitTarget(
  tx: Tx,
  base: DecideContext,
  toUnitId: string,
  toAccountId: string | null,
): Promise<Holder | undefined> {
  const unit = await getAgencyIn(tx, toUnitId);
  if (unit.centreId !== base.centreId || !unit.active) {
    return undefined;
  }
  const named = { unitId: unit.id, unitName: unit.name };
  if (toAccountId === null) {
    return { ...named, accountId: null, name: null };
  }
  const account = await findAccountIn(tx, toAccountId);
  return account === undefined || account.unitId !== unit.id || !account.active
    ? undefined
    : { ...named, accountId: account.id, name: account.displayName };
}

async function handOverTarget(
  { tx, base, dossier }: Scene,
  command: CommandOf<'hand-over'>,
): Promise<Holder | undefined> {
  const unit = await unitTarget(tx, base, command.toUnitId, command.toAccountId);
  if (unit === undefined || unit.accountId !== null) {
    return unit;
  }
  const step = dossier === null ? null : nextStep(dossier, null);
  const found =
    dossier === null || step?.unitId !== unit.unitId
      ? null
      : await assigneeOf(tx, base, dossier, step.unitId, step.role);
  return {
    ...unit,
    accountId: found?.accountId ?? null,
    name: found?.name ?? null,
    ...(found === null ? {} : { why: found.why }),
  };
}

async function assignTarget(
  { tx, base, dossier }: Scene,
  command: CommandOf<'assign'>,
): Promise<Holder | undefined> {
  const account = await findAccountIn(tx, command.accountId);
  return account === undefined ||
    dossier === null ||
    !account.active ||
    account.unitId !== dossier.holder.unitId
    ? undefined
    : {
        unitId: dossier.holder.unitId,
        unitName: dossier.holder.unitName,
        accountId: account.id,
        name: account.displayName,
        why: await whyChosen(tx, base, dossier, account.id, command.note),
      };
}

type Found = NonNullable<Awaited<ReturnType<typeof assigneeOf>>>;

/** Who takes each of several steps; those for whom nobody is named wait with their unit. */
async function assigneesOf(tx: Tx, base: DecideContext, dossier: Dossier, steps: readonly Step[]) {
  const found = new Map<string, Found>();
  for (const step of steps) {
    const person = await assigneeOf(tx, base, dossier, step.unitId, step.role);
    if (person !== null) {
      found.set(step.key, person);
    }
  }
  return found;
}

/** Who takes the next step, and those that begin beside it. */
async function routeFacts(
  tx: Tx,
  base: DecideContext,
  dossier: Dossier,
  toStep: string | null,
): Promise<DecideContext> {
  const { beside } = routeOf(dossier, toStep);
  const next = nextStep(dossier, toStep);
  return {
    ...base,
    besideAssignees: await assigneesOf(tx, base, dossier, beside),
    ...(next === null || next.kind === 'return'
      ? {}
      : { nextAssignee: await assigneeOf(tx, base, dossier, next.unitId, next.role) }),
  };
}

/** Who takes the next step of the strand, and the step that waits for it. */
async function strandFacts(
  tx: Tx,
  base: DecideContext,
  dossier: Dossier,
  no: number,
): Promise<DecideContext> {
  const strand = findStrand(dossier, no);
  const next = strand === undefined ? null : nextInStrand(dossier, strand);
  const facts = dossier.gate ? await routeFacts(tx, base, dossier, null) : base;
  return next === null ? facts : { ...facts, besideAssignees: await assigneesOf(tx, base, dossier, [next]) };
}

/** The unit that is asked, with the person named by hand or by the duty matrix. */
async function askedTarget(
  { tx, base, dossier }: Scene,
  toUnitId: string,
  toAccountId: string | null,
): Promise<Holder | undefined> {
  const target = await unitTarget(tx, base, toUnitId, toAccountId);
  if (target === undefined || target.accountId !== null || dossier === null) {
    return target;
  }
  const found = await assigneeOf(tx, base, dossier, target.unitId, 'officer');
  return found === null
    ? target
    : { ...target, accountId: found.accountId, name: found.name, why: found.why };
}

async function strandTarget(
  { tx, dossier }: Scene,
  command: CommandOf<'assign-strand'>,
): Promise<Holder | undefined> {
  const strand = dossier === null ? undefined : findStrand(dossier, command.no);
  const account = await findAccountIn(tx, command.accountId);
  return account === undefined || strand === undefined || !account.active || account.unitId !== strand.unitId
    ? undefined
    : { unitId: strand.unitId, unitName: strand.unitName, accountId: account.id, name: account.displayName };
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
    case 'hand-on':
      return { ...base, target: await substituteFor(scene, command) };
    case 'complete-step':
      return dossier === null ? base : routeFacts(tx, base, dossier, command.toStep);
    case 'ask-opinion':
      return { ...base, target: await askedTarget(scene, command.toUnitId, command.toAccountId) };
    case 'open-sub-dossier':
      return command.toUnitId === null
        ? base
        : { ...base, target: await askedTarget(scene, command.toUnitId, command.toAccountId) };
    case 'assign-strand':
      return { ...base, target: await strandTarget(scene, command) };
    case 'answer-strand':
    case 'note-silence':
    case 'drop-strand':
      return dossier === null ? base : strandFacts(tx, base, dossier, command.no);
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
