import type { HandOnExtent } from './schema.ts';

/** An absence began to stand in the books, or was changed: upper modules hand the person's work on. */
export interface LeaveRecorded {
  readonly leaveId: string;
  readonly accountId: string;
  readonly name: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly handOn: HandOnExtent;
  /** As it is written into the history of each dossier that is handed on. */
  readonly because: string;
  readonly by: string;
}

/** The person is back earlier, or the absence was called off before it began. */
export interface LeaveEnded {
  readonly leaveId: string;
  readonly accountId: string;
  readonly at: Temporal.Instant;
}

/** The person leaves for good after the moment: their duties have ended. */
export interface PersonDeparted {
  readonly accountId: string;
  readonly name: string;
  readonly at: Temporal.Instant;
  /** As it is written into the history of each dossier that is handed on. */
  readonly because: string;
  readonly by: string;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'duties.leave-recorded': LeaveRecorded;
    'duties.leave-ended': LeaveEnded;
    'duties.departed': PersonDeparted;
  }
}
