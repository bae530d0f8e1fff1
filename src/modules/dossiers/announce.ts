import type { CommandType, Dossier, DossierEvent } from './schema.ts';

/**
 * What upper modules are told inside the transaction of every command: the dossier before (null when it is new) and
 * after, and the events between. Facts are kept from it; what is slow enqueues a job.
 */
export interface DossierChanged {
  readonly before: Dossier | null;
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
  readonly command: CommandType;
}

/** One line of what modules above know of a dossier, as its page shows it: no personal data. */
export interface DossierAside {
  readonly text: string;
  readonly href: string;
  readonly state: string;
  readonly tone: 'done' | 'late' | 'waiting' | 'neutral';
  readonly at: Temporal.Instant;
}

/** The page of a dossier asks the modules above what its citizen was told. */
export interface DossierAsidesWanted {
  readonly dossierId: string;
  readonly add: (aside: DossierAside) => void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'dossier.asides': DossierAsidesWanted;
    'dossier.changed': DossierChanged;
  }
}

/** Live topic on which a centre's officers hear of its dossiers: payload `{ id, number, status, unitId }`, no personal data. */
export function dossierTopic(centreId: string): string {
  return `staff:${centreId}`;
}
