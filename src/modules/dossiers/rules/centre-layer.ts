import type { CommandType, Dossier } from '../schema.ts';
import type { Decided } from './context.ts';
import { commandVerb, refuse } from './refuse.ts';

/**
 * Acts by which a centre's layer would pose as the dossier system of the province: they hand the matter on, decide it, bind the citizen by an official paper, or end
 * it. The layer mirrors them, it does not do them. What it does itself is a local receipt (`receive`), until the official code comes with the mirror.
 */
export const AT_THE_SOURCE: ReadonlySet<CommandType> = new Set([
  'refuse-at-reception',
  'request-supplement',
  'pass-on-supplement',
  'drop-supplement',
  'complete-supplement',
  'close-for-no-supplement',
  'receive-at-competent-agency',
  'hand-over',
  'accept-hand-over',
  'return-hand-over',
  'complete-step',
  'open-sub-dossier',
  'extend-with-apology',
  'record-decision',
  'sign-result',
  'enter-register',
  'finish',
  'announce-result',
  'return-result',
  'stop',
  'correct-result',
] satisfies readonly CommandType[]);

/** Acts on a local receipt that end with its official code: from then on they are the source's. */
const UNTIL_THE_CODE: ReadonlySet<CommandType> = new Set([
  'withdraw',
  'correct-procedure',
  'correct-person',
  'request-payment',
] satisfies readonly CommandType[]);

/** Whether a centre's layer leaves an act on a dossier to the provincial system. */
export function isAtTheSource(dossier: Pick<Dossier, 'number'> | null, command: CommandType): boolean {
  return AT_THE_SOURCE.has(command) || (UNTIL_THE_CODE.has(command) && (dossier?.number ?? null) !== null);
}

/** The refusal of an act that is done in the provincial system; null where the layer may do it. */
export function refuseAsLayer(dossier: Dossier | null, command: CommandType): Decided | null {
  return isAtTheSource(dossier, command)
    ? refuse(dossier, 'done-at-source', { command: commandVerb(command) })
    : null;
}
