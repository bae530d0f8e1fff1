import { z } from 'zod';

/** What a leader asks of who holds a dossier: `urge` (đôn đốc) to hurry, `account` (giải trình) to say why. */
export const AskKind = z.enum(['urge', 'account']);
export type AskKind = z.infer<typeof AskKind>;

/** What came of it: the dossier moved, waits for the citizen, or (of an account) was answered. */
export const AskOutcome = z.enum(['acted', 'paused', 'answered']);
export type AskOutcome = z.infer<typeof AskOutcome>;

/** One press of the button over the chosen dossiers. */
export const AskInput = z.object({
  kind: AskKind,
  dossierIds: z
    .array(z.uuid(), { error: 'Xin chọn ít nhất một hồ sơ.' })
    .min(1, 'Xin chọn ít nhất một hồ sơ.')
    .max(200, 'Xin chọn nhiều nhất 200 hồ sơ một lần.'),
  text: z.string({ error: 'Xin ghi nội dung.' }).trim().min(3, 'Xin ghi nội dung.').max(1000),
});
export type AskInput = z.output<typeof AskInput>;

export const AnswerInput = z.object({
  answer: z
    .string({ error: 'Xin ghi nội dung trả lời.' })
    .trim()
    .min(3, 'Xin ghi nội dung trả lời.')
    .max(2000),
});
export type AnswerInput = z.output<typeof AnswerInput>;

/** One thing asked, with its answer and what came of it. */
export interface Ask {
  readonly id: string;
  readonly dossierId: string;
  readonly number: string;
  readonly kind: AskKind;
  readonly text: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Temporal.Instant;
  readonly toAccountId: string | null;
  readonly toUnitId: string;
  /** The person, or the unit while it has named nobody. */
  readonly toName: string;
  /** Until when an account is to be given. */
  readonly answerBy: Temporal.Instant | null;
  readonly answer: string;
  readonly answeredName: string;
  readonly answeredAt: Temporal.Instant | null;
  readonly outcome: AskOutcome | null;
  readonly closedAt: Temporal.Instant | null;
}
