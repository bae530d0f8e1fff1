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

declare module '#platform/events.ts' {
  interface DomainEvents {
    'dossier.changed': DossierChanged;
  }
}

/** Live topic on which a centre's officers hear of its dossiers: payload `{ id, number, status, unitId }`, no personal data. */
export function dossierTopic(centreId: string): string {
  return `staff:${centreId}`;
}
