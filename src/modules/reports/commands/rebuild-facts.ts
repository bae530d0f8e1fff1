import { record } from '#modules/audit/commands/record.ts';
import { listAllIn } from '#modules/dossiers/queries.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import type { Finding } from '#platform/module.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { reportPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { addCounts, deltaOf, factsOf, keyText, sameSpans } from '../rules.ts';
import type { DailyFact } from '../schema.ts';

/** Dossiers looked at in one statement. */
const BATCH = 500;

async function eachBatch(tx: Tx, work: (batch: readonly Dossier[]) => Promise<void>): Promise<void> {
  for (let after: string | null = null; ; ) {
    const batch: readonly Dossier[] = await listAllIn(tx, after, BATCH);
    await work(batch);
    if (batch.length < BATCH) {
      return;
    }
    after = batch.at(-1)?.id ?? null;
  }
}

/** Facts worked out anew, by key. */
class Rebuilt {
  readonly #facts = new Map<string, DailyFact>();

  add(dossier: Dossier): void {
    for (const fact of factsOf(dossier).facts) {
      const known = this.#facts.get(keyText(fact));
      this.#facts.set(
        keyText(fact),
        known ? { ...fact, counts: addCounts(known.counts, fact.counts) } : fact,
      );
    }
  }

  list(): readonly DailyFact[] {
    return [...this.#facts.values()];
  }
}

/**
 * Works all facts of the centre out anew from its dossiers and puts them in place of those stored, in one transaction.
 * @throws Problem `forbidden`
 */
export async function rebuildFacts(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(reportPolicy, actor, 'rebuild', { centreId: actor.centreId });
  await inTransaction(
    ctx,
    actor,
    async (tx) => {
      await repo.clear(tx);
      const rebuilt = new Rebuilt();
      await eachBatch(tx, async (batch) => {
        for (const dossier of batch) {
          rebuilt.add(dossier);
          const facts = factsOf(dossier);
          const [about] = facts.facts;
          if (about !== undefined) {
            await repo.replaceSpans(tx, actor.centreId, facts, about, true);
          }
        }
      });
      await repo.addFacts(tx, actor.centreId, rebuilt.list());
      await record(
        tx,
        actor,
        { action: 'reports.rebuilt', subjectType: 'reports', subjectId: actor.centreId, detail: {} },
        ctx.clock.now(),
      );
    },
    { isolation: 'serializable' },
  );
}

/**
 * Compares what events kept with what the dossiers say now. Empty when both agree; else the first difference of each kind.
 * @throws Problem `forbidden`
 */
export async function compareFacts(ctx: AppContext, actor: Actor): Promise<readonly Finding[]> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const t = messages('vi');
  return readOnly(ctx, actor, async (tx) => {
    const findings: Finding[] = [];
    const rebuilt = new Rebuilt();
    let wrongSpans: string | null = null;
    await eachBatch(tx, async (batch) => {
      const stored = await repo.listSpans(
        tx,
        batch.map((dossier) => dossier.id),
      );
      for (const dossier of batch) {
        rebuilt.add(dossier);
        if (wrongSpans === null && !sameSpans(factsOf(dossier).spans, stored.get(dossier.id) ?? [])) {
          wrongSpans = dossier.number ?? dossier.id;
        }
      }
    });
    const differences = deltaOf(await repo.listFacts(tx), rebuilt.list());
    const [first] = differences;
    if (first !== undefined) {
      findings.push({
        check: 'reports.facts',
        what: t('driftFacts', { n: differences.length, first: keyText(first) }),
      });
    }
    if (wrongSpans !== null) {
      findings.push({ check: 'reports.spans', what: t('driftSpans', { id: wrongSpans }) });
    }
    return findings;
  });
}
