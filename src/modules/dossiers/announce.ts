import type { Lang } from '#platform/i18n.ts';
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

/** What the public learns of a shipment of the dossier: no name, no address of a person. */
export interface PublicDelivery {
  readonly title: string;
  readonly state: string;
  /** What the citizen may do now; empty when nothing is to be done. */
  readonly next: string;
  /** Newest first. */
  readonly news: readonly { readonly text: string; readonly place: string; readonly at: Temporal.Instant }[];
}

/** The public look-up asks the modules above what is on its way to or from the citizen. */
export interface DossierDeliveriesWanted {
  readonly dossierId: string;
  readonly add: (delivery: (lang: Lang) => PublicDelivery) => void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'dossier.asides': DossierAsidesWanted;
    'dossier.changed': DossierChanged;
    'dossier.deliveries': DossierDeliveriesWanted;
  }
}

/** Live topic on which a centre's officers hear of its dossiers: payload `{ id, number, status, unitId }`, no personal data. */
export function dossierTopic(centreId: string): string {
  return `staff:${centreId}`;
}
