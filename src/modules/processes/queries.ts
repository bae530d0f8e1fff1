import { getCentrePath, listUnitsIn } from '#modules/agencies/queries.ts';
import type { Agency, CentrePath } from '#modules/agencies/schema.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { processPolicy } from './policy.ts';
import type { StoredProcess } from './repo.ts';
import * as repo from './repo.ts';
import { chooseProcess, planSteps } from './rules.ts';
import type { PlannedProcess, ProcessRequest } from './schema.ts';

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

/** Names in a process that stand for the centre itself, and for the leaders of the commune wherever they sit. */
const CENTRE = 'trung-tam';
const LEADERS = 'lanh-dao';

/** A unit as the steps of processes name it. */
export type StepUnit = Pick<Agency, 'id' | 'name' | 'shortName'>;

/**
 * The units that steps may name, by their code: the units of the centre, `trung-tam` for the centre itself, and
 * `lanh-dao` for the unit in which the commune's leaders have their accounts (the commune while there are none).
 * @param known centre and commune where the caller has read them already
 */
export async function stepUnits(
  tx: Tx,
  centreId: string,
  known?: Pick<CentrePath, 'centre' | 'commune'>,
): Promise<ReadonlyMap<string, StepUnit>> {
  const { centre, commune } = known ?? (await getCentrePath({ db: tx }, centreId));
  const units = await listUnitsIn(tx, centreId);
  const leader = (await listAccountsIn(tx)).find(
    (account) => account.active && account.roles.includes('commune-leader'),
  );
  const seat = [centre, ...units].find((agency) => agency.id === leader?.unitId) ?? commune;
  return new Map([[LEADERS, seat], [CENTRE, centre], ...units.map((unit) => [unit.code, unit] as const)]);
}

/** The processes in force on a day, inside a running transaction. */
export async function listProcessesIn(tx: Tx, on: Temporal.PlainDate): Promise<readonly StoredProcess[]> {
  return repo.listCurrent(tx, on);
}

/** The processes in force today. @throws Problem `forbidden` */
export async function listProcesses(ctx: AppContext, actor: Actor): Promise<readonly StoredProcess[]> {
  authorise(processPolicy, actor, 'view', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.listCurrent(tx, localDay(ctx.clock.now())));
}
