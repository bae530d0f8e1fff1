import { z } from 'zod';

/** Where a run stands: its moment has not come, it is worked off, everything was looked at, or it was called off. */
export type RunState = 'waiting' | 'running' | 'done' | 'cancelled';

/** What became of a dossier: it has a person, nobody could be found, or the first person took it back. */
export type ItemOutcome = 'moved' | 'unplaced' | 'taken-back';

/** Handing on all that a person holds (bàn giao hồ sơ) for an absence or a departure. */
export interface HandOnRun {
  readonly id: string;
  readonly accountId: string;
  readonly personName: string;
  readonly leaveId: string | null;
  readonly cause: 'leave' | 'departure';
  /** The sentence that goes into each dossier's history. */
  readonly because: string;
  readonly startsAt: Temporal.Instant;
  /** Until then new work that lands on the person is handed on, too; null for good. */
  readonly endsAt: Temporal.Instant | null;
  readonly dueBefore: Temporal.Instant | null;
  readonly state: RunState;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly finishedAt: Temporal.Instant | null;
}

/** One dossier of a run. */
export interface HandOnItem {
  readonly dossierId: string;
  readonly outcome: ItemOutcome;
  readonly toAccountId: string | null;
  readonly toName: string | null;
  readonly why: string;
  readonly at: Temporal.Instant;
  readonly due?: Temporal.Instant | null;
  /** Whether the one it went to still has it, so that it can be taken back. */
  readonly stillThere?: boolean;
}

/** Input of giving a dossier that nobody could be found for to somebody by hand. */
export const PlaceItemInput = z.object({
  requestId: z.uuid(),
  toAccountId: z.uuid('Xin chọn người nhận hồ sơ.'),
});
export type PlaceItemInput = z.output<typeof PlaceItemInput>;

/** Input of taking dossiers back after an absence: those ticked. */
export const TakeBackInput = z.object({
  requestId: z.uuid(),
  dossierIds: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid())], 'Xin chọn ít nhất một hồ sơ.')
    .pipe(z.array(z.uuid()).min(1, 'Xin chọn ít nhất một hồ sơ.').max(500)),
});
export type TakeBackInput = z.output<typeof TakeBackInput>;
