import { provincialSystem, valueAt } from '#integrations/provincial-system/http-client.ts';
import type { ProvincialSystem } from '#integrations/provincial-system/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { findCircuit, noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { mirrorMessages } from '../messages.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { isLayer } from '../role.ts';
import { readRow } from '../rules/rows.ts';
import type { MirrorSettings } from '../schema.ts';
import { linkCodes } from './link-codes.ts';
import { takeRows } from './take-rows.ts';

/** When the line is left in peace. */
const MIRROR_CIRCUIT: CircuitPlan = { openAfter: 3, firstRest: 60, longestRest: 1800 };
/** Changes of the last minutes are asked for again: a source may show them late. */
const OVERLAP_MINUTES = 10;
/** Everything is read anew after so many hours, so that what a page left out is found. */
const FULL_HOURS = 24;
/** More pages than a province has: a list that never ends is a fault. */
const MOST_PAGES = 10_000;

interface Pass {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly system: ProvincialSystem;
  readonly settings: MirrorSettings;
  readonly since: Temporal.Instant | null;
}

async function noteLine(tx: Tx, actor: Actor, why: string | null, now: Temporal.Instant): Promise<void> {
  await noteCircuit(tx, actor.centreId, repo.MIRROR_LINE, why, now, MIRROR_CIRCUIT);
}

/** Puts one page into the mirror. */
async function takePage(
  { ctx, actor, settings }: Pass,
  page: number,
  rows: readonly unknown[],
): Promise<Temporal.Instant | null> {
  const at = ctx.clock.now();
  const { columns } = settings.mapping;
  const t = mirrorMessages('vi');
  const read = rows.map((raw, index) => ({
    line: index + 1,
    raw,
    read: readRow(
      (field) => {
        const value = valueAt(raw, columns[field] ?? ' ');
        return typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC') : '';
      },
      settings.mapping,
      at,
    ),
  }));
  const taken = await inTransaction(ctx, actor, (tx) =>
    takeRows(tx, {
      centreId: actor.centreId,
      source: t('source-http'),
      kind: 'http',
      name: t('page-name', { page }),
      sha256: null,
      remarks: [],
      rows: read,
      at,
      by: 'mirror',
    }),
  );
  return taken.asOf;
}

/** Reads page after page to the first empty one. @returns newest change, or why the pass is not whole */
async function readPages(
  pass: Pass,
): Promise<{ readonly newest: Temporal.Instant | null; readonly why: string | null }> {
  const t = mirrorMessages('vi');
  let newest: Temporal.Instant | null = null;
  let seen = 0;
  let total: number | null = null;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await pass.system.dossiers(pass.since, page);
    if (answer.kind !== 'page') {
      return { newest, why: answer.why };
    }
    const { rows } = answer.page;
    total = answer.page.total ?? total;
    if (rows.length === 0) {
      const missing = (total ?? seen) - seen;
      return { newest, why: missing > 0 ? t('pages-missing', { missing }) : null };
    }
    seen += rows.length;
    const asOf = await takePage(pass, page, rows);
    newest = asOf !== null && (newest === null || Temporal.Instant.compare(asOf, newest) > 0) ? asOf : newest;
  }
  return { newest, why: t('pages-endless') };
}

/**
 * Reads what changed in the provincial system, page by page; once a day everything. The cursor moves only after a whole pass, so what a fault left out is read
 * again; what is read twice changes nothing.
 * @returns whether a whole pass was made
 */
export async function pullDossiers(ctx: AppContext, actor: Actor): Promise<boolean> {
  authorise(MIRROR_POLICY, actor, 'follow', actor);
  const now = ctx.clock.now();
  const { found, cursor, circuit } = await readOnly(ctx, actor, async (tx) => ({
    found: await repo.findSettings(tx),
    cursor: await repo.findCursor(tx),
    circuit: await findCircuit(tx, repo.MIRROR_LINE),
  }));
  const source = found?.settings.source;
  if (!isLayer(ctx) || found === null || source?.kind !== 'http' || circuitState(circuit, now) === 'open') {
    return false;
  }
  const secret =
    found.secretBox === null ? '' : await openSecret(ctx.config, found.settings.version, found.secretBox);
  const full =
    cursor.since === null ||
    cursor.fullAt === null ||
    Temporal.Instant.compare(cursor.fullAt.add({ hours: FULL_HOURS }), now) <= 0;
  const pass: Pass = {
    ctx,
    actor,
    system: provincialSystem(source, secret),
    settings: found.settings,
    since: full ? null : (cursor.since?.subtract({ minutes: OVERLAP_MINUTES }) ?? null),
  };
  const { newest, why } = await readPages(pass);
  await inTransaction(ctx, actor, async (tx) => {
    await noteLine(tx, actor, why, ctx.clock.now());
    if (why === null) {
      const since =
        newest !== null && (cursor.since === null || Temporal.Instant.compare(newest, cursor.since) > 0)
          ? newest
          : cursor.since;
      await repo.saveCursor(tx, actor.centreId, {
        since,
        fullAt: full ? now : cursor.fullAt,
        passedAt: ctx.clock.now(),
      });
    }
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'mirror' });
  });
  await linkCodes(ctx, actor);
  return why === null;
}
