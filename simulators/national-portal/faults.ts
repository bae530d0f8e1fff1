/** Ways in which the portal misbehaves, each switchable by chance and by service. */
export const FAULTS = [
  /** Takes the request, does nothing, closes the line. */
  'drop-before',
  /** Does it, then closes the line: the caller cannot know. */
  'drop-after',
  /** Answers after the caller gave up, having done it. */
  'slow',
  '502',
  'html',
  /** Does it, answers with half a JSON text. */
  'truncated',
  /** Code as a number where text is usual. */
  'number-code',
  /** `message` null. */
  'null-message',
  /** Forgets all sessions in the middle. */
  'session-lost',
  /** Says "đã tồn tại" with the code of success. */
  'exists-as-success',
] as const;
export type Fault = (typeof FAULTS)[number];
