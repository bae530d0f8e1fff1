import { addTerm } from '#modules/calendar/rules/term.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import type {
  CommandOf,
  Dossier,
  DossierEvent,
  EventOf,
  Intake,
  Paper,
  PaperTick,
  Supplement,
  Wait,
} from '../schema.ts';
import { closingLimit, openWait, startRun } from './clock.ts';
import type { DecideContext, Decided, ReceptionFacts } from './context.ts';
import { visitOf } from './holding.ts';
import { reckonFees } from './reckon-fees.ts';
import { refuse } from './refuse.ts';

const CHANNEL_WORDS = { direct: 'trực tiếp', online: 'trực tuyến', postal: 'bưu chính' } as const;

/**
 * Lays the officer's ticks over the procedure's papers: every published paper appears once, with its published name
 * and group, and papers that the officer added stay at the end.
 */
export function layPapers(published: readonly Paper[], ticked: readonly PaperTick[]): Paper[] {
  const byKey = new Map(ticked.map((paper) => [paper.key, paper]));
  const known = published.map((paper) => {
    const tick = byKey.get(paper.key);
    return tick === undefined ? paper : layPaper(paper, tick);
  });
  const keys = new Set(published.map((paper) => paper.key));
  const added = ticked.filter((paper) => !keys.has(paper.key));
  return [...known, ...added.map((paper) => ({ ...paper, required: paper.required ?? false }))];
}

/** One tick over what is known of the paper. A paper that is "not needed in this case" leaves its group too. */
function layPaper(paper: Paper, tick: PaperTick): Paper {
  return {
    ...tick,
    name: tick.name === '' ? paper.name : tick.name,
    required: tick.required ?? paper.required,
    group: tick.required === false ? null : (tick.group ?? paper.group),
  };
}

/** What is still missing: required papers, and groups of which no paper was brought. */
function missingPapers(papers: readonly Paper[]): readonly string[] {
  const nameOf = (paper: Paper) => paper.name || paper.key;
  const single = papers.filter((paper) => paper.group === null && paper.required && paper.satisfied === null);
  const groups = Map.groupBy(
    papers.filter((paper) => paper.group !== null),
    (paper) => paper.group,
  );
  const lacking = [...groups.values()].filter(
    (members) => members.some((p) => p.required) && members.every((p) => p.satisfied === null),
  );
  return [...single.map(nameOf), ...lacking.map((members) => members.map(nameOf).join(' / '))];
}

function whatWasHandedIn(intake: Intake, facts: ReceptionFacts, now: Temporal.Instant) {
  const { paid } = intake.fee;
  const { lines } = reckonFees(intake.fee.lines, facts.fees, intake.channel, localDay(now));
  return {
    channel: intake.channel,
    parties: intake.parties,
    papers: layPapers(facts.papers, intake.papers),
    sets: intake.sets,
    content: intake.content,
    delivery: intake.delivery,
    fee: { lines, paid: paid === null ? null : { ...paid, at: paid.at ?? now } },
    outsideRef: intake.outsideRef,
    ticketId: intake.ticketId,
  };
}

function kept(dossier: Dossier) {
  const { channel, parties, papers, sets, content, delivery, fee, outsideRef, ticketId } = dossier;
  return { channel, parties, papers, sets, content, delivery, fee, outsideRef, ticketId };
}

function counter(context: DecideContext) {
  return {
    unitId: context.centreUnit.id,
    unitName: context.centreUnit.name,
    accountId: context.by.accountId,
    name: context.by.kind === 'staff' ? context.by.name : null,
  };
}

/** The event that keeps a dossier at the counter: nothing is received, no term runs. */
function draftEvent(
  dossier: Dossier | null,
  intake: Intake,
  facts: ReceptionFacts,
  context: DecideContext,
  arrivedAt?: Temporal.Instant,
): EventOf<'draft-kept'> {
  const { now, by, settings, calendar } = context;
  // Nobody but the product itself says when something arrived: a person cannot move the clock of their own answer.
  const arrival = by.kind === 'system' ? (arrivedAt ?? null) : null;
  const from = arrival ?? now;
  const respondBy =
    (arrival === null ? dossier?.respondBy : null) ??
    (intake.channel === 'online'
      ? addTerm(from, { unit: 'working-hour', amount: settings.responseHours }, calendar).due
      : null);
  return {
    type: 'draft-kept',
    at: now,
    by,
    dossierId: facts.dossierId,
    centreId: context.centreId,
    procedure: facts.procedure,
    agencies: facts.agencies,
    holder: counter(context),
    respondBy,
    ...whatWasHandedIn(intake, facts, now),
  };
}

/** `keep-draft`: what was written stays for when the person comes back. */
export function keepDraft(
  dossier: Dossier | null,
  command: CommandOf<'keep-draft'>,
  context: DecideContext,
): Decided {
  return context.reception === undefined
    ? refuse(dossier, 'procedure-missing')
    : { events: [draftEvent(dossier, command.intake, context.reception, context, command.arrivedAt)] };
}

function refuseReception(
  dossier: Dossier | null,
  what: ReturnType<typeof kept>,
  facts: ReceptionFacts,
): Decided | null {
  const { channels } = facts.procedure;
  if (channels.length > 0 && !channels.includes(what.channel)) {
    return refuse(
      dossier,
      'channel-not-offered',
      {
        channel: CHANNEL_WORDS[what.channel],
        offered: channels.map((channel) => CHANNEL_WORDS[channel]).join(', '),
      },
      { kind: 'validation', field: 'intake.channel' },
    );
  }
  if (facts.inPersonOnly && what.parties.submitter.as !== 'self') {
    return refuse(dossier, 'in-person-only', {}, { kind: 'validation', field: 'intake.parties.submitter' });
  }
  const missing = missingPapers(what.papers);
  if (missing.length > 0) {
    return refuse(
      dossier,
      'papers-missing',
      { papers: missing.join('; ') },
      { kind: 'validation', field: 'intake.papers' },
    );
  }
  if (facts.number === null && facts.localNumber === null) {
    return refuse(dossier, 'number-not-issued');
  }
  return null;
}

/** A charge other than the fee list's without a word why: told at its field. */
function refuseFees(
  dossier: Dossier | null,
  intake: Intake,
  facts: ReceptionFacts,
  now: Temporal.Instant,
): Decided | null {
  const { fault } = reckonFees(intake.fee.lines, facts.fees, intake.channel, localDay(now));
  if (fault === null) {
    return null;
  }
  const dong = (amount: number) => amount.toLocaleString('vi-VN');
  const params: Record<string, string> =
    fault.fault.code === 'fee-differs'
      ? { list: dong(fault.fault.listVnd), typed: dong(fault.entry.amount ?? 0) }
      : {};
  return refuse(
    dossier,
    fault.fault.code,
    { name: fault.entry.name, ...params },
    { kind: 'validation', field: `intake.fee.lines.${fault.at}.${fault.fault.field}` },
  );
}

/** The events by which the term starts and the first step is entered. */
function beginTerm(facts: ReceptionFacts, context: DecideContext): DossierEvent[] {
  const { now, by, calendar, calendarVersion } = context;
  const events: DossierEvent[] = [];
  if (facts.competentHere) {
    const run = startRun(null, 'receipt', now, facts.procedure.term, calendar, calendarVersion);
    events.push({ type: 'term-started', at: now, by, run });
  }
  const first = facts.steps[0];
  if (first !== undefined && first.unitId === context.centreUnit.id) {
    events.push({
      type: 'step-entered',
      at: now,
      by,
      visit: visitOf(first, by.kind === 'staff' ? by : null, null, context),
    });
  }
  return events;
}

/**
 * `receive` (Đ17): complete and right, so the dossier gets its number and, where the competent agency is here, its term
 * starts. What was kept at the counter, or waited for a supplement at reception, is taken as it is unless given anew.
 */
export function receive(
  dossier: Dossier | null,
  command: CommandOf<'receive'>,
  context: DecideContext,
): Decided {
  const facts = context.reception;
  if (facts === undefined) {
    return refuse(dossier, 'procedure-missing');
  }
  if (dossier !== null && dossier.receivedAt !== null) {
    return refuse(
      dossier,
      'already-received',
      {
        who: dossier.receivedBy?.name ?? '',
        when: formatDateTime(dossier.receivedAt),
      },
      { kind: 'already-done' },
    );
  }
  const what =
    command.intake !== undefined
      ? whatWasHandedIn(command.intake, facts, context.now)
      : dossier === null
        ? null
        : kept(dossier);
  if (what === null) {
    return refuse(dossier, 'procedure-missing');
  }
  const refused =
    refuseReception(dossier, what, facts) ??
    (command.intake === undefined ? null : refuseFees(dossier, command.intake, facts, context.now));
  if (refused !== null) {
    return refused;
  }
  const { now, by } = context;
  const completed: DossierEvent[] =
    dossier !== null && openWait(dossier) !== null
      ? [{ type: 'supplement-completed', at: now, by, papers: what.papers, note: '', stage: 'reception' }]
      : [];
  return {
    events: [
      ...completed,
      {
        type: 'received',
        at: now,
        by,
        dossierId: facts.dossierId,
        centreId: context.centreId,
        procedure: facts.procedure,
        agencies: facts.agencies,
        holder: counter(context),
        number: facts.number,
        localNumber: facts.localNumber,
        lookupCode: facts.lookupCode,
        receivedAt: now,
        process: facts.process,
        steps: [...facts.steps],
        ...what,
      },
      ...beginTerm(facts, context),
    ],
  };
}

/** `refuse-at-reception` (Đ17 k.1c): written reasons on Mẫu 03; the matter is kept, no term ever ran. */
export function refuseAtReception(
  dossier: Dossier | null,
  command: CommandOf<'refuse-at-reception'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const ended: DossierEvent = {
    type: 'reception-refused',
    at: now,
    by,
    reason: command.reason,
    legalBasis: command.legalBasis,
  };
  if (dossier !== null && dossier.receivedAt !== null) {
    return refuse(
      dossier,
      'already-received',
      {
        who: dossier.receivedBy?.name ?? '',
        when: formatDateTime(dossier.receivedAt),
      },
      { kind: 'already-done' },
    );
  }
  if (command.intake === undefined) {
    return dossier === null ? refuse(null, 'procedure-missing') : { events: [ended] };
  }
  return context.reception === undefined
    ? refuse(dossier, 'procedure-missing')
    : { events: [draftEvent(dossier, command.intake, context.reception, context), ended] };
}

/** A supplement at reception: the slip lists everything, nothing is received yet, no term runs (Đ17 k.1c). */
export function askAtReception(
  dossier: Dossier | null,
  command: CommandOf<'request-supplement'>,
  context: DecideContext,
  supplement: Supplement,
): Decided {
  const { now, by, settings, calendar } = context;
  const draft: DossierEvent[] = [];
  if (command.intake !== undefined) {
    if (context.reception === undefined) {
      return refuse(dossier, 'procedure-missing');
    }
    draft.push(draftEvent(dossier, command.intake, context.reception, context));
  } else if (dossier === null) {
    return refuse(null, 'procedure-missing');
  }
  const limit = closingLimit(now, settings, calendar);
  const wait: Wait = {
    kind: 'supplement-at-reception',
    reason: supplement.items.map((item) => item.content).join('; '),
    legalBasis: supplement.legalBasis,
    from: now,
    to: null,
    closingLimit: limit.due,
    closingExplanation: [...limit.explanation],
    pausesTerm: false,
  };
  return {
    events: [...draft, { type: 'supplement-requested', at: now, by, supplement, wait, fromProposal: false }],
  };
}
