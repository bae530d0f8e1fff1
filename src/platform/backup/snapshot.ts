import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BackupError, errnoOf } from './error.ts';
import type { About, TableShape } from './format.ts';

/** The rows of one COPY as a stream; `rows` is right when the stream has ended. */
interface RowStream {
  readonly body: AsyncIterable<Buffer>;
  rows(): number;
}

/** One moment of the database. Everything read through it is of that same moment, whatever others write meanwhile. */
export interface Snapshot {
  readonly about: Pick<About, 'migrations' | 'tables' | 'sequences'>;
  table(shape: TableShape): RowStream;
  /** Jobs that had not run yet, one JSON object a line. */
  jobs(): RowStream;
}

/** Schemas that are not the product's data: PostgreSQL's own, and the job queue's, whose tables are its private matter. */
const OTHER_SCHEMAS = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'graphile_worker')`;

const TABLES = `
  SELECT n.nspname AS schema, c.relname AS name,
         (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${OTHER_SCHEMAS}
     AND NOT (n.nspname = 'public' AND c.relname = 'schema_migrations')
     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
   ORDER BY n.nspname, c.relname`;

const SEQUENCES = `
  SELECT n.nspname AS schema, c.relname AS name, pg_sequence_last_value(c.oid)::text AS last
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind = 'S' AND ${OTHER_SCHEMAS}
   ORDER BY n.nspname, c.relname`;

const MIGRATIONS = `
  SELECT name, sha256, to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "appliedAt"
    FROM public.schema_migrations ORDER BY name`;

const JOBS = `
  SELECT jsonb_build_object(
           'task', t.identifier, 'payload', j.payload, 'queue', q.queue_name, 'runAt', j.run_at,
           'attempts', j.attempts, 'maxAttempts', j.max_attempts, 'key', j.key, 'priority', j.priority,
           'flags', (SELECT jsonb_agg(f) FROM jsonb_object_keys(j.flags) f))
    FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
   ORDER BY j.id`;

/** A table's name as SQL wants it. */
export const qualified = (table: { readonly schema: string; readonly name: string }): string =>
  `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;

/** The columns of a COPY, in parentheses. */
export const columnList = (table: TableShape): string =>
  `(${table.columns.map(pg.escapeIdentifier).join(', ')})`;

async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; sees: boolean }>(
    'SELECT rolname AS role, rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user',
  );
  const [me] = rows;
  if (me?.sees !== true) {
    throw new BackupError('rights-backup', { role: me?.role ?? '' });
  }
}

async function describe(client: pg.Client): Promise<Snapshot['about']> {
  const migrations = await client.query<About['migrations'][number]>(MIGRATIONS);
  const tables = await client.query<TableShape>(TABLES);
  // As pg_dump does: nobody may change a table's shape until the last row is read. Writers are not disturbed.
  await client.query(`LOCK TABLE ${tables.rows.map(qualified).join(', ')} IN ACCESS SHARE MODE`);
  const sequences = await client.query<About['sequences'][number]>(SEQUENCES);
  return { migrations: migrations.rows, tables: tables.rows, sequences: sequences.rows };
}

function rowsOf(client: pg.Client, sql: string): RowStream {
  const stream = copyTo(sql);
  return { body: client.query(stream), rows: () => stream.rowCount };
}

const NOT_THERE = new Set(['3D000', '42P01']);

/**
 * Opens one read-only moment of the database as its owner.
 * @param dataHome named in the message when there is no database yet
 * @throws BackupError `no-data`, `rights-backup`
 */
export async function withSnapshot<T>(
  ownerUrl: string,
  dataHome: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC',
    application_name: 'motcua backup',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await checkRights(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Rather an error than rows that row-level security hides.
    await client.query(
      'SET LOCAL row_security = off; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0',
    );
    const about = await describe(client);
    return await work({
      about,
      table: (shape) => rowsOf(client, `COPY ${qualified(shape)} ${columnList(shape)} TO STDOUT`),
      // One line is one job: bytes that JSON text cannot contain stand in for CSV's quote and comma.
      jobs: () => rowsOf(client, `COPY (${JOBS}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`),
    });
  } catch (error) {
    if (NOT_THERE.has(errnoOf(error) ?? '')) {
      throw new BackupError('no-data', { dataHome }, error);
    }
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
