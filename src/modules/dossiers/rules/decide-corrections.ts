import { addTerm } from '#modules/calendar/rules/term.ts';
import type { CommandOf, Dossier, DossierEvent, Paper } from '../schema.ts';
import { startRun } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { pendingHandOver, refusePending, visitOf } from './holding.ts';
import { holderName, refuse } from './refuse.ts';

/** Papers of the right procedure, keeping what was already brought under the same name; the rest stays, not required. */
function movePapers(published: readonly Paper[], had: readonly Paper[]): Paper[] {
  const byName = new Map(had.map((paper) => [paper.name, paper]));
  const names = new Set(published.map((paper) => paper.name));
  const keys = new Set(published.map((paper) => paper.key));
  return [
    ...published.map((paper) => {
      const same = byName.get(paper.name);
      return same === undefined ? paper : { ...same, key: paper.key, required: paper.required };
    }),
    ...had
      .filter((paper) => !names.has(paper.name) && paper.satisfied !== null)
      .map((paper) => ({
        ...paper,
        key: keys.has(paper.key) ? `cu-${paper.key}` : paper.key,
        required: false,
      })),
  ];
}

/**
 * `correct-procedure`: the wrong one was picked at the counter. The number stays, so the competent agency must be the
 * same; the term of the right procedure is counted from the same moment as a run of its own.
 */
export function correctProcedure(
  dossier: Dossier,
  command: CommandOf<'correct-procedure'>,
  context: DecideContext,
): Decided {
  const { now, by, calendar, calendarVersion, reception: facts } = context;
  if (facts === undefined) {
    return refuse(dossier, 'procedure-missing', {}, { kind: 'validation', field: 'procedureCode' });
  }
  if (facts.procedure.code === dossier.procedure.code) {
    return refuse(dossier, 'same-procedure', {}, { kind: 'validation', field: 'procedureCode' });
  }
  if (facts.agencies.competent.id !== dossier.agencies.competent.id && dossier.receivedAt !== null) {
    return refuse(dossier, 'other-agency', {
      procedure: facts.procedure.name,
      agency: facts.agencies.competent.name,
    });
  }
  if (
    dossier.holder.unitId !== context.centreUnit.id ||
    pendingHandOver(dossier) !== null ||
    dossier.decision !== null
  ) {
    return refusePending(dossier) ?? refuse(dossier, 'not-at-counter', { holder: holderName(dossier) });
  }
  const events: DossierEvent[] = [
    {
      type: 'procedure-corrected',
      at: now,
      by,
      procedure: facts.procedure,
      reason: command.reason,
      process: facts.process,
      steps: dossier.receivedAt === null ? [] : [...facts.steps],
      papers: movePapers(facts.papers, dossier.papers),
    },
  ];
  const started = dossier.competentAt;
  if (started !== null) {
    const run = startRun(
      dossier,
      'procedure-corrected',
      started,
      facts.procedure.term,
      calendar,
      calendarVersion,
    );
    events.push({ type: 'term-started', at: now, by, run });
  }
  const first = facts.steps[0];
  if (first !== undefined && first.unitId === context.centreUnit.id && dossier.receivedAt !== null) {
    events.push({ type: 'step-entered', at: now, by, visit: visitOf(first, by, null, context) });
  }
  return { events };
}

/** `correct-person`: both versions stay in the history. */
export function correctPerson(
  dossier: Dossier,
  command: CommandOf<'correct-person'>,
  context: DecideContext,
): Decided {
  return {
    events: [
      {
        type: 'person-corrected',
        at: context.now,
        by: context.by,
        before: dossier.parties,
        parties: command.parties,
        reason: command.reason,
      },
    ],
  };
}

/** `correct-result` (Đ23 k.1): back to work, corrected within 3 working days; the first judgement of lateness stays. */
export function correctResult(
  dossier: Dossier,
  command: CommandOf<'correct-result'>,
  context: DecideContext,
): Decided {
  const refused = refusePending(dossier);
  if (refused !== null) {
    return refused;
  }
  const { now, by, settings, calendar } = context;
  const { due, explanation } = addTerm(
    now,
    { unit: 'working-day', amount: settings.correctionDays },
    calendar,
  );
  return {
    events: [
      {
        type: 'result-correction-opened',
        at: now,
        by,
        reason: command.reason,
        due,
        explanation: [...explanation],
      },
    ],
  };
}

/** `take-official-number`: the code of the province's system arrives; it is given once and never replaced. */
export function takeOfficialNumber(
  dossier: Dossier,
  command: CommandOf<'take-official-number'>,
  context: DecideContext,
): Decided {
  return dossier.number === null
    ? { events: [{ type: 'official-number-given', at: context.now, by: context.by, number: command.number }] }
    : refuse(dossier, 'number-known', { number: dossier.number }, { kind: 'already-done' });
}

/** `reprint-receipt`: counted, with a reason. */
export function reprintReceipt(
  dossier: Dossier,
  command: CommandOf<'reprint-receipt'>,
  context: DecideContext,
): Decided {
  const copy = dossier.receiptPrints + 1;
  return {
    events: [{ type: 'receipt-reprinted', at: context.now, by: context.by, reason: command.reason, copy }],
  };
}

/** `add-file`: changes nothing of the clock (rules 15.3). */
export function addFile(dossier: Dossier, command: CommandOf<'add-file'>, context: DecideContext): Decided {
  const { file, paperKey } = command;
  return paperKey !== null && !dossier.papers.some((paper) => paper.key === paperKey)
    ? refuse(dossier, 'unknown-paper', { paper: paperKey }, { kind: 'validation', field: 'paperKey' })
    : { events: [{ type: 'file-added', at: context.now, by: context.by, file, paperKey }] };
}
