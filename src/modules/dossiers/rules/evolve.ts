import type { Dossier, DossierEvent, EventOf, Status } from '../schema.ts';
import { STATUS } from '../schema.ts';
import { end, endRun, leaveVisit, withSigned } from './evolve-parts.ts';
import { dropStrands, evolveStrands, throughGate } from './evolve-strands.ts';
import { evolveSupplement } from './evolve-supplement.ts';

/** An event that cannot follow: the history was changed by hand, or a rule is broken. */
class HistoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HistoryError';
  }
}

type Begin = EventOf<'draft-kept'> | EventOf<'received'>;

/** A dossier that only exists: what both first events have in common. */
function begin(event: Begin): Dossier {
  return {
    id: event.dossierId,
    centreId: event.centreId,
    seq: 1,
    status: STATUS.new,
    number: null,
    localNumber: null,
    lookupCode: null,
    procedure: event.procedure,
    channel: event.channel,
    parties: event.parties,
    papers: event.papers,
    sets: event.sets,
    content: event.content,
    delivery: event.delivery,
    fee: event.fee,
    beforePayment: null,
    agencies: event.agencies,
    outsideRef: event.outsideRef,
    ticketId: event.ticketId,
    createdAt: event.at,
    createdBy: event.by,
    respondBy: null,
    receivedAt: null,
    receivedBy: null,
    competentAt: null,
    runs: [],
    waits: [],
    extension: null,
    process: null,
    steps: [],
    visits: [],
    holder: event.holder,
    handOvers: [],
    supplements: [],
    decision: null,
    pastDecisions: [],
    register: [],
    endedAt: null,
    ending: null,
    endReason: '',
    outcome: null,
    announcedAt: null,
    returned: null,
    correction: null,
    receiptPrints: 0,
    files: [],
    notes: 0,
    last: { event: event.type, at: event.at, by: event.by.name },
  };
}

function rewritten(dossier: Dossier, event: Begin): Dossier {
  const {
    procedure,
    agencies,
    holder,
    outsideRef,
    ticketId,
    channel,
    parties,
    papers,
    sets,
    content,
    delivery,
    fee,
  } = event;
  return {
    ...dossier,
    procedure,
    agencies,
    holder,
    outsideRef,
    ticketId,
    channel,
    parties,
    papers,
    sets,
    content,
    delivery,
    fee,
  };
}

function received(dossier: Dossier, event: EventOf<'received'>): Dossier {
  return {
    ...rewritten(dossier, event),
    status: STATUS.received,
    number: event.number,
    localNumber: event.localNumber,
    lookupCode: event.lookupCode,
    receivedAt: event.receivedAt,
    receivedBy: event.by,
    process: event.process,
    steps: event.steps,
    receiptPrints: 1,
  };
}

/** Work has begun: from received to being processed. */
function working(status: Status): Status {
  return status === STATUS.received ? STATUS.processing : status;
}

function enterStep(dossier: Dossier, event: EventOf<'step-entered'>): Dossier {
  const step = dossier.steps.find((s) => s.key === event.visit.stepKey);
  const begun = step !== undefined && step.kind !== 'receive';
  const assignee = event.visit.accountId;
  return {
    ...throughGate(dossier),
    status: begun ? working(dossier.status) : dossier.status,
    visits: [...dossier.visits, event.visit],
    holder:
      assignee === null || assignee === dossier.holder.accountId
        ? dossier.holder
        : {
            unitId: dossier.holder.unitId,
            unitName: dossier.holder.unitName,
            accountId: assignee,
            name: event.visit.name,
          },
  };
}

function leaveStep(dossier: Dossier, event: EventOf<'step-left'>): Dossier {
  const visits = leaveVisit(dossier.visits, event.at, event.outcome);
  const undecided =
    event.outcome === 'sent-back' && dossier.decision !== null && dossier.decision.signed === null
      ? { decision: null, pastDecisions: [...dossier.pastDecisions, dossier.decision] }
      : {};
  return { ...dossier, visits, ...undecided };
}

function lastHandOver(dossier: Dossier, change: Partial<Dossier['handOvers'][number]>): Dossier['handOvers'] {
  return dossier.handOvers.map((row, i) =>
    i === dossier.handOvers.length - 1 ? { ...row, ...change } : row,
  );
}

/** An offer of the step that the main way waited to enter ends the waiting. */
function handOver(dossier: Dossier, event: EventOf<'handed-over'>): Dossier {
  const through = dossier.gate?.stepKey === event.handOver.stepKey;
  return {
    ...(through ? throughGate(dossier) : dossier),
    handOvers: [...dossier.handOvers, event.handOver],
  };
}

function acceptHandOver(dossier: Dossier, event: EventOf<'hand-over-accepted'>): Dossier {
  const kind = dossier.handOvers.at(-1)?.kind;
  return {
    ...dossier,
    status: kind === 'forward' || kind === 'supplement' ? working(dossier.status) : dossier.status,
    holder: event.holder,
    handOvers: lastHandOver(dossier, { acceptedAt: event.at, acceptedBy: event.by.name }),
  };
}

function startRun(dossier: Dossier, event: EventOf<'term-started'>): Dossier {
  return {
    ...dossier,
    runs: [...endRun(dossier.runs, event.at, 'procedure-corrected'), event.run],
    competentAt: dossier.competentAt ?? event.run.startedAt,
  };
}

function confirmPayment(dossier: Dossier, event: EventOf<'payment-confirmed'>): Dossier {
  const { newDue } = event;
  const paid = { method: event.method, at: event.at, receiptNo: event.receiptNo };
  return {
    ...dossier,
    status: dossier.status === STATUS.payment ? (dossier.beforePayment ?? STATUS.processing) : dossier.status,
    beforePayment: null,
    fee: { ...dossier.fee, paid },
    waits: dossier.waits.map((w) => (w.kind === 'payment' && w.to === null ? { ...w, to: event.at } : w)),
    runs: dossier.runs.map((run) =>
      newDue !== null && run.endedAt === null ? { ...run, due: newDue, explanation: event.explanation } : run,
    ),
  };
}

function correctProcedure(dossier: Dossier, event: EventOf<'procedure-corrected'>): Dossier {
  return {
    ...dropStrands(dossier, event.at),
    procedure: event.procedure,
    process: event.process,
    steps: event.steps,
    papers: event.papers,
    status: dossier.status === STATUS.processing ? STATUS.received : dossier.status,
    visits: leaveVisit(dossier.visits, event.at, 'interrupted'),
    runs: endRun(dossier.runs, event.at, 'procedure-corrected'),
  };
}

function reopenResult(dossier: Dossier, event: EventOf<'result-correction-opened'>): Dossier {
  return {
    ...dossier,
    status: STATUS.processing,
    correction: { at: event.at, reason: event.reason, due: event.due, doneAt: null },
    pastDecisions:
      dossier.decision === null ? dossier.pastDecisions : [...dossier.pastDecisions, dossier.decision],
    decision: null,
    announcedAt: null,
    returned: null,
    visits: leaveVisit(dossier.visits, event.at, 'interrupted'),
  };
}

function addFile(dossier: Dossier, event: EventOf<'file-added'>): Dossier {
  const { file, paperKey } = event;
  return paperKey === null
    ? { ...dossier, files: [...dossier.files, file] }
    : {
        ...dossier,
        papers: dossier.papers.map((p) => (p.key === paperKey ? { ...p, files: [...p.files, file.id] } : p)),
      };
}

function step(dossier: Dossier, event: DossierEvent): Dossier {
  switch (event.type) {
    case 'draft-kept':
      return { ...rewritten(dossier, event), respondBy: event.respondBy };
    case 'received':
      return received(dossier, event);
    case 'term-started':
      return startRun(dossier, event);
    case 'competent-agency-received':
      return { ...dossier, competentAt: event.at };
    case 'reception-refused':
      return end(dossier, event.at, {
        status: STATUS.notReceived,
        ending: 'not-received',
        run: 'stopped',
        reason: event.reason,
        outcome: null,
      });
    case 'supplement-proposed':
    case 'supplement-dropped':
    case 'supplement-requested':
    case 'supplement-brought':
    case 'supplement-completed':
    case 'closed-for-no-supplement':
      return evolveSupplement(dossier, event);
    case 'handed-over':
      return handOver(dossier, event);
    case 'hand-over-accepted':
      return acceptHandOver(dossier, event);
    case 'hand-over-refused':
      return { ...dossier, handOvers: lastHandOver(dossier, { refusedAt: event.at, reason: event.reason }) };
    case 'hand-over-readdressed':
      return { ...dossier, handOvers: lastHandOver(dossier, { to: event.to }) };
    case 'step-entered':
      return enterStep(dossier, event);
    case 'step-left':
      return leaveStep(dossier, event);
    case 'assigned':
      return { ...dossier, holder: event.holder };
    case 'payment-requested':
      return {
        ...dossier,
        beforePayment: dossier.status,
        status: STATUS.payment,
        fee: event.fee,
        waits: [...dossier.waits, event.wait],
      };
    case 'payment-confirmed':
      return confirmPayment(dossier, event);
    case 'extended':
      return { ...dossier, extension: event.extension };
    case 'decided':
      return { ...dossier, status: working(dossier.status), decision: event.decision };
    case 'result-signed':
      return {
        ...dossier,
        decision:
          dossier.decision === null
            ? null
            : {
                ...dossier.decision,
                files: withSigned(dossier.decision.files, event.files ?? []),
                signed: {
                  at: event.at,
                  by: event.by,
                  digital: event.digital,
                  ...(event.authority === undefined ? {} : { authority: event.authority }),
                },
              },
      };
    case 'registered':
      return { ...dossier, register: [...dossier.register, ...event.lines] };
    case 'finished':
      return end(dossier, event.at, {
        status: STATUS.finished,
        ending: 'finished',
        run: 'finished',
        reason: '',
        outcome: event.outcome,
      });
    case 'result-announced':
      return { ...dossier, announcedAt: event.at };
    case 'result-returned':
      return {
        ...dossier,
        status: STATUS.returned,
        returned: { at: event.at, by: event.by, via: event.via, receiver: event.receiver },
      };
    case 'withdrawn':
      return end(dossier, event.at, {
        status: STATUS.withdrawn,
        ending: 'withdrawn',
        run: 'withdrawn',
        reason: event.reason,
        outcome: event.outcome,
      });
    case 'stopped':
      return end(dossier, event.at, {
        status: STATUS.stopped,
        ending: 'stopped',
        run: 'stopped',
        reason: event.reason,
        outcome: null,
      });
    case 'procedure-corrected':
      return correctProcedure(dossier, event);
    case 'person-corrected':
      return { ...dossier, parties: event.parties };
    case 'result-correction-opened':
      return reopenResult(dossier, event);
    case 'receipt-reprinted':
      return { ...dossier, receiptPrints: event.copy };
    case 'note-added':
      return { ...dossier, notes: dossier.notes + 1 };
    case 'file-added':
      return addFile(dossier, event);
    case 'official-number-given':
      return { ...dossier, number: event.number };
    case 'strands-opened':
    case 'strand-moved':
    case 'strand-assigned':
    case 'strand-closed':
    case 'strand-referenced':
    case 'waits-for-strands':
      return evolveStrands(dossier, event);
    default:
      return event satisfies never;
  }
}

/**
 * The dossier after one more event; `null` before the first. Pure, and the only writer of state.
 * @throws HistoryError when the first event does not begin a dossier
 */
export function evolve(dossier: Dossier | null, event: DossierEvent): Dossier {
  if (dossier === null) {
    if (event.type !== 'draft-kept' && event.type !== 'received') {
      throw new HistoryError(`a dossier cannot begin with ${event.type}`);
    }
    return step(begin(event), event);
  }
  const next = step(dossier, event);
  return { ...next, seq: dossier.seq + 1, last: { event: event.type, at: event.at, by: event.by.name } };
}

/** The dossier after several events. @throws HistoryError when there is neither a dossier nor an event */
export function evolveAll(dossier: Dossier | null, events: readonly DossierEvent[]): Dossier {
  let current = dossier;
  for (const event of events) {
    current = evolve(current, event);
  }
  if (current === null) {
    throw new HistoryError('a dossier without events');
  }
  return current;
}
