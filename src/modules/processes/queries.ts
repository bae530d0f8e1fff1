import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from './messages.ts';
import * as repo from './repo.ts';
import { chooseProcess, planSteps } from './rules.ts';
import type { PlannedProcess, ProcessRequest, ProcessTerm } from './schema.ts';

/**
 * The process that a procedure uses on a day, its steps worked out for the term of the case. Call it at receipt and keep
 * `code` and `version` with the dossier.
 * @throws Problem `not-found` when no process is installed at all
 */
export async function processFor(
  tx: Tx,
  request: ProcessRequest,
  on: Temporal.PlainDate,
): Promise<PlannedProcess> {
  const chosen = chooseProcess(await repo.listCurrent(tx, on), request);
  if (chosen === null) {
    throw new Problem('not-found', { detail: messages('vi')('missing') });
  }
  return {
    code: chosen.code,
    version: chosen.version,
    name: chosen.name,
    steps: planSteps(chosen, request.term),
  };
}

/**
 * One process by code: the version asked for (that of a running dossier), else the newest. `term` is the dossier's, so
 * that shares become the same minutes as at receipt.
 */
export async function findProcess(
  tx: Tx,
  code: string,
  options: { readonly version?: number; readonly term?: Pick<ProcessTerm, 'amount' | 'unit'> | null } = {},
): Promise<PlannedProcess | null> {
  const found = await repo.findVersion(tx, code, options.version);
  return found === null
    ? null
    : {
        code: found.code,
        version: found.version,
        name: found.name,
        steps: planSteps(found, options.term === undefined ? found.term : options.term),
      };
}
