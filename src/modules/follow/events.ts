import type { SendingKind } from './schema.ts';

/** A citizen sent something that an officer is to settle, or wrote. No personal data. */
export interface FollowArrived {
  readonly dossierId: string;
  readonly number: string;
  readonly kind: SendingKind | 'message';
}

/** The office answered: took it, sent it back with a reason, or wrote. For whoever tells citizens. */
export interface FollowAnswered {
  /** Of the sending or message that was answered with or written: the same id again is the same answer. */
  readonly id: string;
  readonly dossierId: string;
  readonly number: string;
  readonly kind: SendingKind | 'message';
  readonly outcome: 'taken' | 'sent-back' | 'written';
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'follow.arrived': FollowArrived;
    'follow.answered': FollowAnswered;
  }
}
