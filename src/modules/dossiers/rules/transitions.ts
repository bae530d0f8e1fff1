import { keysOf } from '#platform/lists.ts';
import type { CommandType, Status } from '../schema.ts';
import { STATUSES } from '../schema.ts';

/** A command's line: in which statuses it may be given (`none`: there is no dossier yet), where it may lead, and why. */
interface Transition {
  readonly from: readonly (Status | 'none')[];
  readonly to: readonly Status[];
  readonly basis: string;
}

/** Statuses of a received dossier that somebody works on or that waits. */
const RUNNING: readonly Status[] = [2, 4, 5, 6];
const KNOWN: readonly Status[] = [1, 2, 4, 5, 6, 9, 10];

/**
 * The table status × command → allowed. Every command must have a line, or this file does not compile. Finer conditions
 * (who holds it, once only, not after a signed decision) are in `decide`; what this table forbids is never decided.
 */
export const TRANSITIONS = {
  'keep-draft': { from: ['none', 1], to: [1], basis: 'NĐ 118/2025 Đ17 k.1' },
  receive: { from: ['none', 1, 5], to: [2, 4], basis: 'NĐ 118/2025 Đ17 k.1–3' },
  'refuse-at-reception': { from: ['none', 1, 5], to: [3], basis: 'NĐ 118/2025 Đ17 k.1c' },
  'request-supplement': { from: ['none', 1, 2, 4], to: [2, 4, 5], basis: 'NĐ 118/2025 Đ17 k.1c, Đ19 k.5' },
  'pass-on-supplement': { from: [2, 4], to: [5], basis: 'NĐ 118/2025 Đ19 k.5' },
  'drop-supplement': { from: [2, 4], to: [2, 4], basis: 'rules 1.6' },
  'complete-supplement': { from: [5], to: [1, 2, 4, 5], basis: 'NĐ 118/2025 Đ19 k.5' },
  'close-for-no-supplement': { from: [5], to: [8], basis: 'NĐ 118/2025 Đ19 k.5' },
  'receive-at-competent-agency': { from: [2, 4], to: [2, 4], basis: 'NĐ 118/2025 Đ17 k.3, Đ20 k.1' },
  'hand-over': { from: [2, 4, 9], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ18' },
  'accept-hand-over': { from: [2, 4, 9], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ18' },
  'return-hand-over': { from: [2, 4, 9], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ20' },
  'complete-step': { from: [2, 4], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ38 k.1d' },
  assign: { from: [2, 4, 9], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ19 k.1' },
  'hand-on': {
    from: [1, 2, 4, 5, 6, 9],
    to: [1, 2, 4, 5, 6, 9],
    basis: 'NĐ 118/2025 Đ12 k.2, Đ19 k.1',
  },
  'request-payment': { from: [2, 4], to: [6], basis: 'NĐ 118/2025 Đ24' },
  'confirm-payment': { from: [2, 4, 6, 9], to: [2, 4, 9], basis: 'NĐ 118/2025 Đ24' },
  'extend-with-apology': { from: [2, 4], to: [2, 4], basis: 'NĐ 118/2025 Đ19 k.6' },
  'record-decision': { from: [2, 4], to: [4], basis: 'NĐ 118/2025 Đ17 k.5, Đ19 k.3' },
  'sign-result': { from: [4], to: [4], basis: 'NĐ 118/2025 Đ22 k.1' },
  'enter-register': { from: [4, 9], to: [4, 9], basis: 'NĐ 23/2015 Đ13' },
  finish: { from: [4], to: [9], basis: 'NĐ 118/2025 Đ22' },
  'announce-result': { from: [9], to: [9], basis: 'NĐ 118/2025 Đ22 k.5' },
  'return-result': { from: [9], to: [10], basis: 'NĐ 118/2025 Đ22 k.3' },
  withdraw: { from: [1, ...RUNNING], to: [7], basis: 'NĐ 118/2025 Đ21' },
  stop: { from: RUNNING, to: [8], basis: 'NĐ 118/2025 Đ21; TT 03/2025 Đ7' },
  'correct-procedure': { from: [1, 2, 4], to: [1, 2, 4], basis: 'rules 15.1' },
  'correct-person': { from: KNOWN, to: KNOWN, basis: 'rules 15.1' },
  'correct-result': { from: [9, 10], to: [4], basis: 'NĐ 118/2025 Đ23 k.1' },
  'take-official-number': {
    from: [...RUNNING, 9, 10],
    to: [...RUNNING, 9, 10],
    basis: 'NĐ 118/2025 Đ28 k.1',
  },
  'reprint-receipt': { from: [...RUNNING, 9, 10], to: [...RUNNING, 9, 10], basis: 'NĐ 118/2025 Đ17 k.3' },
  'add-note': { from: STATUSES, to: STATUSES, basis: 'rules 15.3' },
  'add-file': { from: KNOWN, to: KNOWN, basis: 'rules 15.3' },
  'ask-opinion': { from: [2, 4], to: [2, 4], basis: 'NĐ 118/2025 Đ38 k.1d' },
  'open-sub-dossier': { from: [2, 4], to: [2, 4], basis: 'NĐ 118/2025 Đ38 k.1d' },
  'answer-strand': { from: RUNNING, to: RUNNING, basis: 'NĐ 118/2025 Đ38 k.1d' },
  'note-silence': { from: RUNNING, to: RUNNING, basis: 'NĐ 118/2025 Đ38 k.1d' },
  'assign-strand': { from: RUNNING, to: RUNNING, basis: 'NĐ 118/2025 Đ19 k.1' },
  'drop-strand': { from: RUNNING, to: RUNNING, basis: 'NĐ 118/2025 Đ38 k.1d' },
  'note-reference': { from: RUNNING, to: RUNNING, basis: 'NĐ 118/2025 Đ28' },
} as const satisfies Record<CommandType, Transition>;

/** Whether the table lets the command be given in the status; `none` when there is no dossier yet. */
export function permits(status: Status | 'none', command: CommandType): boolean {
  const line: Transition = TRANSITIONS[command];
  return line.from.includes(status);
}

/** The commands that the table allows in a status, in the order of the life of a dossier. */
export function permittedIn(status: Status | 'none'): readonly CommandType[] {
  return keysOf(TRANSITIONS).filter((command) => permits(status, command));
}

/** The statuses in which a command may leave a dossier; used to prove `evolve`. */
export function leadsTo(command: CommandType): readonly Status[] {
  const line: Transition = TRANSITIONS[command];
  return line.to;
}
