import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { localDay } from '#platform/time.ts';
import { loadCoverage } from './coverage-facts.ts';
import { planMessages } from './plan-messages.ts';
import type { DutyPlan } from './plan-schema.ts';
import { findingInWords } from './plan-words.ts';
import * as repo from './repo.ts';
import * as plans from './repo-plans.ts';
import { checkCoverage, keyOf } from './rules/coverage.ts';
import { applyPlan, type PlanEffect, type PlannedDuty } from './rules/plan.ts';

/** A finding in words, with the key by which its reason is kept. */
export interface SpokenFinding {
  readonly key: string;
  readonly words: string;
}

/** A draft with what it does and what the check says. */
export interface CheckedPlan {
  readonly plan: DutyPlan;
  readonly effect: PlanEffect;
  readonly before: readonly PlannedDuty[];
  /** Findings that the draft brings about, or makes longer: each needs a reason. */
  readonly worse: readonly SpokenFinding[];
  /** Findings that were there before. */
  readonly old: readonly SpokenFinding[];
}

/** Names of everybody who may stand in a matrix, by id. */
export async function namesIn(tx: Tx): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...(await listAccountsIn(tx)).map((account) => [account.id, account.displayName] as const),
    ...(await plans.listNamed(tx)).map(({ id, name }) => [id, name] as const),
  ]);
}

function spoken(
  findings: ReturnType<typeof checkCoverage>,
  names: ReadonlyMap<string, string>,
): readonly SpokenFinding[] {
  return findings.map((finding) => ({
    key: `${keyOf(finding)} ${finding.from} ${finding.to} ${finding.people.join()}`,
    words: findingInWords(finding, names),
  }));
}

/**
 * The open draft with its effect and its findings, on the matrix as it is now; null while none is open. What was wrong
 * before in the same way and on the same days is not the draft's doing.
 * @throws Problem `conflict` when the draft's first day is over
 */
export async function checkDraftIn(
  tx: Tx,
  centreId: string,
  fieldGroups: readonly string[],
  at: Temporal.Instant,
): Promise<CheckedPlan | null> {
  const plan = await plans.findDraft(tx);
  if (plan === null) {
    return null;
  }
  const from = Temporal.PlainDate.from(plan.validFrom);
  if (plan.validFrom < localDay(at).toString()) {
    throw new Problem('conflict', { detail: planMessages('vi')('draftTooOld') });
  }
  const before = await repo.listFrom(tx, from);
  const effect = applyPlan(before, plan.cells, plan.validFrom);
  const was = checkCoverage(await loadCoverage(tx, centreId, fieldGroups, before, from));
  const is = checkCoverage(await loadCoverage(tx, centreId, fieldGroups, effect.after, from));
  const names = await namesIn(tx);
  const known = new Set(spoken(was, names).map(({ key }) => key));
  const all = spoken(is, names);
  return {
    plan,
    effect,
    before,
    worse: all.filter(({ key }) => !known.has(key)),
    old: all.filter(({ key }) => known.has(key)),
  };
}
