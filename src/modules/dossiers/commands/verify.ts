import { sql } from 'kysely';
import { listCentres } from '#modules/agencies/queries.ts';
import { canonicalJson, toJson } from '#modules/audit/rules.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Finding } from '#platform/module.ts';
import { authorise } from '#platform/policy.ts';
import { verifyMessages } from '../messages-commands.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { toRow } from '../repo/row.ts';
import { eventDigest, listEvents, listEventsOf, type StoredEvent } from '../repo/store.ts';
import { findDifferingStrand, writeStrands } from '../repo/strands.ts';
import { evolveAll } from '../rules/evolve.ts';
import type { Dossier } from '../schema.ts';

/** Dossiers looked at in one statement. */
const BATCH = 200;
const t = verifyMessages('vi');

function finding(check: string, what: string): Finding {
  return { check, what };
}

/** The first event whose place, digest or type does not fit, in words; null when the history is whole. */
function brokenHistory(events: readonly StoredEvent[]): string | null {
  let digest: Uint8Array = new Uint8Array(32);
  for (const [i, row] of events.entries()) {
    if (row.seq !== i + 1) {
      return t('event-gone', { no: i + 1 });
    }
    digest = eventDigest(digest, row.data);
    if (Buffer.compare(digest, row.digest) !== 0) {
      return t('event-changed', { no: row.seq, type: row.event.type });
    }
  }
  return null;
}

interface StoredRow {
  readonly id: string;
  readonly number: string | null;
  readonly state: unknown;
  readonly [column: string]: unknown;
}

/** Columns whose stored value is not what the state says. */
function differingColumns(stored: StoredRow, dossier: Dossier): readonly string[] {
  const { state: _state, ...columns } = toRow(dossier);
  return Object.entries(columns)
    .filter(([name, value]) => canonicalJson(toJson(stored[name])) !== canonicalJson(toJson(value)))
    .map(([name]) => name);
}

function checkOne(stored: StoredRow, events: readonly StoredEvent[]): Finding | null {
  const name = stored.number ?? stored.id;
  const broken = events.length === 0 ? t('no-history') : brokenHistory(events);
  if (broken !== null) {
    return finding('dossiers.history', t('dossier', { name, what: broken }));
  }
  const rebuilt = evolveAll(
    null,
    events.map((row) => row.event),
  );
  if (canonicalJson(toJson(rebuilt)) !== canonicalJson(toJson(stored.state))) {
    return finding('dossiers.state', t('dossier', { name, what: t('other-state') }));
  }
  const differing = differingColumns(stored, rebuilt);
  return differing.length === 0
    ? null
    : finding(
        'dossiers.row',
        t('dossier', { name, what: t('other-columns', { columns: differing.join(', ') }) }),
      );
}

async function checkRows(tx: Tx): Promise<Finding | null> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await tx
      .selectFrom('dossiers')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const histories = await listEventsOf(
      tx,
      rows.map((row) => row.id),
    );
    for (const row of rows) {
      const wrong = checkOne(row, histories.get(row.id) ?? []);
      if (wrong !== null) {
        return wrong;
      }
      after = row.id;
    }
    if (rows.length < BATCH) {
      return null;
    }
  }
}

async function checkOrphans(tx: Tx): Promise<Finding | null> {
  const { rows } = await sql<{ dossier_id: string }>`select e.dossier_id from dossier_events e
    left join dossiers d on d.id = e.dossier_id where d.id is null
    union all select r.dossier_id from dossier_requests r left join dossiers d on d.id = r.dossier_id
      where r.dossier_id is null or d.id is null limit 1`.execute(tx);
  const orphan = rows[0];
  return orphan === undefined ? null : finding('dossiers.orphans', t('orphans', { id: orphan.dossier_id }));
}

async function checkAudit(tx: Tx): Promise<Finding | null> {
  const { rows } = await sql<{
    dossier_id: string;
    seq: number;
  }>`select dossier_id, seq from app.unaudited_commands()`.execute(tx);
  const first = rows[0];
  return first === undefined
    ? null
    : finding('dossiers.audit', t('not-in-journal', { id: first.dossier_id, no: first.seq }));
}

async function checkRegisters(tx: Tx): Promise<Finding | null> {
  const { rows } = await sql<{ book: string; year: number; last_no: number; given: number }>`
    select r.book, r.year, r.last_no, count(e.no) as given from registers r
    left join register_entries e on e.register_id = r.id
    group by r.id having count(e.no) <> r.last_no or coalesce(max(e.no), 0) <> r.last_no limit 1`.execute(tx);
  const first = rows[0];
  return first === undefined
    ? null
    : finding(
        'dossiers.registers',
        t('book-gap', { book: first.book, year: first.year, last: first.last_no, given: first.given }),
      );
}

async function checkNumbers(tx: Tx): Promise<Finding | null> {
  const { rows } = await sql<{ series: string; day: Temporal.PlainDate; last: number; given: number }>`
    select series, day, last, given from app.number_gaps() limit 1`.execute(tx);
  const first = rows[0];
  return first === undefined
    ? null
    : finding(
        'dossiers.numbers',
        t('series-gap', {
          series: first.series,
          day: first.day.toString(),
          last: first.last,
          given: first.given,
        }),
      );
}

async function checkStrands(tx: Tx): Promise<Finding | null> {
  const differing = await findDifferingStrand(tx);
  return differing === null
    ? null
    : finding('dossiers.strands', t('dossier', { name: differing, what: t('other-strands') }));
}

/**
 * Proves what the module promises, for every centre: histories whole and in order, rebuilt state equal to the stored
 * row, every command in the audit chain with the same digest, numbers and registers without gaps, no orphans.
 * @returns the first fault of each kind; empty when all is well
 */
export async function verifyDossiers(ctx: AppContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const centre of await listCentres(ctx)) {
    const actor = systemActor(centre.id, 'verify');
    const found = await readOnly(ctx, actor, async (tx) => {
      const results: (Finding | null)[] = [];
      for (const check of [checkRows, checkOrphans, checkAudit, checkRegisters, checkNumbers, checkStrands]) {
        results.push(await check(tx));
      }
      return results;
    });
    findings.push(...found.filter((one) => one !== null));
  }
  const seen = new Set<string>();
  return findings.filter(({ check, what }) => !seen.has(check + what) && seen.add(check + what));
}

/**
 * Writes the row of one dossier again from its history, after a restore or a repair. Changes nothing when they agree.
 * @throws Problem `forbidden`, `not-found`; `conflict` when the history itself is broken
 */
export async function rebuildDossier(ctx: AppContext, actor: Actor, dossierId: string): Promise<Dossier> {
  authorise(DOSSIER_POLICY, actor, 'verify', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const events = await listEvents(tx, dossierId);
    if (events.length === 0) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const broken = brokenHistory(events);
    if (broken !== null) {
      throw new Problem('conflict', { detail: t('not-rebuilt', { why: broken }) });
    }
    const dossier = evolveAll(
      null,
      events.map((row) => row.event),
    );
    await tx.updateTable('dossiers').set(toRow(dossier)).where('id', '=', dossierId).execute();
    await writeStrands(tx, dossier);
    return dossier;
  });
}
