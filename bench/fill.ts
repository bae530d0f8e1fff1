import type pg from 'pg';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { EXAMPLE_COMMUNE } from '#modules/identity/commands/example/commune.ts';
import type { AppContext } from '#platform/context.ts';

/** Dossiers of the commune under load: what the reference commune receives in a year. */
const HERE = Number(process.env['BENCH_HERE'] ?? 10_000);
/** Communes of a province in one installation. */
const COMMUNES = 170;
/** Of a commune's dossiers so many in a thousand are open: a hundred on the desks of such a commune. */
const OPEN_PER_MILLE = 10;
/** Filling stops after so many minutes, at whatever number it came to. */
const PATIENCE = Number(process.env['BENCH_FILL_MINUTES'] ?? 4);
const BATCH = 10_000;

/** What lies in the database now. */
export interface Filled {
  readonly dossiers: number;
  /** Of these in the example commune, which bears the whole load. */
  readonly here: number;
  readonly seconds: number;
  /** False when filling was given up for want of time. */
  readonly whole: boolean;
}

interface Template {
  /** How many of a thousand dossiers look like this. */
  readonly share: number;
  readonly id: string;
}

const PENSION = '2.000884';
const BIRTH = '1.001193';

type Act = readonly [
  Parameters<TestCommune['act']>[0],
  { readonly type: Parameters<TestCommune['act']>[2]['type'] } & Record<string, unknown>,
];

const EXAMINED: readonly Act[] = [
  ['tiepnhan1', { type: 'complete-step' }],
  ['chuyenvien.tp', { type: 'accept-hand-over' }],
];
const WAITING: readonly Act[] = [
  ['tiepnhan1', { type: 'complete-step' }],
  [
    'chuyenvien.tp',
    { type: 'request-supplement', items: [{ content: 'Giấy chứng sinh', reason: 'Bản chụp bị mờ' }] },
  ],
  ['tiepnhan1', { type: 'pass-on-supplement' }],
];
const RETURNED: readonly Act[] = [
  ...EXAMINED,
  ['chuyenvien.tp', { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện chứng thực' }],
  ['chuyenvien.tp', { type: 'complete-step' }],
  ['phochutich', { type: 'sign-result' }],
  ['phochutich', { type: 'complete-step' }],
  ['chuyenvien.tp', { type: 'enter-register', book: 'SCT/CK,ĐC', documents: [{ name: 'Giấy ủy quyền' }] }],
  ['chuyenvien.tp', { type: 'complete-step' }],
  [
    'tiepnhan1',
    { type: 'return-result', via: 'paper', receiver: { name: 'Nguyễn Văn Ví Dụ', as: 'applicant' } },
  ],
];

/** Plays one dossier of each kind through the real commands. */
async function playTemplates(commune: TestCommune): Promise<readonly Template[]> {
  const play = async (share: number, code: string, acts: readonly Act[]): Promise<Template> => {
    const intake = await commune.intake(code);
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    for (const [who, command] of acts) {
      await commune.act(who, { id: dossier.id }, command);
    }
    return { share, id: dossier.id };
  };
  return [
    await play(OPEN_PER_MILLE / 2, BIRTH, EXAMINED),
    await play(OPEN_PER_MILLE / 4, BIRTH, []),
    await play(OPEN_PER_MILLE / 4, BIRTH, WAITING),
    await play(1_000 - OPEN_PER_MILLE, PENSION, RETURNED),
  ];
}

async function otherCentres(ctx: AppContext): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 1; n < COMMUNES; n += 1) {
    const name = `xã Ví Dụ ${n}`;
    ids.push(
      await setUpCommune(ctx, {
        province: EXAMPLE_COMMUNE.province,
        commune: {
          code: `vi-du-${n}`,
          name: `Ủy ban nhân dân ${name}`,
          shortName: name,
          identityCode: `H56.${n}`,
        },
        centre: { code: 'pvhcc', name: `Trung tâm Phục vụ hành chính công ${name}`, shortName: name },
        counters: [],
      }),
    );
  }
  return ids;
}

/** Names of people who are obviously none: 2 × 3 syllables that vary, each as common as such syllables are. */
const NAMES = `(ARRAY['Nguyễn','Nguyễn','Nguyễn','Trần','Lê','Phạm','Hoàng','Bùi','Đỗ','Vũ'])[1 + n % 10]
  || ' ' || (ARRAY['Văn','Thị','Đức','Ngọc','Minh','Thanh','Xuân'])[1 + n % 7] || ' Ví Dụ '
  || (ARRAY['An','Bảo','Bình','Cường','Diệu','Dung','Giang','Hạnh','Khánh','Lan','Mạnh'])[1 + n / 70 % 11]
  || ' ' || (ARRAY['Nga','Oanh','Phúc','Quý','Sơn','Tâm','Thảo','Uyên','Vinh','Yến','Hiếu','Kiên','Loan'])[1 + n / 770 % 13]`;

/** Texts with holes for what differs: 1 id, 2 number, 3 centre, 4 name, 5 code of look-up, 6 phone, 7 identity number. */
const holes = (text: string) => `
  replace(replace(replace(replace(replace(replace(replace(replace(${text}, '%', '%%'),
    d.id::text, '%1$s'), d.number, '%2$s'), d.centre_id::text, '%3$s'), d.applicant_name, '%4$s'),
    d.lookup_code, '%5$s'), '0900000001', '%6$s'), '038000000001', '%7$s')`;
const filled = (text: string) =>
  `format(${text}, p.id, p.number, p.centre_id, p.name, p.code, p.phone, p.id_number)::jsonb`;

/** The plan: one narrow row for each dossier to be, in the order of its id. */
async function plan(
  owner: pg.Pool,
  templates: readonly Template[],
  centres: readonly string[],
  here: string,
  most: number,
): Promise<void> {
  const atHome = Math.min(HERE, Math.ceil(most / 10));
  await owner.query(`CREATE SCHEMA bench`);
  await owner.query(
    `CREATE UNLOGGED TABLE bench.template AS
       SELECT row_number() OVER () AS kind, d.id, ${holes('d.state::text')} AS state
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted(id, place) JOIN dossiers d USING (id) ORDER BY place`,
    [templates.map(({ id }) => id)],
  );
  await owner.query('CREATE UNLOGGED TABLE bench.event (kind bigint, seq int, data text, whole jsonb)');
  // Kept beside the row and compressed, so that copies of it cost nothing but their bytes.
  await owner.query('ALTER TABLE bench.event ALTER COLUMN whole SET STORAGE MAIN');
  await owner.query(
    `INSERT INTO bench.event SELECT t.kind, e.seq, ${holes('e.data::text')}, e.data
       FROM bench.template t JOIN dossiers d ON d.id = t.id JOIN dossier_events e ON e.dossier_id = t.id`,
  );
  const [examined = 0, received = 0, waiting = 0] = templates.map(({ share }) => share);
  await owner.query(
    `CREATE UNLOGGED TABLE bench.plan AS
       SELECT row_number() OVER (ORDER BY id) AS place, * FROM (
         SELECT n <= $2::int AS here, kind, shift, uuidv7(-shift) AS id, centre_id,
           centre_code || '-' || to_char(now() - shift, 'YYMMDD') || '-' || (10000 + n) AS number,
           ${NAMES} AS name, upper(substr(md5(n::text), 1, 8)) AS code,
           '09' || lpad((n::bigint * 7919 % 100000000)::text, 8, '0') AS phone,
           '038' || lpad((n::bigint * 104729 % 1000000000)::text, 9, '0') AS id_number
         FROM (
           SELECT n, kind, here.id AS centre_id, here.code AS centre_code, CASE WHEN kind < 4
             THEN (n % 4000) * interval '1 minute' ELSE 1440 * interval '1 minute' + (n::bigint * 7919 % 1800000) * interval '83 seconds' END AS shift
           FROM (
             SELECT n, CASE WHEN n % 1000 < $5::int THEN 1 WHEN n % 1000 < $6::int THEN 2 WHEN n % 1000 < $7::int THEN 3 ELSE 4 END AS kind
             FROM generate_series(1, $1::int) AS n
           ) AS numbered
           CROSS JOIN LATERAL (
             SELECT c.id, 'H56.B' || CASE WHEN n <= $2::int THEN 0 ELSE 1 + n % cardinality($4::uuid[]) END AS code
             FROM (SELECT CASE WHEN n <= $2::int THEN $3::uuid ELSE ($4::uuid[])[1 + n % cardinality($4::uuid[])] END AS id) AS c
           ) AS here
         ) AS placed
       ) AS planned`,
    [
      most,
      atHome,
      here,
      centres,
      Math.round(examined),
      Math.round(examined + received),
      Math.round(examined + received + waiting),
    ],
  );
  await owner.query('CREATE UNIQUE INDEX ON bench.plan (place)');
  await owner.query('ANALYZE bench.plan');
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(owner: pg.Pool, table: string): Promise<readonly Column[]> {
  const { rows } = await owner.query<Column>(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position`,
    [table],
  );
  return rows;
}

/** `INSERT … SELECT` of every column: given ones by their expression, moments moved, the rest as in the template. */
function insertOf(
  table: string,
  columns: readonly Column[],
  given: Readonly<Record<string, string>>,
  from: string,
): string {
  const values = columns.map(({ name, type }) => {
    const own = `t.${name}`;
    return given[name] ?? (type.startsWith('timestamp') ? `${own} - p.shift` : own);
  });
  return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) SELECT ${values.join(', ')} FROM ${from}`;
}

async function statements(owner: pg.Pool): Promise<readonly string[]> {
  const between = 'p.place > $1 AND p.place <= $2 ORDER BY p.place';
  return [
    insertOf(
      'dossiers',
      await columnsOf(owner, 'dossiers'),
      {
        id: 'p.id',
        centre_id: 'p.centre_id',
        number: 'p.number',
        lookup_code: 'p.code',
        applicant_name: 'p.name',
        submitter_name: 'p.name',
        phones: 'ARRAY[p.phone]',
        id_numbers: 'ARRAY[p.id_number]',
        state: filled('b.state'),
      },
      `bench.plan p JOIN bench.template b ON b.kind = p.kind JOIN dossiers t ON t.id = b.id WHERE ${between}`,
    ),
    insertOf(
      'dossier_events',
      await columnsOf(owner, 'dossier_events'),
      {
        dossier_id: 'p.id',
        centre_id: 'p.centre_id',
        request_id: 'gen_random_uuid()',
        data: `CASE WHEN p.here THEN ${filled('b.data')} ELSE b.whole END`,
      },
      // Elsewhere the first events of each must do: their weight, not their story, is what the load feels.
      `bench.plan p JOIN bench.template k ON k.kind = p.kind JOIN bench.event b ON b.kind = p.kind
         JOIN dossier_events t ON t.dossier_id = k.id AND t.seq = b.seq
       WHERE (b.seq <= 3 OR p.here) AND ${between}, b.seq`,
    ),
  ];
}

/** Runs the batches on two connections, as the machine has two cores; returns how many rows of the plan were done. */
async function insertAll(owner: pg.Pool, most: number, until: number): Promise<number> {
  const inserts = await statements(owner);
  let next = 0;
  const worker = async () => {
    const connection = await owner.connect();
    try {
      // Only here: filled rows need no triggers, no references, no waiting for the disk.
      await connection.query('SET session_replication_role = replica');
      await connection.query('SET synchronous_commit = off');
      while (next < most && performance.now() < until) {
        const from = next;
        next += BATCH;
        await connection.query('BEGIN');
        for (const insert of inserts) {
          await connection.query(insert, [from, from + BATCH]);
        }
        await connection.query('COMMIT');
      }
    } finally {
      connection.release(true);
    }
  };
  await Promise.all([worker(), worker()]);
  return Math.min(next, most);
}

/** Takes the secondary indexes away while rows pour in and makes them again, as anyone does who loads a table. */
async function withoutIndexes<T>(owner: pg.Pool, work: () => Promise<T>): Promise<T> {
  const { rows } = await owner.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
     WHERE i.indrelid IN ('dossiers'::regclass, 'dossier_events'::regclass) AND NOT i.indisunique`,
  );
  for (const { name } of rows) {
    await owner.query(`DROP INDEX ${name}`);
  }
  const result = await work();
  const waiting = [...rows];
  const worker = async () => {
    const connection = await owner.connect();
    try {
      await connection.query(`SET maintenance_work_mem = '1GB'`);
      for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
        await connection.query(index.definition);
      }
    } finally {
      connection.release(true);
    }
  };
  await Promise.all([worker(), worker()]);
  return result;
}

/**
 * Fills a province: a year's dossiers with their whole histories in the example commune, the rest over 169 further
 * ones. Rows are multiplied by SQL out of a few dossiers that were played through the real commands; who they are,
 * their numbers and their days differ.
 */
export async function fillProvince(ctx: AppContext, owner: pg.Pool, most: number): Promise<Filled> {
  const from = performance.now();
  const commune = await testCommune(ctx);
  const templates = await playTemplates(commune);
  const centres = await otherCentres(ctx);
  await owner.query(`ALTER SYSTEM SET max_wal_size = '8GB'`);
  await owner.query('SELECT pg_reload_conf()');
  await plan(owner, templates, centres, commune.centreId, most);
  const dossiers = await withoutIndexes(owner, () => insertAll(owner, most, from + PATIENCE * 60_000));
  await owner.query('ALTER SYSTEM RESET max_wal_size');
  await owner.query('SELECT pg_reload_conf()');
  const { rows } = await owner.query<{ here: number }>(
    'SELECT count(*)::int AS here FROM bench.plan WHERE place <= $1 AND here',
    [dossiers],
  );
  await owner.query('VACUUM (ANALYZE) dossiers');
  await owner.query('VACUUM (ANALYZE) dossier_events');
  await owner.query('CHECKPOINT');
  return {
    dossiers,
    here: rows[0]?.here ?? 0,
    seconds: (performance.now() - from) / 1_000,
    whole: dossiers === most,
  };
}
