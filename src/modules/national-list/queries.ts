import { hasDutyIn } from '#modules/duties/queries.ts';
import { newestVersions } from '#modules/procedures/commands/follow-list.ts';
import { listProcessesIn } from '#modules/processes/queries.ts';
import { chooseProcess } from '#modules/processes/rules.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { nationalListMessages } from './messages.ts';
import { NATIONAL_LIST_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import * as differences from './repo-differences.ts';
import { changesOf, type PartChange } from './rules/words.ts';
import type { CatalogueDifference, Fetch, ListSettings } from './schema.ts';

/** A procedure that came by the national list and still lacks something of the centre's own. */
export interface Gap {
  readonly code: string;
  readonly name: string;
  readonly from: Temporal.PlainDate;
  /** No process was made for it or for its field: dossiers would take the general one. */
  readonly process: boolean;
  /** Nobody has the duty for it or for its field. */
  readonly duty: boolean;
  /** No term that can be counted: a dossier would get no due date. */
  readonly term: boolean;
}

async function gapsIn(tx: Tx, today: Temporal.PlainDate): Promise<readonly Gap[]> {
  const accepted = await differences.listAcceptedNew(tx);
  if (accepted.length === 0) {
    return [];
  }
  const versions = await newestVersions(tx);
  const processes = await listProcessesIn(tx, today);
  const gaps: Gap[] = [];
  for (const code of new Set(accepted.map((one) => one.code))) {
    const version = versions.get(code);
    if (version?.effectiveTo !== null) {
      continue;
    }
    const { body, effectiveFrom } = version;
    const { fieldGroup, processCode } = body;
    const chosen = chooseProcess(processes, { procedureCode: code, fieldGroup, processCode, term: null });
    const gap = {
      code,
      name: body.name,
      from: effectiveFrom,
      process: chosen === null || chosen.appliesTo.everything,
      duty: !(await hasDutyIn(tx, { procedureCode: code, fieldGroup }, today)),
      term: body.terms.length === 0,
    };
    if (gap.process || gap.duty || gap.term) {
      gaps.push(gap);
    }
  }
  return gaps;
}

/** How the catalogue stands to the national list. */
export interface ListOverview {
  readonly source: ListSettings['source'];
  readonly circuit: Circuit;
  readonly circuitState: CircuitState;
  /** The newest reading; null before the first. */
  readonly fetch: Fetch | null;
  readonly waiting: readonly CatalogueDifference[];
  readonly postponed: readonly CatalogueDifference[];
  readonly decided: readonly CatalogueDifference[];
  readonly gaps: readonly Gap[];
}

const SHOWN = 100;

/** The overview of the actor's centre. @throws Problem `forbidden` */
export async function listOverview(ctx: AppContext, actor: Actor): Promise<ListOverview> {
  authorise(NATIONAL_LIST_POLICY, actor, 'read', actor);
  const now = ctx.clock.now();
  const today = localDay(now);
  return readOnly(ctx, actor, async (tx) => {
    const circuit = await findCircuit(tx, repo.LIST_LINE);
    return {
      source: (await repo.findSettings(tx))?.source ?? { kind: 'off' },
      circuit,
      circuitState: circuitState(circuit, now),
      fetch: await repo.newestFetch(tx),
      waiting: await differences.listWaiting(tx, today),
      postponed: await differences.listPostponed(tx, today),
      decided: await differences.listDecided(tx, SHOWN),
      gaps: await gapsIn(tx, today),
    };
  });
}

/** One difference with its changes in words and the decisions so far. */
export interface DifferenceView {
  readonly difference: CatalogueDifference;
  readonly changes: readonly PartChange[];
  readonly decisions: readonly differences.Decision[];
}

/** One difference. @throws Problem `forbidden`, `not-found` */
export async function getDifference(ctx: AppContext, actor: Actor, id: string): Promise<DifferenceView> {
  authorise(NATIONAL_LIST_POLICY, actor, 'read', actor);
  return readOnly(ctx, actor, async (tx) => {
    const difference = await differences.findDifference(tx, id);
    if (difference === null) {
      throw new Problem('not-found', { detail: nationalListMessages('vi')('difference-missing') });
    }
    const { before, after, parts } = difference;
    return {
      difference,
      changes: before === null || after === null ? [] : changesOf(before, after, parts),
      decisions: await differences.listDecisions(tx, id),
    };
  });
}

/** The settings; null before the first. @throws Problem `forbidden` */
export async function listSettings(ctx: AppContext, actor: Actor): Promise<ListSettings | null> {
  authorise(NATIONAL_LIST_POLICY, actor, 'settings', actor);
  return readOnly(ctx, actor, repo.findSettings);
}

/** Line, newest reading and count of undecided differences, for the doctor. @throws Problem `forbidden` */
export async function listHealth(
  ctx: AppContext,
  actor: Actor,
): Promise<{
  readonly on: boolean;
  readonly circuit: Circuit;
  readonly state: CircuitState;
  readonly fetch: Fetch | null;
  readonly waiting: number;
}> {
  authorise(NATIONAL_LIST_POLICY, actor, 'read', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const circuit = await findCircuit(tx, repo.LIST_LINE);
    return {
      on: ((await repo.findSettings(tx))?.source.kind ?? 'off') !== 'off',
      circuit,
      state: circuitState(circuit, now),
      fetch: await repo.newestFetch(tx),
      waiting: await differences.countWaiting(tx, localDay(now)),
    };
  });
}
