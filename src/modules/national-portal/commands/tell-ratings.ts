import { getCentrePath } from '#modules/agencies/queries.ts';
import { ratingFigures } from '#modules/feedback/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { fileMessages } from '../messages-files.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { findRatings, saveRatings, type ToldRatings } from '../repo-files.ts';
import { mapRatings, procedureIn } from '../rules/ratings.ts';
import { connect } from './connect.ts';
import { keepExchanges, type Sent } from './keep-exchange.ts';

/**
 * Tells the portal the satisfaction of the month before (`DongBoDanhGia`), once: figures that may be shown to everybody, never a single rating or what somebody wrote.
 * A month of too few ratings is not told; one that failed is told the next day.
 * @returns what became of it; null when there was nothing to do
 * @throws Problem `forbidden`
 */
export async function tellRatings(ctx: AppContext, actor: Actor): Promise<ToldRatings | null> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const first = localDay(at).with({ day: 1 }).subtract({ months: 1 });
  const month = first.toPlainYearMonth().toString();
  const { found, before } = await readOnly(ctx, actor, async (tx) => ({
    found: await repo.findSettings(tx),
    before: await findRatings(tx, month),
  }));
  const connected = await connect(ctx, actor.centreId);
  if (found === null || connected === null || !found.settings.ratings) {
    return null;
  }
  if (before !== null && before.outcome !== 'failed') {
    return null;
  }
  const to = first.add({ months: 1 }).subtract({ days: 1 });
  const figures = await ratingFigures(ctx, actor, { from: first.toString(), to: to.toString() });
  if (figures.all.counts === undefined) {
    return keep(ctx, actor, { month, at, outcome: 'few', why: null });
  }
  const t = fileMessages('vi');
  const { centre, commune } = await getCentrePath(ctx, actor.centreId);
  const { connection } = found.settings;
  const code = connection.mode === 'adapter' ? connection.madonvi : (commune.identityCode ?? commune.code);
  const rows = mapRatings(
    month,
    { code, name: centre.name },
    { procedure: '', subject: t('ratings-all'), counts: figures.all.counts },
    figures.facets.procedure
      .filter(({ sample }) => sample > 0)
      .map(({ value, counts }) => ({ ...procedureIn(value), counts })),
  );
  const outcome = await connected.client.ratings(rows);
  const done = outcome.kind === 'done' || outcome.kind === 'exists';
  const why = 'message' in outcome ? outcome.message : outcome.why;
  return keep(
    ctx,
    actor,
    { month, at, outcome: done ? 'sent' : 'failed', why: done ? null : why.slice(0, 1_000) },
    { outcome, request: rows, service: 'DongBoDanhGia' },
  );
}

async function keep(ctx: AppContext, actor: Actor, told: ToldRatings, sent?: Sent): Promise<ToldRatings> {
  await inTransaction(ctx, actor, async (tx) => {
    await saveRatings(tx, actor.centreId, told);
    if (sent !== undefined) {
      const number = fileMessages('vi')('ratings-number', { month: told.month });
      await keepExchanges(tx, actor, [{ number, sent }], told.at);
    }
  });
  return told;
}
