import { formatDateTime } from '#platform/time.ts';
import type { CommandOf, Dossier, DossierEvent, Step, Strand } from '../schema.ts';
import { stepDue } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { evolveAll } from './evolve.ts';
import { pendingHandOver } from './holding.ts';
import { refuse } from './refuse.ts';
import { goTo } from './routing.ts';
import { findStrand, isSilent, nextInStrand, openStrands, routeOf, waitingFor } from './strands.ts';

/** Một ngày làm việc = 08 giờ làm việc. */
const MINUTES_PER_DAY = 480;

/** The numbers of the next strands: the dossier's own with `/01`, `/02`, … */
function strandNumber(dossier: Dossier, no: number): string {
  const own = dossier.number ?? dossier.localNumber ?? '';
  return `${own}/${String(no).padStart(2, '0')}`;
}

type Asked = Pick<
  Strand,
  'kind' | 'title' | 'question' | 'unitId' | 'unitName' | 'accountId' | 'name' | 'why' | 'due' | 'silence'
> &
  Partial<Pick<Strand, 'stepKey' | 'joinKey' | 'agency' | 'reference' | 'legs'>>;

function strandOf(dossier: Dossier, offset: number, asked: Asked, context: DecideContext): Strand {
  const no = (dossier.strands ?? []).length + 1 + offset;
  return {
    no,
    number: strandNumber(dossier, no),
    stepKey: null,
    joinKey: null,
    agency: null,
    reference: '',
    openedAt: context.now,
    openedBy: context.by.name,
    legs: [],
    closedAt: null,
    outcome: null,
    answer: '',
    answeredBy: '',
    ...asked,
  };
}

function legOf(step: Step, context: DecideContext): Strand['legs'][number] {
  const person = context.besideAssignees?.get(step.key) ?? null;
  return {
    stepKey: step.key,
    unitId: step.unitId,
    unitName: step.unitName,
    accountId: person?.accountId ?? null,
    name: person?.name ?? null,
    enteredAt: context.now,
    due: stepDue(context.now, step.minutes, context.calendar),
    leftAt: null,
  };
}

/** The strands that begin beside the main way, one for each step. */
export function openBeside(
  dossier: Dossier,
  beside: readonly Step[],
  join: Step | null,
  context: DecideContext,
): readonly DossierEvent[] {
  if (beside.length === 0) {
    return [];
  }
  const strands = beside.map((step, i) => {
    const leg = legOf(step, context);
    const { unitId, unitName, accountId, name, due } = leg;
    const asked: Asked = {
      kind: step.kind === 'opinion' ? 'opinion' : step.kind === 'agency' ? 'sub-dossier' : 'parallel',
      title: step.name,
      question: '',
      stepKey: step.key,
      joinKey: join?.key ?? null,
      ...{ unitId, unitName, accountId, name, due },
      why: context.besideAssignees?.get(step.key)?.why ?? '',
      agency: step.agency ?? null,
      silence: step.silence ?? 'wait',
      legs: [leg],
    };
    return strandOf(dossier, i, asked, context);
  });
  return [{ type: 'strands-opened', at: context.now, by: context.by, strands }];
}

/** Closes what nobody answered in its term and whose silence lets the dossier go on. */
export function closeSilent(strands: readonly Strand[], context: DecideContext): readonly DossierEvent[] {
  return strands
    .filter((strand) => isSilent(strand, context.now))
    .map(({ no }) => ({
      type: 'strand-closed',
      at: context.now,
      by: context.by,
      no,
      outcome: 'silence',
      text: '',
    }));
}

/** Lets the main way go on by itself when the last strand that it waited for has closed. */
function passGate(dossier: Dossier, context: DecideContext): readonly DossierEvent[] {
  const next = dossier.gate ? routeOf(dossier, null).main : null;
  const working = dossier.status === 2 || dossier.status === 4;
  const waits = next === null || waitingFor(dossier, next.key).length > 0;
  return waits || !working || next.kind === 'return' || pendingHandOver(dossier) !== null
    ? []
    : goTo(dossier, next, '', context);
}

function thenPassGate(
  dossier: Dossier,
  events: readonly DossierEvent[],
  context: DecideContext,
): { readonly events: readonly DossierEvent[] } {
  return { events: [...events, ...passGate(evolveAll(dossier, events), context)] };
}

/** `ask-opinion`: another unit is asked, with a term of its own; the step is not left before it is answered or silent. */
export function askOpinion(
  dossier: Dossier,
  command: CommandOf<'ask-opinion'>,
  context: DecideContext,
): Decided {
  const { target, now, by } = context;
  if (target === undefined) {
    return refuse(dossier, 'target-missing', {}, { kind: 'validation', field: 'toUnitId' });
  }
  if (target.unitId === dossier.holder.unitId) {
    return refuse(dossier, 'strand-own-unit', {}, { kind: 'validation', field: 'toUnitId' });
  }
  const asked: Asked = {
    kind: 'opinion',
    title: command.question.split('\n')[0]?.slice(0, 120) ?? '',
    question: command.question,
    ...target,
    why: target?.why ?? '',
    due: stepDue(now, command.hours * 60, context.calendar),
    silence: command.silence,
  };
  return {
    events: [{ type: 'strands-opened', at: now, by, strands: [strandOf(dossier, 0, asked, context)] }],
  };
}

/** `open-sub-dossier`: to a unit here, or to an agency outside that the holder's unit follows. */
export function openSubDossier(
  dossier: Dossier,
  command: CommandOf<'open-sub-dossier'>,
  context: DecideContext,
): Decided {
  const { target, now, by } = context;
  const outside = command.agency !== '';
  if (outside === (command.toUnitId !== null)) {
    return refuse(dossier, 'sub-dossier-where', {}, { kind: 'validation', field: 'agency' });
  }
  if (!outside && target === undefined) {
    return refuse(dossier, 'target-missing', {}, { kind: 'validation', field: 'toUnitId' });
  }
  if (!outside && target?.unitId === dossier.holder.unitId) {
    return refuse(dossier, 'strand-own-unit', {}, { kind: 'validation', field: 'toUnitId' });
  }
  const asked: Asked = {
    kind: 'sub-dossier',
    title: command.title,
    question: command.question,
    ...(target ?? dossier.holder),
    why: target?.why ?? '',
    agency: outside ? command.agency : null,
    reference: command.reference,
    due: stepDue(now, command.days * MINUTES_PER_DAY, context.calendar),
    silence: 'wait',
  };
  return {
    events: [{ type: 'strands-opened', at: now, by, strands: [strandOf(dossier, 0, asked, context)] }],
  };
}

/** The open strand of a number, or why there is none: who closed it when. */
function openStrand(dossier: Dossier, no: number): Strand | Decided {
  const strand = findStrand(dossier, no);
  if (strand === undefined) {
    return refuse(dossier, 'no-strand', {}, { kind: 'validation', field: 'no' });
  }
  return strand.closedAt === null
    ? strand
    : refuse(
        dossier,
        'strand-closed',
        {
          title: strand.title,
          who: strand.answeredBy || dossier.last.by,
          when: formatDateTime(strand.closedAt),
        },
        { kind: 'already-done' },
      );
}

function isStrand(found: Strand | Decided): found is Strand {
  return 'no' in found;
}

/** `answer-strand`: an answer, or the end of a parallel step, which goes on to the strand's next one or to the join. */
export function answerStrand(
  dossier: Dossier,
  command: CommandOf<'answer-strand'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const found = openStrand(dossier, command.no);
  if (!isStrand(found)) {
    return found;
  }
  if (found.kind !== 'parallel' && command.text === '') {
    return refuse(dossier, 'answer-missing', {}, { kind: 'validation', field: 'text' });
  }
  const next = found.kind === 'parallel' ? nextInStrand(dossier, found) : null;
  if (next !== null) {
    const why = context.besideAssignees?.get(next.key)?.why ?? '';
    return {
      events: [
        {
          type: 'strand-moved',
          at: now,
          by,
          no: found.no,
          leg: legOf(next, context),
          why,
          note: command.text,
        },
      ],
    };
  }
  const closed: DossierEvent = {
    type: 'strand-closed',
    at: now,
    by,
    no: found.no,
    outcome: command.result,
    text: command.text,
  };
  return thenPassGate(dossier, [closed], context);
}

/** `note-silence`: the term is over without an answer, and silence lets the dossier go on. */
export function noteSilence(
  dossier: Dossier,
  command: CommandOf<'note-silence'>,
  context: DecideContext,
): Decided {
  const found = openStrand(dossier, command.no);
  if (!isStrand(found)) {
    return found;
  }
  if (!isSilent(found, context.now)) {
    return found.silence === 'wait'
      ? refuse(dossier, 'silence-waits', { title: found.title })
      : refuse(dossier, 'silence-too-early', { due: found.due === null ? '' : formatDateTime(found.due) });
  }
  return thenPassGate(dossier, closeSilent([found], context), context);
}

/** `assign-strand`: the head of the unit names who answers. */
export function assignStrand(
  dossier: Dossier,
  command: CommandOf<'assign-strand'>,
  context: DecideContext,
): Decided {
  const { target, now, by } = context;
  const found = openStrand(dossier, command.no);
  if (!isStrand(found)) {
    return found;
  }
  if (target === undefined || target.accountId === null || target.unitId !== found.unitId) {
    return refuse(dossier, 'target-missing', {}, { kind: 'validation', field: 'accountId' });
  }
  const { accountId, name } = target;
  return {
    events: [
      { type: 'strand-assigned', at: now, by, no: found.no, accountId, name: name ?? '', why: command.note },
    ],
  };
}

/** `drop-strand`: who asked wants no answer any more. A step of the process is not left out by hand. */
export function dropStrand(
  dossier: Dossier,
  command: CommandOf<'drop-strand'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const found = openStrand(dossier, command.no);
  if (!isStrand(found)) {
    return found;
  }
  if (found.stepKey !== null && !context.leads) {
    return refuse(dossier, 'strand-of-process', { title: found.title });
  }
  const { no } = found;
  return thenPassGate(
    dossier,
    [{ type: 'strand-closed', at: now, by, no, outcome: 'dropped', text: command.reason }],
    context,
  );
}

/** `note-reference`: the number of the other agency. */
export function noteReference(
  dossier: Dossier,
  command: CommandOf<'note-reference'>,
  context: DecideContext,
): Decided {
  const found = openStrand(dossier, command.no);
  if (!isStrand(found)) {
    return found;
  }
  const { now, by } = context;
  const { no } = found;
  return { events: [{ type: 'strand-referenced', at: now, by, no, reference: command.reference }] };
}

/** Refuses what must wait for open strands, naming them and their terms. */
export function refuseOpenStrands(
  dossier: Dossier,
  strands: readonly Strand[],
  context: DecideContext,
): Decided | null {
  const open = strands.filter((strand) => !isSilent(strand, context.now));
  return open.length === 0
    ? null
    : refuse(dossier, 'waiting-for-strands', {
        strands: open
          .map(
            (s) =>
              `${s.title} (${s.agency ?? s.unitName}${s.due === null ? '' : `, hạn ${formatDateTime(s.due)}`})`,
          )
          .join('; '),
      });
}

/** Before processing ends nothing may be open beside it. */
export function refuseUnansweredEnd(dossier: Dossier, context: DecideContext): Decided | null {
  return refuseOpenStrands(dossier, openStrands(dossier), context);
}
