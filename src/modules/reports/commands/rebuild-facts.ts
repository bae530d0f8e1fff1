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
import * as repo from '../repo/facts.ts';
import { listScoreRows } from '../repo/score.ts';
import { sameScoreRow, scoreRowOf } from '../rules/score-facts.ts';
import { addCounts, deltaOf, factsOf, keyText, sameAbout, spanChanges } from '../rules.ts';
import type { DailyFact } from '../schema.ts';
import { keepScore } from './keep-facts.ts';

/** Dossiers looked at in one statement. */
const BATCH = 500;

/** A batch of dossiers with what is stored of them. */
interface Stored {
  readonly dossiers: readonly Dossier[];
  readonly entries: Awaited<ReturnType<typeof repo.sumEntries>>;
  readonly spans: Awaited<ReturnType<typeof repo.listSpans>>;
  readonly scores: Awaited<ReturnType<typeof listScoreRows>>;
}

async function eachBatch(tx: Tx, work: (batch: Stored) => Promise<void>): Promise<void> {
  for (let after: string | null = null; ; ) {
    const dossiers: readonly Dossier[] = await listAllIn(tx, after, BATCH);
    const ids = dossiers.map((dossier) => dossier.id);
    await work({
      dossiers,
      entries: await repo.sumEntries(tx, ids),
      spans: await repo.listSpans(tx, ids),
      scores: await listScoreRows(tx, ids),
    });
    if (dossiers.length < BATCH) {
      return;
    }
    after = dossiers.at(-1)?.id ?? null;
  }
}

/** What is wrong with what is stored of one dossier. */
function driftOf(dossier: Dossier, { entries, spans, scores }: Stored) {
  const facts = factsOf(dossier);
  const stored = spans.get(dossier.id) ?? [];
  const moved = stored.some((span) => !sameAbout(span.about, facts.about));
  return {
    facts,
    lines: deltaOf(entries.get(dossier.id) ?? [], facts.facts),
    spans: spanChanges(stored, facts.spans, moved),
    score: !sameScoreRow(scores.get(dossier.id) ?? null, scoreRowOf(dossier)),
  };
}

/** Facts worked out anew, by key. */
class Rebuilt {
  readonly #facts = new Map<string, DailyFact>();

  add(facts: readonly DailyFact[]): void {
    for (const fact of facts) {
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
 * Works all facts of the centre out anew from its dossiers. The daily facts are put in place of those stored; the journal
 * is never rewritten: what it lacks is added to it now, as a correction in a ledger, so that as-of figures stay.
 * @throws Problem `forbidden`
 */
export async function rebuildFacts(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(reportPolicy, actor, 'rebuild', { centreId: actor.centreId });
  const { centreId } = actor;
  await inTransaction(ctx, actor, async (tx) => {
    // Nobody may add facts between what is read here and what is written.
    await repo.takeMark(tx, true);
    const at = ctx.clock.now();
    await repo.clearFacts(tx);
    const rebuilt = new Rebuilt();
    await eachBatch(tx, async (batch) => {
      for (const dossier of batch.dossiers) {
        const { facts, lines, spans, score } = driftOf(dossier, batch);
        rebuilt.add(facts.facts);
        if (facts.about !== null && (lines.length > 0 || spans.gone.length + spans.added.length > 0)) {
          const mark = await repo.takeMark(tx, true);
          await repo.addEntries(tx, { centreId, dossierId: dossier.id, mark, at }, lines);
          await repo.changeSpans(tx, { centreId, dossierId: dossier.id, mark }, facts.about, spans);
        }
        if (score) {
          await keepScore(tx, null, dossier);
        }
      }
    });
    await repo.addFacts(tx, centreId, rebuilt.list());
    await record(
      tx,
      actor,
      { action: 'reports.rebuilt', subjectType: 'reports', subjectId: centreId, detail: {} },
      at,
    );
  });
}

/**
 * Compares what events kept with what the dossiers say now: the sums of the days, the journal, the spans, the score.
 * Empty when all agree; else the first difference of each kind.
 * @throws Problem `forbidden`
 */
export async function compareFacts(ctx: AppContext, actor: Actor): Promise<readonly Finding[]> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const t = messages('vi');
  return readOnly(ctx, actor, async (tx) => {
    const rebuilt = new Rebuilt();
    const wrong = { journal: '', spans: '', score: '' };
    await eachBatch(tx, async (batch) => {
      for (const dossier of batch.dossiers) {
        const { facts, lines, spans, score } = driftOf(dossier, batch);
        const name = dossier.number ?? dossier.id;
        rebuilt.add(facts.facts);
        wrong.journal ||= lines.length > 0 ? name : '';
        wrong.spans ||= spans.gone.length + spans.added.length > 0 ? name : '';
        wrong.score ||= score ? name : '';
      }
    });
    const differences = deltaOf(await repo.listFacts(tx), rebuilt.list());
    const [first] = differences;
    const findings: Finding[] = [];
    if (first !== undefined) {
      const what = t('driftFacts', { n: differences.length, first: keyText(first) });
      findings.push({ check: 'reports.facts', what });
    }
    for (const kind of ['journal', 'spans', 'score'] as const) {
      if (wrong[kind] !== '') {
        findings.push({ check: `reports.${kind}`, what: t(`drift-${kind}`, { id: wrong[kind] }) });
      }
    }
    return findings;
  });
}
