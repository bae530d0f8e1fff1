import type { CommandType, Dossier } from '../schema.ts';
import type { Decided } from './context.ts';
import { commandVerb, refuse } from './refuse.ts';

/**
 * Acts by which a centre's layer would pose as the dossier system of the province: they decide the matter, bind the citizen by an official paper, or end it. The layer
 * mirrors them, it does not do them.
 */
export const AT_THE_SOURCE: ReadonlySet<CommandType> = new Set([
  'refuse-at-reception',
  'request-supplement',
  'pass-on-supplement',
  'close-for-no-supplement',
  'extend-with-apology',
  'record-decision',
  'sign-result',
  'enter-register',
  'finish',
  'stop',
  'correct-result',
] satisfies readonly CommandType[]);

/** The refusal of an act that is done in the provincial system; null where the layer may do it. */
export function refuseAsLayer(dossier: Dossier | null, command: CommandType): Decided | null {
  return AT_THE_SOURCE.has(command)
    ? refuse(dossier, 'done-at-source', { command: commandVerb(command) })
    : null;
}
