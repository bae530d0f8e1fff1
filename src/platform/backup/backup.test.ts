import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { record } from '#modules/audit/commands/record.ts';
import { verifyAudit } from '#modules/audit/queries.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import { systemActor } from '../actor.ts';
import { makeDb, makePool } from '../db/pool.ts';
import { inTransaction } from '../db/tx.ts';
import { newId } from '../id.ts';
import { enqueue } from '../jobs.ts';
import { type TestContext, testContext } from '../testing/app.ts';
import { BackupError } from './error.ts';
import { checkBackup } from './open.ts';
import { ask, type Bench, fingerprint, makeBench, SECRET } from './testing/bench.ts';

let t: TestContext;
let bench: Bench;
let centreId: string;
const accountId = newId();
let sealed: Uint8Array;

beforeAll(async () => {
  t = await testContext({ modules: [] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-vi-du'));
  sealed = await sealSecret(t.ctx.config, accountId, 'khoá của Nguyễn Văn Ví Dụ');
  await t.ctx.storage.put('ho-so/don.txt', Buffer.from('Đơn đề nghị\n'.repeat(50_000)));
  await t.ctx.storage.put('ho-so/rong.txt', Buffer.alloc(0));
  for (let turn = 0; turn < 20; turn += 1) {
    await act(`lần ${turn}`);
  }
});

beforeEach(async () => {
  bench = await makeBench(t);
});
afterEach(() => bench.close());

async function act(text: string): Promise<void> {
  const actor = systemActor(centreId, 'test');
  await inTransaction(t.ctx, actor, async (tx) => {
    await record(
      tx,
      actor,
      { action: 'test.write', subjectType: 'thing', subjectId: 'x', detail: { text: `${text} \\ \t\n "'` } },
      t.clock.now(),
    );
  });
}

async function refusal(work: Promise<unknown>): Promise<BackupError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BackupError);
  return error instanceof BackupError ? error : new BackupError('no-data');
}

describe('a backup', () => {
  it('comes back row by row, file by file, with sequences, history and keys', async () => {
    const report = await bench.backup();
    expect(report.file).toMatch(/motcua-20260504-0800\.mcb$/);
    expect(report.files).toBeGreaterThanOrEqual(3);
    const restored = await bench.restore(report.file);
    expect(restored).toMatchObject({ rows: report.rows, files: report.files, setAside: {}, migrated: [] });

    expect(await fingerprint(bench.targetUrl)).toEqual(await fingerprint(t.urls.owner));
    for (const key of ['ho-so/don.txt', 'ho-so/rong.txt']) {
      const copy = await readFile(join(bench.targetHome, 'files', key));
      expect(copy.equals(await t.ctx.storage.get(key))).toBe(true);
    }
    expect((await stat(join(bench.targetHome, 'installation.key'))).mode & 0o777).toBe(0o600);
    const config = { ...t.ctx.config, dataHome: bench.targetHome };
    expect(await openSecret(config, accountId, sealed)).toBe('khoá của Nguyễn Văn Ví Dụ');
    const db = makeDb(makePool({ connectionString: bench.targetUrl, role: 'motcua_app' }));
    const reports = await verifyAudit({ ...t.ctx, config, db });
    await db.destroy();
    expect(reports.filter((one) => one.broken)).toEqual([]);
    expect(await bench.databases()).toHaveLength(1);
  });

  it('is one moment, however many write meanwhile', async () => {
    let writing = true;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let turn = 0; writing; turn += 1) {
        await act(`người ghi ${writer}, lần ${turn}`);
      }
    });
    const { file } = await bench.backup().finally(() => {
      writing = false;
    });
    await Promise.all(writers);
    await bench.restore(file);
    const chain = `SELECT h.seq::int AS head, (SELECT count(*)::int FROM audit_entries e WHERE e.centre_id = h.centre_id) AS links,
      (SELECT hash FROM audit_entries e WHERE e.centre_id = h.centre_id ORDER BY seq DESC LIMIT 1) = h.hash AS joined
      FROM audit_heads h WHERE h.centre_id = '${centreId}'`;
    const [then] = await ask<{ head: number; links: number; joined: boolean }>(bench.targetUrl, chain);
    const [now] = await ask<{ head: number; links: number }>(t.urls.owner, chain);
    expect(then).toMatchObject({ head: then?.links, joined: true });
    expect(now?.head).toBeGreaterThan(then?.head ?? Number.POSITIVE_INFINITY);
  });

  it('holds nothing readable', async () => {
    const { file } = await bench.backup();
    const bytes = await readFile(file);
    expect(bytes.includes('Nguyễn')).toBe(false);
    expect(bytes.includes('agencies')).toBe(false);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });
});

describe('a file that is not what it was', () => {
  let whole: Buffer;
  let file: string;
  beforeAll(async () => {
    const once = await makeBench(t);
    whole = await readFile((await once.backup()).file);
    await once.close();
  });
  beforeEach(async () => {
    file = join(bench.folder, 'motcua-20260504-0800.mcb');
    await writeFile(file, whole);
  });

  async function refusedWith(code: string, secret = SECRET): Promise<void> {
    expect((await refusal(checkBackup(file, secret))).code).toBe(code);
    expect((await refusal(bench.restore(file, { secret }))).code).toBe(code);
    expect(await bench.databases()).toEqual([]);
    expect(await readdir(bench.targetHome)).toEqual([]);
  }

  it.each([
    ['in the magic', 3, 'not-a-backup'],
    ['in the first chunk', 1000, 'damaged'],
    ['in the last byte', -1, 'damaged'],
  ])('a flipped bit %s is refused and nothing is written', async (_, at, code) => {
    const bytes = Buffer.from(whole);
    const index = at < 0 ? bytes.length + at : at;
    bytes.writeUInt8((bytes[index] ?? 0) ^ 1, index);
    await writeFile(file, bytes);
    await refusedWith(code);
  });

  it('another salt is refused and nothing is written', async () => {
    const bytes = Buffer.from(whole);
    const at = bytes.indexOf('"salt":"') + '"salt":"'.length;
    // Another letter of the salt's alphabet: a flipped bit may leave that alphabet, and the head is then no head at all.
    bytes.write(bytes.toString('latin1', at, at + 1) === 'B' ? 'C' : 'B', at, 'latin1');
    await writeFile(file, bytes);
    await refusedWith('wrong-key');
  });

  it('a cut file is refused and nothing is written', async () => {
    await truncate(file, whole.length - 100);
    await refusedWith('damaged');
  });

  it('a wrong passphrase is refused and nothing is written', async () => {
    await refusedWith('wrong-key', 'mot cau mat khau khac han');
  });

  it('a missing file is refused', async () => {
    await rm(file);
    await refusedWith('file-missing');
  });
});

describe('restoring where data are', () => {
  it('is refused and changes nothing; with replace they are set aside, not deleted', async () => {
    const { file } = await bench.backup();
    await bench.restore(file);
    const before = await fingerprint(bench.targetUrl);
    await act('sau lúc sao lưu');

    const refused = await refusal(bench.restore(file));
    expect(refused.code).toBe('not-empty');
    expect(refused.message).toContain('--replace');
    expect(await fingerprint(bench.targetUrl)).toEqual(before);
    expect(await bench.databases()).toHaveLength(1);

    const second = await bench.backup();
    const report = await bench.restore(second.file, { replace: true });
    const [name, former] = await bench.databases();
    expect(report.setAside.database).toBe(former);
    expect(bench.targetUrl).toContain(String(name));
    expect(await fingerprint(bench.targetUrl)).toEqual(await fingerprint(t.urls.owner));
    expect(await fingerprint(bench.targetUrl.replace(String(name), String(former)))).toEqual(before);
    expect(await readdir(report.setAside.folder ?? '')).toContain('installation.key');
  });

  it('is refused while somebody is connected', async () => {
    const { file } = await bench.backup();
    await bench.occupy();
    const pool = makePool({ connectionString: bench.targetUrl, max: 1 });
    await pool.query('SELECT 1');
    expect((await refusal(bench.restore(file, { replace: true }))).code).toBe('in-use');
    await pool.end();
  });
});

describe('jobs that were pending', () => {
  const queue = `SELECT t.identifier AS task, j.attempts >= j.max_attempts AS held, j.payload::text AS payload, j.key
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.run_at`;

  beforeAll(async () => {
    const actor = systemActor(centreId, 'test');
    const later = t.clock.now().add({ hours: 24 });
    await inTransaction(t.ctx, actor, async (tx) => {
      await enqueue(tx, 'print', { text: 'dòng 1\ndòng "2" \\' }, { runAt: t.clock.now() });
      await enqueue(tx, 'remind', { day: 'mai' }, { runAt: later, jobKey: 'nhac-1' });
    });
  });
  afterAll(() => t.owner.query('DELETE FROM graphile_worker._private_jobs'));

  it('do not run twice: what was due is held back, what is for later stays', async () => {
    const { file, jobs } = await bench.backup();
    expect(jobs).toBe(2);
    const { heldJobs } = await bench.restore(file, { now: t.clock.now().add({ hours: 6 }) });
    expect(heldJobs).toBe(1);
    expect(await ask(bench.targetUrl, queue)).toEqual([
      { task: 'print', held: true, payload: JSON.stringify({ text: 'dòng 1\ndòng "2" \\' }), key: null },
      { task: 'remind', held: false, payload: '{"day":"mai"}', key: 'nhac-1' },
    ]);
  });

  it('go on when the old machine did nothing after the backup', async () => {
    const { file } = await bench.backup();
    expect(await bench.restore(file, { resumeJobs: true })).toMatchObject({ heldJobs: 0 });
    expect(await ask(bench.targetUrl, queue)).toMatchObject([{ held: false }, { held: false }]);
  });
});

describe('keeping', () => {
  it('removes only the oldest of this installation, only after success', async () => {
    const foreign = join(bench.folder, 'motcua-20200101-0000.mcb');
    await writeFile(foreign, 'của nơi khác');
    const names: string[] = [];
    for (const hours of [0, 1, 2]) {
      const { file } = await bench.backup({ now: t.clock.now().add({ hours }) });
      names.push(file);
    }
    const failed = await refusal(bench.backup({ keep: 1, ownerUrl: bench.targetUrl }));
    expect(failed.code).toBe('no-data');
    expect(await readdir(bench.folder)).toHaveLength(4);
    const { removed, file } = await bench.backup({ keep: 2, now: t.clock.now().add({ hours: 3 }) });
    expect(removed).toHaveLength(2);
    expect((await readdir(bench.folder)).map((name) => join(bench.folder, name))).toEqual(
      [foreign, names[2], file].sort(),
    );
  });

  it('refuses a folder that is not there', async () => {
    const refused = await refusal(bench.backup({ to: join(bench.folder, 'khong-co') }));
    expect(refused.code).toBe('folder-missing');
  });
});
