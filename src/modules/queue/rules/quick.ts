/**
 * What a visit without a ticket (hỏi nhanh) was about: a question about a procedure, a form handed out, the way to somewhere, how far a
 * dossier is, or something else.
 */
export const QUICK_KINDS = ['question', 'form', 'directions', 'progress', 'other'] as const;
/** One of {@link QUICK_KINDS}. */
export type QuickKind = (typeof QUICK_KINDS)[number];
