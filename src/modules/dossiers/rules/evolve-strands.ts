import type { Dossier, EventOf, Strand } from '../schema.ts';

type StrandEvent = EventOf<
  | 'strands-opened'
  | 'strand-moved'
  | 'strand-assigned'
  | 'strand-closed'
  | 'strand-referenced'
  | 'waits-for-strands'
>;

function change(dossier: Dossier, no: number, to: (strand: Strand) => Strand): Dossier {
  return {
    ...dossier,
    strands: (dossier.strands ?? []).map((strand) => (strand.no === no ? to(strand) : strand)),
  };
}

function leaveLeg(strand: Strand, at: Temporal.Instant): Strand['legs'] {
  return strand.legs.map((leg) => (leg.leftAt === null ? { ...leg, leftAt: at } : leg));
}

function closed(
  strand: Strand,
  at: Temporal.Instant,
  outcome: NonNullable<Strand['outcome']>,
  answer: string,
  answeredBy: string,
): Strand {
  return { ...strand, closedAt: at, outcome, answer, answeredBy, legs: leaveLeg(strand, at) };
}

/** Takes back what is still open, because the dossier ended or runs by another procedure now. */
export function dropStrands(dossier: Dossier, at: Temporal.Instant): Dossier {
  return dossier.strands === undefined
    ? dossier
    : {
        ...dossier,
        gate: null,
        strands: dossier.strands.map((strand) =>
          strand.closedAt === null ? closed(strand, at, 'dropped', '', '') : strand,
        ),
      };
}

/** The main way has gone into a step: it waits no longer. */
export function throughGate(dossier: Dossier): Dossier {
  return dossier.gate ? { ...dossier, gate: null } : dossier;
}

/** The part of `evolve` that tells of strands. */
export function evolveStrands(dossier: Dossier, event: StrandEvent): Dossier {
  switch (event.type) {
    case 'strands-opened':
      return { ...dossier, strands: [...(dossier.strands ?? []), ...event.strands] };
    case 'strand-moved': {
      const { leg, why } = event;
      const { stepKey, unitId, unitName, accountId, name, due } = leg;
      return change(dossier, event.no, (strand) => ({
        ...strand,
        ...{ stepKey, unitId, unitName, accountId, name, due, why },
        legs: [...leaveLeg(strand, event.at), leg],
      }));
    }
    case 'strand-assigned': {
      const { accountId, name, why } = event;
      return change(dossier, event.no, (strand) => ({
        ...strand,
        ...{ accountId, name, why },
        legs: strand.legs.map((leg) => (leg.leftAt === null ? { ...leg, accountId, name } : leg)),
      }));
    }
    case 'strand-closed':
      return change(dossier, event.no, (strand) =>
        closed(strand, event.at, event.outcome, event.text, event.by.name),
      );
    case 'strand-referenced':
      return change(dossier, event.no, (strand) => ({ ...strand, reference: event.reference }));
    case 'waits-for-strands':
      return { ...dossier, gate: { stepKey: event.stepKey, since: event.at } };
    default:
      return event satisfies never;
  }
}
