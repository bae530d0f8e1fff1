import { z } from 'zod';

/** A reason that will stand on a form or in the history: never empty (invariant: no refusal, stop or delay without one). */
export const Reason = z.string().trim().min(3, 'Xin ghi rõ lý do.').max(2000);

/** A free text that may stay empty. */
export const Text = z.string().trim().max(2000).default('');

/** A stored file with the name that people see. */
export const RecordedFile = z.object({ id: z.uuid(), name: z.string().trim().min(1).max(300) });
export type RecordedFile = z.output<typeof RecordedFile>;

/** A result file that was signed digitally: the file as it was, and the version that carries the signature. */
export const SignedVersion = z.object({ from: z.uuid(), file: RecordedFile });
export type SignedVersion = z.output<typeof SignedVersion>;
