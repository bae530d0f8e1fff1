import { sql } from 'kysely';
import { toJson } from '#modules/audit/rules.ts';
import type { Tx } from '#platform/db/tx.ts';
import { itemOf, knownOf } from './repo.ts';
import type { Known, OutboxItem, OutboxState } from './schema.ts';

const OPEN = [sql.lit('waiting'), sql.lit('pushed'), sql.lit('stuck')];
const GOING = [sql.lit('waiting'), sql.lit('pushed')];

/** An item taken for sending, and what the portal is known to hold of its dossier. */
export interface Taken {
  readonly item: OutboxItem & { readonly state: 'waiting' | 'pushed' };
  readonly known: Known;
  /** When others may take it; how long our answer counts. */
  readonly leaseUntil: Temporal.Instant | null;
}

/** The oldest open item of each dossier where that is due and in nobody's hands. What stands behind a stuck item is not due, whatever its own time says. */
const dueHeads = (tx: Pick<Tx, 'selectFrom'>, now: Temporal.Instant) =>
  tx
    .selectFrom('portal_outbox as o')
    .where('o.state', 'in', GOING)
    .where('o.next_at', '<=', now)
    .where((eb) => eb.or([eb('o.lease_until', 'is', null), eb('o.lease_until', '<=', now)]))
    .where(({ eb, not, exists }) =>
      not(
        exists(
          eb
            .selectFrom('portal_outbox as e')
            .select('e.seq')
            .whereRef('e.dossier_id', '=', 'o.dossier_id')
            .whereRef('e.seq', '<', 'o.seq')
            .where('e.state', 'in', OPEN),
        ),
      ),
    );

/**
 * Takes the oldest open items of up to `limit` dossiers for sending until `leaseUntil`, the longest waiting first: nobody else sends them meanwhile, nor
 * anything else of their dossiers.
 */
export async function takeHeads(
  tx: Tx,
  now: Temporal.Instant,
  leaseUntil: Temporal.Instant,
  limit: number,
): Promise<readonly Taken[]> {
  const rows = await tx
    .with(
      (cte) => cte('due').materialized(),
      (db) =>
        dueHeads(db, now)
          .select(['o.seq', 'o.dossier_id'])
          .orderBy('o.seq')
          .limit(limit)
          .forUpdate('o')
          .skipLocked(),
    )
    .updateTable('portal_outbox as o')
    .from('due')
    .leftJoin('portal_dossiers as k', 'k.dossier_id', 'due.dossier_id')
    .set((eb) => ({ lease_until: leaseUntil, first_try_at: eb.fn.coalesce('o.first_try_at', eb.val(now)) }))
    .whereRef('o.seq', '=', 'due.seq')
    .returningAll('o')
    .returning(['k.known', 'k.told_status', 'k.tech_id'])
    .execute();
  return rows
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap((row) => {
      const item = itemOf(row);
      const { state } = item;
      return state === 'waiting' || state === 'pushed'
        ? [{ item: { ...item, state }, known: knownOf(row), leaseUntil: row.lease_until }]
        : [];
    });
}

/** Whether anything is due. */
export async function isAnythingDue(tx: Tx, now: Temporal.Instant): Promise<boolean> {
  return (await dueHeads(tx, now).select('o.seq').limit(1).executeTakeFirst()) !== undefined;
}

/** What the portal is known to hold of a dossier from now on; `told` when a version of it was taken. */
export interface NewlyKnown {
  readonly dossierId: string;
  readonly number: string;
  readonly known: Known['known'];
  readonly told?: { readonly seq: number; readonly status: string };
}

/** Keeps what the portal is known to hold, each dossier once. */
export async function saveKnown(tx: Tx, centreId: string, all: readonly NewlyKnown[]): Promise<void> {
  if (all.length === 0) {
    return;
  }
  await tx
    .insertInto('portal_dossiers')
    .values(
      all.map(({ dossierId, number, known, told }) => ({
        dossier_id: dossierId,
        centre_id: centreId,
        number,
        known,
        told_seq: told?.seq ?? null,
        told_status: told?.status ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('dossier_id').doUpdateSet(({ ref, fn }) => ({
        number: ref('excluded.number'),
        known: ref('excluded.known'),
        told_seq: fn.coalesce('excluded.told_seq', 'portal_dossiers.told_seq'),
        told_status: fn.coalesce('excluded.told_status', 'portal_dossiers.told_status'),
      })),
    )
    .execute();
}

/** How a try of an item ended. */
export interface TryEnd {
  readonly seq: number;
  /** The lease under which it was tried; null where nobody holds it. */
  readonly leaseUntil: Temporal.Instant | null;
  readonly state: OutboxState;
  readonly stuckAt: 'waiting' | 'pushed' | null;
  readonly attempts: number;
  readonly nextAt: Temporal.Instant;
  readonly why: string | null;
  readonly endedAt: Temporal.Instant | null;
  readonly endedBy?: string;
}

/**
 * Writes how tries ended and gives their items back. What another took when the lease had ended is left to whoever took it: a late answer undoes nothing.
 * @returns the items that were written
 */
export async function settleTries(tx: Tx, ends: readonly TryEnd[]): Promise<ReadonlySet<number>> {
  if (ends.length === 0) {
    return new Set();
  }
  const rows = toJson(ends.map((end) => ({ endedBy: null, ...end })));
  const written = await sql<{ seq: number }>`update portal_outbox o
    set state = r.state, stuck_at = r."stuckAt", attempts = r.attempts, next_at = r."nextAt", lease_until = null,
      last_why = r.why, ended_at = r."endedAt", ended_by = r."endedBy"
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(seq bigint, "leaseUntil" timestamptz, state text, "stuckAt" text, attempts int,
      "nextAt" timestamptz, why text, "endedAt" timestamptz, "endedBy" text)
    where o.seq = r.seq and o.lease_until is not distinct from r."leaseUntil"
    returning o.seq`.execute(tx);
  return new Set(written.rows.map(({ seq }) => seq));
}

/** What the newest admitted version of each of these dossiers says, as it came; nothing for dossiers that did not come from the portal. */
export async function filedBodies(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (dossierIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('portal_inbox')
    .distinctOn('dossier_id')
    .select(['dossier_id', 'body'])
    .where('dossier_id', 'in', dossierIds)
    .orderBy('dossier_id')
    .orderBy('version', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.dossier_id ?? '', row.body]));
}
