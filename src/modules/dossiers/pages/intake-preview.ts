import { getCalendar } from '#modules/calendar/queries.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { renderSteps } from '#modules/calendar/rules/explain.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { findAssignee } from '#modules/duties/queries.ts';
import { findCurrentVersion, searchProcedures } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import { processFor, stepUnits } from '#modules/processes/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { termOf } from '../commands/reception.ts';
import { Channel } from '../schema.ts';
import { dueFace } from './due-face.ts';
import type { DuePreview, ProcedureHit } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');

/** What the choices made so far lead to. */
export interface Choice {
  readonly code: string;
  readonly channel: string;
  readonly termIndex: string;
}

/** The chosen procedure with what would follow from receiving it now. */
export interface Preview {
  readonly procedure: Procedure | null;
  readonly due: DuePreview | null;
  readonly who: string | null;
}

async function dueNow(
  tx: Tx,
  actor: StaffActor,
  procedure: Procedure,
  choice: Choice,
  now: Temporal.Instant,
): Promise<DuePreview> {
  const channel = Channel.catch('direct').parse(choice.channel);
  const index = /^\d{1,2}$/.test(choice.termIndex) ? Number(choice.termIndex) : null;
  const term = termOf(procedure, channel, index) ?? { unit: 'working-day', amount: 1 };
  try {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const { due, explanation } = addTerm(now, term, compiled);
    const facts = { standing: 'in-term', due, judgedDue: due, waiting: null, ending: null } as const;
    return { ...dueFace(facts, now, compiled), why: renderSteps(explanation, 'vi') };
  } catch (error) {
    if (error instanceof CalendarError) {
      return { problem: error.text('vi') };
    }
    throw error;
  }
}

/** Who takes the first step after reception, and why; the unit alone while nobody of it is there. */
async function whoNext(
  tx: Tx,
  actor: StaffActor,
  procedure: Procedure,
  choice: Choice,
  now: Temporal.Instant,
): Promise<string | null> {
  const { code: procedureCode, fieldGroup, processCode } = procedure;
  const channel = Channel.catch('direct').parse(choice.channel);
  const process = await processFor(
    tx,
    { procedureCode, fieldGroup, processCode, term: termOf(procedure, channel, null) },
    localDay(now),
  );
  const step = process.steps.find(({ kind }) => kind !== 'receive');
  const unit = step === undefined ? undefined : (await stepUnits(tx, actor.centreId)).get(step.unit);
  if (step === undefined || unit === undefined) {
    return null;
  }
  const found = await findAssignee(tx, {
    centreId: actor.centreId,
    procedureCode,
    fieldGroup,
    unitId: unit.id,
    role: step.role,
    at: now,
  });
  return found === null ? t('whoNone', { unit: unit.name }) : `${found.name}, ${unit.name}. ${found.why}`;
}

/** Works out date and person for the chosen procedure, as a reception at this moment would. */
export async function previewOf(ctx: AppContext, actor: StaffActor, choice: Choice): Promise<Preview> {
  if (choice.code === '') {
    return { procedure: null, due: null, who: null };
  }
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const version = await findCurrentVersion(tx, choice.code, localDay(now));
    if (version === null) {
      return { procedure: null, due: null, who: null };
    }
    return {
      procedure: version.body,
      due: await dueNow(tx, actor, version.body, choice, now),
      who: await whoNext(tx, actor, version.body, choice, now),
    };
  });
}

/** Procedures for the words, named as people call them. */
export async function hitsFor(
  ctx: AppContext,
  actor: StaffActor,
  words: string,
): Promise<readonly ProcedureHit[]> {
  const found = words === '' ? [] : await searchProcedures(ctx, actor, words, 8);
  return found.map(({ code, name, plainName, field }) => ({ code, name: plainName ?? name, field }));
}
