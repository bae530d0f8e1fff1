import type { Kysely } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { DB } from '#platform/db/types.gen.ts';
import type { Agency, AgencyKind, Counter } from './schema.ts';

/** Agencies are public facts: any handle may read them. */
type Reader = Kysely<DB> | Tx;

interface AgencyRow {
  readonly id: string;
  readonly centre_id: string | null;
  readonly parent_id: string | null;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly short_name: string;
  readonly identity_code: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hosts: string[];
  readonly active: boolean;
}

function toAgency(row: AgencyRow): Agency {
  return {
    id: row.id,
    centreId: row.centre_id,
    parentId: row.parent_id,
    // Held to its values by a CHECK of the table.
    kind: row.kind as AgencyKind,
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    identityCode: row.identity_code,
    address: row.address,
    phone: row.phone,
    email: row.email,
    hosts: row.hosts,
    active: row.active,
  };
}

/** One agency by id. */
export async function findById(db: Reader, id: string): Promise<Agency | undefined> {
  const row = await db.selectFrom('agencies').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAgency(row);
}

/** The centre of a host name; without one, the centre that was set up first. Inactive centres are not found. */
export async function findCentre(db: Reader, host: string): Promise<Agency | undefined> {
  const row = await db
    .selectFrom('agencies')
    .selectAll()
    .where('kind', '=', 'centre')
    .where('active', '=', true)
    .orderBy((eb) => eb(eb.val(host), '=', eb.fn.any('hosts')), 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toAgency(row);
}

/** All centres of the installation by name. */
export async function listCentres(db: Reader): Promise<readonly Agency[]> {
  const rows = await db
    .selectFrom('agencies')
    .selectAll()
    .where('kind', '=', 'centre')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toAgency);
}

/** Agencies kept by one centre, of one kind, in their order. */
export async function listOfCentre(
  db: Reader,
  centreId: string,
  kind: AgencyKind,
): Promise<readonly Agency[]> {
  const rows = await db
    .selectFrom('agencies')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('kind', '=', kind)
    .orderBy('sort_order')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toAgency);
}

/** A child by its code; `parentId` null for a province. */
export async function findByCode(
  db: Reader,
  parentId: string | null,
  code: string,
): Promise<Agency | undefined> {
  const query = db.selectFrom('agencies').selectAll().where('code', '=', code);
  const row = await (parentId === null
    ? query.where('kind', '=', 'province')
    : query.where('parent_id', '=', parentId)
  ).executeTakeFirst();
  return row && toAgency(row);
}

/** What changes in an agency row. */
export type AgencyFields = Omit<Agency, 'id' | 'centreId' | 'parentId' | 'kind'>;

function columns(fields: AgencyFields) {
  return {
    code: fields.code,
    name: fields.name,
    short_name: fields.shortName,
    identity_code: fields.identityCode,
    address: fields.address,
    phone: fields.phone,
    email: fields.email,
    hosts: [...fields.hosts],
    active: fields.active,
  };
}

/** Adds an agency at the end of its siblings. */
export async function insertAgency(
  tx: Tx,
  agency: Agency,
  at: Temporal.Instant,
  sortOrder: number,
): Promise<void> {
  await tx
    .insertInto('agencies')
    .values({
      id: agency.id,
      centre_id: agency.centreId,
      parent_id: agency.parentId,
      kind: agency.kind,
      sort_order: sortOrder,
      created_at: at,
      updated_at: at,
      ...columns(agency),
    })
    .execute();
}

/** Changes an agency of the transaction's centre. */
export async function updateAgency(
  tx: Tx,
  id: string,
  fields: AgencyFields,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('agencies')
    .set({ ...columns(fields), updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Locks a row of the transaction's centre for a change. */
export async function lockAgency(tx: Tx, id: string): Promise<Agency | undefined> {
  const row = await tx.selectFrom('agencies').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toAgency(row);
}

interface CounterRow {
  readonly id: string;
  readonly centre_id: string;
  readonly number: number;
  readonly name: string;
  readonly priority: boolean;
  readonly active: boolean;
}

function toCounter(row: CounterRow): Counter {
  return {
    id: row.id,
    centreId: row.centre_id,
    number: row.number,
    name: row.name,
    priority: row.priority,
    active: row.active,
  };
}

/** Counters of the transaction's centre by number. */
export async function listCounterRows(tx: Tx): Promise<readonly Counter[]> {
  return (await tx.selectFrom('counters').selectAll().orderBy('number').execute()).map(toCounter);
}

/** Adds a counter or changes the one with the same id. */
export async function saveCounterRow(tx: Tx, counter: Counter, at: Temporal.Instant): Promise<void> {
  const fields = {
    number: counter.number,
    name: counter.name,
    priority: counter.priority,
    active: counter.active,
  };
  await tx
    .insertInto('counters')
    .values({ id: counter.id, centre_id: counter.centreId, ...fields, created_at: at, updated_at: at })
    .onConflict((oc) => oc.column('id').doUpdateSet({ ...fields, updated_at: at }))
    .execute();
}
