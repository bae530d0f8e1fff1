import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { processPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { checkProcess } from '../rules/checks.ts';
import { copyFor } from '../rules/copy.ts';
import { draftOf } from '../rules/draft.ts';
import type { Finding } from '../rules.ts';
import { type ProcessDefinition, ProcessTerm } from '../schema.ts';
import { saveDraftIn } from './drafts.ts';
import { addVersionIn } from './load-process.ts';

/** What came of copying to one procedure. */
export interface CopyResult {
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly processCode: string;
  readonly outcome: 'in-force' | 'draft' | 'exists' | 'unknown-procedure' | 'unsound';
  /** Hours were shared out anew, because the procedure has another term. */
  readonly rescaled: boolean;
  readonly findings: readonly Finding[];
}

function termOf(procedure: Procedure): ProcessTerm | null {
  const [first] = procedure.terms;
  const term = ProcessTerm.safeParse({ amount: first?.term?.amount, unit: first?.term?.unit });
  return term.success ? term.data : null;
}

async function copyOne(
  tx: Tx,
  actor: Actor,
  source: ProcessDefinition,
  procedureCode: string,
  validFrom: string | null,
  at: Temporal.Instant,
): Promise<CopyResult> {
  const version = await findCurrentVersion(tx, procedureCode, localDay(at));
  const processCode = `tt-${procedureCode.replace('.', '-')}`;
  const base = { procedureCode, processCode, rescaled: false, findings: [] };
  if (version === null || version === undefined) {
    return { ...base, procedureName: '', outcome: 'unknown-procedure' };
  }
  const procedureName = version.body.name;
  const taken =
    (await repo.findNewest(tx, processCode)) !== null || (await repo.listDrafts(tx, processCode)).length > 0;
  if (taken) {
    return { ...base, procedureName, outcome: 'exists' };
  }
  const { definition, rescaled } = copyFor(source, {
    code: processCode,
    procedureCode,
    name: procedureName,
    term: termOf(version.body),
    validFrom: validFrom ?? localDay(at).toString(),
  });
  const findings = checkProcess(definition);
  if (validFrom !== null && findings.length === 0) {
    await addVersionIn(tx, actor, definition, at);
    return { ...base, procedureName, rescaled, outcome: 'in-force' };
  }
  await saveDraftIn(tx, actor, { code: processCode, revision: 0, draft: draftOf(definition) }, at);
  return { ...base, procedureName, rescaled, findings, outcome: validFrom === null ? 'draft' : 'unsound' };
}

/**
 * Copies the newest version of a process to similar procedures, each with a process of its own: as drafts, or in force
 * from a day where it is sound. Each procedure gets its result; one that cannot be done stops no other.
 * @throws Problem `forbidden`, `not-found`
 */
export async function copyProcess(
  ctx: AppContext,
  actor: Actor,
  input: { readonly code: string; readonly procedures: readonly string[]; readonly validFrom: string | null },
): Promise<readonly CopyResult[]> {
  authorise(processPolicy, actor, 'load', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const results: CopyResult[] = [];
  for (const procedureCode of new Set(input.procedures)) {
    results.push(
      await inTransaction(ctx, actor, async (tx) => {
        const source = await repo.findNewest(tx, input.code);
        if (source === null) {
          throw new Problem('not-found', { detail: messages('vi')('unknown') });
        }
        const { version: _, ...definition } = source;
        return copyOne(tx, actor, definition, procedureCode, input.validFrom, at);
      }),
    );
  }
  return results;
}
