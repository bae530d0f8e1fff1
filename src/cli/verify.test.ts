import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { examine } from './doctor.ts';
import { verifyAll } from './verify.ts';

let t: TestContext;

beforeAll(async () => {
  t = await testContext();
  await setUpCommune(t.ctx, communeFixture());
});

describe('motcua doctor', () => {
  it('finds a working installation well, and names what it looked at', async () => {
    const reports = await examine(t.ctx);
    const basics = reports.filter((report) => ['cơ sở dữ liệu', 'kho tệp'].includes(report.name));
    expect(basics.map((report) => report.ok)).toEqual([true, true]);
    expect(reports.map((report) => report.name)).toEqual(expect.arrayContaining(['ổ đĩa', 'đồng hồ']));
  });

  it('notices a clock that stands far from the database', async () => {
    const reports = await examine({
      ...t.ctx,
      clock: { now: () => Temporal.Instant.from('2020-01-01T00:00:00Z') },
    });
    expect(reports.find((report) => report.name === 'đồng hồ')?.ok).toBe(false);
  });

  it('reports a part that cannot be asked instead of stopping there', async () => {
    const storage = { ...t.ctx.storage, put: () => Promise.reject(new Error('ổ đĩa chỉ đọc')) };
    const reports = await examine({ ...t.ctx, storage });
    expect(reports.find((report) => report.name === 'kho tệp')).toMatchObject({
      ok: false,
      detail: 'ổ đĩa chỉ đọc',
    });
  });
});

describe('motcua verify', () => {
  it('passes on what the product wrote', async () => {
    const result = await verifyAll(t.ctx);
    expect(result).toMatchObject({ ok: true, broken: [] });
    expect(result.entries).toBeGreaterThan(0);
    expect(result.checked).toContain('audit');
  });

  it('names the first broken link after a hand in the database', async () => {
    const client = await t.owner.connect();
    try {
      await client.query("SET session_replication_role = 'replica'");
      await client.query(`UPDATE audit_entries SET detail = '{}' WHERE seq = 1`);
      await client.query("SET session_replication_role = 'origin'");
    } finally {
      client.release();
    }
    const result = await verifyAll(t.ctx);
    expect(result.ok).toBe(false);
    expect(result.broken[0]).toMatchObject({
      check: 'audit',
      what: expect.stringContaining('số 1 đã bị sửa'),
    });
  });
});
