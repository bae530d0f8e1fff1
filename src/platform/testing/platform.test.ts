import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { inTransaction, readOnly } from '../db/tx.ts';
import { toProblem } from '../http/problem.ts';
import { newId } from '../id.ts';
import { enqueue } from '../jobs.ts';
import { testApp } from './app.ts';

const t = await testApp({ modules: [] });
const actor = { centreId: newId() };

test('the application role cannot get past row-level security', async () => {
  const { rows } = await sql<{ rolsuper: boolean; rolbypassrls: boolean; rolname: string }>`
    select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`.execute(t.ctx.db);
  expect(rows).toEqual([{ rolname: 'motcua_app', rolsuper: false, rolbypassrls: false }]);
});

test('a transaction knows its centre and a read-only one cannot write', async () => {
  const seen = await inTransaction(t.ctx, actor, (tx) =>
    sql<{ centre: string }>`select app.current_centre() as centre`.execute(tx),
  );
  expect(seen.rows[0]?.centre).toBe(actor.centreId);
  await expect(readOnly(t.ctx, actor, (tx) => enqueue(tx, 'nothing', {}))).rejects.toThrow(/read-only/);
});

test('instants and days survive the driver', async () => {
  const at = Temporal.Instant.from('2026-05-04T01:02:03.456Z');
  const { rows } = await sql<{ at: Temporal.Instant; day: Temporal.PlainDate }>`
    select ${at}::timestamptz as at, ${Temporal.PlainDate.from('2026-05-04')}::date as day`.execute(t.ctx.db);
  expect(rows[0]?.at.equals(at)).toBe(true);
  expect(rows[0]?.day.toString()).toBe('2026-05-04');
});

test('errors are problems with a reference, and unknown addresses are 404', async () => {
  const answer = await t.as(undefined, { method: 'GET', url: '/api/v1/nothing' });
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({ code: 'not-found', reference: answer.headers['x-request-id'] });
});

test('a text that the database cannot hold is the sender’s mistake, not ours', async () => {
  const failed = await sql`select ${'a\u0000b'}::text`.execute(t.ctx.db).catch((error: unknown) => error);
  expect(toProblem(failed)).toMatchObject({ code: 'bad-request', status: 400 });
});

test('a write from another site is refused', async () => {
  const answer = await t.as(undefined, {
    method: 'POST',
    url: '/api/v1/nothing',
    headers: { 'sec-fetch-site': 'cross-site' },
    payload: {},
  });
  expect(answer.statusCode).toBe(403);
});
