/** Search words that officers tend, and what was asked without an answer. */
import { z } from 'zod';
import { ProcedureCode } from '../schema.ts';

/** Words that people use for a procedure, as an officer adds them: kept small, marks as typed. */
export const WordsInput = z.object({
  requestId: z.uuid(),
  code: ProcedureCode,
  words: z
    .string()
    .transform((text) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase())
    .pipe(
      z
        .string()
        .min(2, 'Từ tìm kiếm cần ít nhất hai chữ cái')
        .max(80, 'Từ tìm kiếm dài nhất 80 chữ; xin ghi ngắn hơn')
        .regex(/\p{L}/u, 'Từ tìm kiếm cần có chữ'),
    ),
});
export type WordsInput = z.infer<typeof WordsInput>;

/** Words of a procedure, in use or taken back. */
export interface SearchWords {
  readonly id: string;
  readonly code: string;
  readonly words: string;
  readonly addedAt: Temporal.Instant;
  readonly addedBy: string;
  /** Null while in use. */
  readonly removedAt: Temporal.Instant | null;
  readonly removedBy: string | null;
}

/** What was asked several times without an answer that somebody opened. */
export interface Missed {
  readonly words: string;
  readonly asked: number;
  readonly empty: number;
  /** Last local day on which it was asked. */
  readonly last: Temporal.PlainDate;
}
