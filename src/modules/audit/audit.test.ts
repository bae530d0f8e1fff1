import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { logAccess, record } from './commands/record.ts';
import { sealDay } from './commands/seal.ts';
import { listAudit, verifyAudit } from './queries.ts';

let t: TestContext;
let centreId: string;
let otherCentreId: string;

beforeAll(async () => {
  t = await testContext({ modules: [] });
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-khac'));
});

beforeEach(async () => {
  centreId = await setUpCommune(t.ctx, communeFixture(`xa-${newId()}`));
  for (const index of [1, 2, 3]) {
    await write(`Nguyễn Văn Ví Dụ ${index}`);
  }
});

async function write(text: string, centre = centreId): Promise<number> {
  const actor = systemActor(centre, 'test');
  return inTransaction(t.ctx, actor, (tx) =>
    record(
      tx,
      actor,
      { action: 'test.write', subjectType: 'thing', subjectId: 'x1', detail: { text } },
      t.clock.now(),
    ),
  );
}

/** Changes rows behind the application's back, as somebody with the database's password could. */
async function tamper(sql: string): Promise<void> {
  const client = await t.owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(sql.replaceAll('$c', `'${centreId}'`));
  } finally {
    await client.query("SET session_replication_role = 'origin'");
    client.release();
  }
}

async function firstBroken() {
  const [report] = await verifyAudit(t.ctx, centreId);
  return report?.broken;
}

describe('the audit chain', () => {
  it('is whole after ordinary work, over all centres', async () => {
    await write('elsewhere', otherCentreId);
    const reports = await verifyAudit(t.ctx);
    expect(reports.length).toBeGreaterThanOrEqual(2);
    expect(reports.map((report) => report.broken)).toEqual(reports.map(() => undefined));
    expect(reports.find((report) => report.centreId === centreId)?.entries).toBe(4);
  });

  it('numbers without gaps under parallel writers', async () => {
    const numbers = await Promise.all(Array.from({ length: 24 }, (_, i) => write(`parallel ${i}`)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i + 5));
    expect(await firstBroken()).toBeUndefined();
  });

  it('keeps numbers and texts that JSON and the database write differently', async () => {
    const actor = systemActor(centreId, 'test');
    const detail = {
      big: 1e21,
      small: 1e-9,
      minus: -0,
      text: 'e\u0301 \u0000 "quote" \\ đồng',
      deep: [{ z: 1, a: null }],
    };
    await inTransaction(t.ctx, actor, (tx) =>
      record(
        tx,
        actor,
        { action: 'test.write', subjectType: 'thing', subjectId: 'x', detail },
        t.clock.now(),
      ),
    );
    expect(await firstBroken()).toBeUndefined();
  });

  it.each([
    [
      'a changed detail',
      `UPDATE audit_entries SET detail = '{"text":"khác"}' WHERE centre_id = $c AND seq = 3`,
      'changed',
      '3',
    ],
    [
      'a changed name',
      `UPDATE audit_entries SET actor_name = 'khác' WHERE centre_id = $c AND seq = 2`,
      'changed',
      '2',
    ],
    [
      'a changed time',
      `UPDATE audit_entries SET at = at + interval '1 second' WHERE centre_id = $c AND seq = 1`,
      'changed',
      '1',
    ],
    ['a removed entry', 'DELETE FROM audit_entries WHERE centre_id = $c AND seq = 2', 'removed', '2'],
    ['a removed first entry', 'DELETE FROM audit_entries WHERE centre_id = $c AND seq = 1', 'removed', '1'],
    ['a cut tail', 'DELETE FROM audit_entries WHERE centre_id = $c AND seq >= 3', 'tail-cut', '3'],
    ['all entries removed', 'DELETE FROM audit_entries WHERE centre_id = $c', 'tail-cut', '1'],
    [
      'an inserted entry',
      `INSERT INTO audit_entries SELECT centre_id, seq + 1, at, actor_kind, actor_id, actor_name, action, subject_type,
         subject_id, detail, hash, hash FROM audit_entries WHERE centre_id = $c AND seq = 4`,
      'changed',
      '5',
    ],
    [
      'two swapped entries',
      `UPDATE audit_entries SET seq = seq + 100 WHERE centre_id = $c AND seq IN (2, 3);
       UPDATE audit_entries SET seq = 105 - seq WHERE centre_id = $c AND seq IN (102, 103)`,
      'inserted',
      '2',
    ],
    ['a removed head', 'DELETE FROM audit_heads WHERE centre_id = $c', 'head-missing', '4'],
    ['a changed head', `UPDATE audit_heads SET hash = sha256('x') WHERE centre_id = $c`, 'head-changed', '4'],
    [
      'an entry given to another centre',
      `UPDATE audit_entries SET centre_id = '${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}' WHERE centre_id = $c AND seq = 3`,
      'removed',
      '3',
    ],
  ])('names the first broken link after %s', async (_name, sql, kind, at) => {
    await tamper(sql);
    expect(await firstBroken()).toMatchObject({ centreId, kind, at });
  });
});

describe('the database keeps the trail', () => {
  const actor = () => systemActor(centreId, 'test');

  it.each([
    ['change', "update audit_entries set actor_name = 'x'"],
    ['remove', 'delete from audit_entries'],
    [
      'add by hand',
      "insert into audit_heads (centre_id, seq, hash) values (app.current_centre(), 9, sha256('x'))",
    ],
    ['move the head', 'update audit_heads set seq = 0'],
    ['change the access log', "update access_log set what = 'x'"],
    ['empty', 'truncate audit_entries'],
  ])('the application may not %s', async (_name, text) => {
    const { sql } = await import('kysely');
    await expect(inTransaction(t.ctx, actor(), (tx) => sql.raw(text).execute(tx))).rejects.toThrow(
      /permission denied|refused/,
    );
    expect(await firstBroken()).toBeUndefined();
  });

  it('even the owner is stopped by the triggers', async () => {
    await expect(t.owner.query('DELETE FROM audit_entries')).rejects.toThrow(/refused/);
    await expect(t.owner.query("UPDATE audit_entries SET actor_name = 'x'")).rejects.toThrow(/refused/);
    await expect(t.owner.query('TRUNCATE audit_entries')).rejects.toThrow(/refused/);
  });

  it('nobody writes into the chain of another centre', async () => {
    await expect(
      inTransaction(t.ctx, systemActor(otherCentreId, 'test'), (tx) =>
        record(tx, actor(), { action: 'test.write', subjectType: 'thing', subjectId: 'x' }, t.clock.now()),
      ),
    ).rejects.toThrow(/another centre/);
    expect(await firstBroken()).toBeUndefined();
  });

  it('an act that is rolled back leaves no entry', async () => {
    await expect(
      inTransaction(t.ctx, actor(), async (tx) => {
        await record(
          tx,
          actor(),
          { action: 'test.write', subjectType: 'thing', subjectId: 'x' },
          t.clock.now(),
        );
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect((await verifyAudit(t.ctx, centreId))[0]).toMatchObject({ entries: 4, broken: undefined });
  });
});

describe('daily seals and the access log', () => {
  const system = () => systemActor(centreId, 'seal');

  async function view(subjectId: string): Promise<void> {
    await inTransaction(t.ctx, system(), (tx) =>
      logAccess(tx, system(), { what: 'dossier.view', subjectType: 'dossier', subjectId }, t.clock.now()),
    );
  }

  it('seals a day once, and a whole trail passes', async () => {
    await view('H99.1-260504-0001');
    const seal = await sealDay(t.ctx, system(), 0);
    expect(seal).toMatchObject({ seq: 4 });
    expect(await sealDay(t.ctx, system(), 0)).toBeUndefined();
    await write('after the seal');
    t.clock.tick({ hours: 24 });
    expect(await sealDay(t.ctx, system(), 0)).toMatchObject({ seq: 5 });
    expect((await verifyAudit(t.ctx, centreId))[0]).toMatchObject({ seals: 2, broken: undefined });
  });

  it('finds a cut that was hidden by moving the head along', async () => {
    await sealDay(t.ctx, system(), 0);
    await tamper('DELETE FROM audit_entries WHERE centre_id = $c AND seq = 4');
    await tamper(`UPDATE audit_heads h SET seq = 3, hash = e.hash FROM audit_entries e
      WHERE h.centre_id = $c AND e.centre_id = h.centre_id AND e.seq = 3`);
    expect(await firstBroken()).toMatchObject({ kind: 'seal-mismatch' });
  });

  it.each([
    ['changed', "UPDATE access_log SET actor_name = 'ai đó' WHERE centre_id = $c"],
    ['removed', 'DELETE FROM access_log WHERE centre_id = $c'],
  ])('finds rows of the sealed access log that were %s', async (_name, sql) => {
    await view('H99.1-260504-0002');
    await sealDay(t.ctx, system(), 0);
    await tamper(sql);
    expect(await firstBroken()).toMatchObject({ kind: 'access-log-changed' });
  });

  it('finds a changed seal', async () => {
    await sealDay(t.ctx, system(), 0);
    await tamper('UPDATE audit_seals SET access_last = access_last + 1 WHERE centre_id = $c');
    expect(await firstBroken()).toMatchObject({ kind: 'seal-changed' });
  });
});

describe('who may read the trail', () => {
  const staff = (roles: StaffActor['roles'], centre = centreId): StaffActor => ({
    kind: 'staff',
    accountId: newId(),
    centreId: centre,
    unitId: newId(),
    roles,
    displayName: 'Trần Thị Thử',
    position: 'Chuyên viên',
  });

  it.each(['auditor', 'administrator'] as const)('%s may', async (role) => {
    const page = await listAudit(t.ctx, staff([role]), {});
    expect(page.entries.map((entry) => entry.seq)).toEqual([4, 3, 2, 1]);
  });

  it.each(['receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader'] as const)(
    '%s may not',
    async (role) => {
      await expect(listAudit(t.ctx, staff([role]), {})).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it('an auditor sees only the own centre, filtered as asked', async () => {
    const other = await listAudit(t.ctx, staff(['auditor'], otherCentreId), {
      subject: 'x1',
      action: 'test.',
    });
    expect(other.entries.every((entry) => entry.centreId === otherCentreId)).toBe(true);
    const none = await listAudit(t.ctx, staff(['auditor']), { actor: 'không có ai' });
    expect(none.entries).toEqual([]);
    const day = await listAudit(t.ctx, staff(['auditor']), {
      from: '2026-05-04',
      to: '2026-06-30',
      before: 3,
    });
    expect(day.entries.map((entry) => entry.seq)).toEqual([2, 1]);
  });
});
