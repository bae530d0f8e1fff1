import { record } from '#modules/audit/commands/record.ts';
import { canonicalJson, sameBytes, sha256, toJson } from '#modules/audit/rules.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { processPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { checkProcess } from '../rules.ts';
import type { ProcessDefinition } from '../schema.ts';
import { findingInWords } from '../words.ts';

/** The version that is now the newest, and whether this call made it. */
export interface LoadedProcess {
  readonly code: string;
  readonly version: number;
  readonly added: boolean;
}

/** @throws Problem `validation` with everything that is wrong in the process */
export function refuseUnsound(definition: ProcessDefinition): void {
  const findings = checkProcess(definition);
  if (findings.length > 0) {
    throw new Problem('validation', {
      detail: messages('vi')('broken', {
        name: definition.name,
        why: findings.map((finding) => findingInWords(finding, 'vi', definition.steps)).join('; '),
      }),
    });
  }
}

/**
 * Adds a process, or a new version of it, after checking it. Loading the same definition again changes nothing.
 * @throws Problem `forbidden`, or `validation` with everything that is wrong in the process
 */
export async function loadProcess(
  ctx: AppContext,
  actor: Actor,
  definition: ProcessDefinition,
): Promise<LoadedProcess> {
  authorise(processPolicy, actor, 'load', { centreId: actor.centreId });
  refuseUnsound(definition);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, (tx) => addVersionIn(tx, actor, definition, at));
}

/** {@link loadProcess} inside a running transaction, for a definition that was checked. */
export async function addVersionIn(
  tx: Tx,
  actor: Actor,
  definition: ProcessDefinition,
  at: Temporal.Instant,
): Promise<LoadedProcess> {
  const digest = sha256(canonicalJson(toJson(definition)));
  const newest = await repo.lockNewest(tx, definition.code, at);
  if (newest !== null && sameBytes(newest.sha256, digest)) {
    return { code: definition.code, version: newest.version, added: false };
  }
  const version = (newest?.version ?? 0) + 1;
  const by = actor.kind === 'staff' ? actor.displayName : actor.kind === 'system' ? actor.name : actor.kind;
  await repo.addVersion(tx, { definition, version, sha256: digest, at, by });
  await record(
    tx,
    actor,
    { action: 'process.loaded', subjectType: 'process', subjectId: definition.code, detail: { version } },
    at,
  );
  return { code: definition.code, version, added: true };
}
