import { beforeAll, describe, expect, it } from 'vitest';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { finishTicket } from '#modules/queue/commands/finish.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { queueModule } from '#modules/queue/index.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { testHall } from '#modules/queue/testing.ts';
import type { Actor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { testContext } from '#platform/testing/app.ts';
import { answerSurvey } from './commands/answer-survey.ts';
import { explainRating } from './commands/explain-rating.ts';
import { rate } from './commands/rate.ts';
import { opener, sealText } from './commands/secrecy.ts';
import { feedbackModule } from './index.ts';
import { getInvitation, ratingFigures } from './queries.ts';
import { mixRatings } from './repo/contacts.ts';
import { Level } from './schema.ts';

const t = await testContext({ modules: [queueModule, feedbackModule] });
const hall = await testHall(t, { A: { counters: [1] } });
const officer = await hall.staff('receptionist');
const director = await hall.staff('centre-director');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const counterId = hall.counters[0]?.id ?? '';
const tokens: string[] = [];

async function visit(): Promise<string> {
  const { token } = await issueTicket(t.ctx, visitor, IssueInput.parse({}), { source: 'kiosk' });
  const { ticket } = await callNext(t.ctx, officer, { counterId });
  await finishTicket(t.ctx, officer, ticket?.id ?? '');
  return token;
}

beforeAll(async () => {
  for (const level of [1, 2, 3, 3, 3, 3]) {
    const token = await visit();
    tokens.push(token);
    await rate(t.ctx, visitor, token, Level.parse(level));
    await explainRating(t.ctx, visitor, token, {
      reasons: ['late'],
      comment: 'Chị Nguyễn Thị Ví Dụ trả muộn, gọi tôi 0900000001',
    });
    await answerSurvey(t.ctx, visitor, token, 1, { answer: 'later', words: '' });
    await answerSurvey(t.ctx, visitor, token, 9, { words: 'Tôi ở thôn Ví Dụ' });
  }
});

/** Every value of every row of every table, as text, with where it stands. */
async function everyValue(): Promise<Map<string, Set<string>>> {
  const { rows: columns } = await t.owner.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c join information_schema.tables b
       using (table_schema, table_name) where c.table_schema = 'public' and b.table_type = 'BASE TABLE'`,
  );
  const places = new Map<string, Set<string>>();
  for (const { table_name: table, column_name: column } of columns) {
    const { rows } = await t.owner.query<{ v: string }>(
      `select distinct "${column}"::text as v from "${table}" where "${column}" is not null`,
    );
    for (const { v } of rows) {
      const known = places.get(v) ?? new Set();
      places.set(v, known.add(`${table}.${column}`));
    }
  }
  return places;
}

/** Columns that say nothing of one visit: the centre, the day, small lists of words, flags. */
const COMMON = new Set(['centre_id', 'day', 'level', 'reasons', 'mixed', 'content', 'answer']);

describe('a rating cannot be led back with the database alone (NĐ 118/2025 Điều 29 khoản 3)', () => {
  it('has only the columns that were thought about, and no key into another table', async () => {
    const { rows } = await t.owner.query<{ c: string }>(
      `select table_name || '.' || column_name as c from information_schema.columns
       where table_name in ('ratings', 'rating_answers') order by 1`,
    );
    expect(rows.map(({ c }) => c)).toEqual([
      'rating_answers.answer',
      'rating_answers.centre_id',
      'rating_answers.content',
      'rating_answers.handle',
      'rating_answers.words',
      'ratings.centre_id',
      'ratings.day',
      'ratings.facets',
      'ratings.handle',
      'ratings.level',
      'ratings.mixed',
      'ratings.reasons',
      'ratings.words',
    ]);
    const { rows: keys } = await t.owner.query<{ to: string }>(
      `select confrelid::regclass::text as "to" from pg_constraint
       where contype = 'f' and (conrelid in ('ratings'::regclass, 'rating_answers'::regclass)
         or confrelid in ('ratings'::regclass, 'rating_answers'::regclass))`,
    );
    expect(new Set(keys.map((key) => key.to))).toEqual(new Set(['agencies']));
  });

  it('no value of a rating stands anywhere else in the database: there is nothing to join by', async () => {
    const places = await everyValue();
    const joins = [...places.values()].filter((where) => {
      const mine = [...where].filter((place) => {
        const [table, column] = place.split('.');
        return (table === 'ratings' || table === 'rating_answers') && !COMMON.has(column ?? '');
      });
      const others = [...where].filter((place) => !/^(?:ratings|rating_answers)\./.test(place));
      return mine.length > 0 && others.length > 0;
    });
    expect(joins).toEqual([]);
    // The search does find joins where there are some.
    expect([...places.values()].some((where) => where.has('tickets.id') && where.size > 1)).toBe(true);
  });

  it('no known secret, hashed in the common ways, gives a handle, and no words stand in clear', async () => {
    const { rows } = await t.owner.query<{ n: number }>(
      `select count(*)::int as n from ratings r cross join rating_invitations i
       where r.handle in (
         sha256(convert_to(i.token, 'UTF8')), sha256(convert_to(i.id::text, 'UTF8')),
         sha256(convert_to(coalesce(i.ticket_id, i.dossier_id)::text, 'UTF8')))`,
    );
    expect(rows[0]?.n).toBe(0);
    const { rows: boxes } = await t.owner.query<{ box: Uint8Array }>(
      `select facets as box from ratings union all select words from ratings where words is not null
       union all select words from rating_answers where words is not null`,
    );
    expect(boxes.length).toBe(18);
    for (const { box } of boxes) {
      expect(box[0]).toBe(1);
      expect(Buffer.from(box).toString('latin1')).not.toMatch(/0900000001|topic|counter/);
    }
    // All facets are of one length: the length of a name tells nothing.
    const { rows: lengths } = await t.owner.query('select distinct length(facets) as n from ratings');
    expect(lengths.length).toBe(1);
  });

  it('giving one writes nothing but the rating itself: no trace, no job, no message with a time', async () => {
    const token = await visit();
    const rest = async () => {
      const { rows } = await t.owner.query<{ t: string }>(
        `select table_name as t from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'ratings'`,
      );
      const counts = await Promise.all(
        rows.map(async ({ t: table }) => {
          const found = await t.owner.query<{ n: string }>(
            `select count(*) || ':' || coalesce(md5(string_agg(x::text, '' order by x::text)), '') as n from "${table}" x`,
          );
          return `${table} ${found.rows[0]?.n}`;
        }),
      );
      return counts.join('\n');
    };
    const jobs = async () =>
      (await t.owner.query('select count(*)::int as n from graphile_worker._private_jobs')).rows[0]?.n;
    const before = [await rest(), await jobs()];
    await rate(t.ctx, visitor, token, 3);
    await explainRating(t.ctx, visitor, token, { reasons: [], comment: 'Tốt' });
    expect([await rest(), await jobs()]).toEqual(before);
  });

  it('after the night all ratings of a day carry one transaction number, and their rater still finds them', async () => {
    t.clock.set(Temporal.Instant.from('2026-05-05T00:20:00+07:00'));
    const numbers = async (table: string) =>
      (await t.owner.query(`select count(distinct xmin::text)::int as n from ${table}`)).rows[0]?.n;
    expect(await numbers('ratings')).toBeGreaterThan(1);
    const { ctx } = t;
    await inTransaction(ctx, visitor, (tx) => mixRatings(tx, Temporal.PlainDate.from('2026-05-05')));
    expect(await numbers('ratings')).toBe(1);
    expect(await numbers('rating_answers')).toBe(1);
    const again = await getInvitation(ctx, visitor, tokens[0] ?? '');
    expect(again).toMatchObject({ level: 1, explained: true, answered: ['a', 'i'] });
    await expect(rate(ctx, visitor, tokens[0] ?? '', 3)).rejects.toSatisfy((error) =>
      isProblem(error, 'already-done'),
    );
  });
});

describe('what leaders see', () => {
  it('counters and channels of closed months only; words masked and without day', async () => {
    t.clock.set(Temporal.Instant.from('2026-05-31T10:00:00+07:00'));
    expect((await ratingFigures(t.ctx, director, {})).facets.counter).toEqual([]);
    t.clock.set(Temporal.Instant.from('2026-06-01T10:00:00+07:00'));
    const figures = await ratingFigures(t.ctx, director, {});
    expect(figures.months).toContain('2026-05');
    expect(figures.facets.counter).toMatchObject([
      { value: 'Quầy 1', sample: 7, hidden: 0, comparable: false, counts: { 1: 1, 2: 1, 3: 5 } },
    ]);
    expect(figures.facets.channel).toMatchObject([{ value: 'Mã QR trên phiếu số', sample: 7 }]);
    expect(figures.reasons).toEqual([{ reason: 'late', count: 1 }]);
    expect(figures.survey[0]).toMatchObject({ content: 'a', sample: 6 });
    expect(figures.survey[1]?.answers).toBeUndefined();
    const words = JSON.stringify(figures.words);
    expect(words).toContain('trả muộn');
    expect(words).not.toMatch(/0900000001|Nguyễn Thị/);
    expect(words).not.toContain('2026');
    const auditor = await hall.staff('auditor');
    expect((await ratingFigures(t.ctx, auditor, {})).words).toBeUndefined();
  });
});

describe('a box', () => {
  it('opens for its own rating only', async () => {
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const box = await sealText(t.ctx.config, one, 'Chờ lâu');
    const open = await opener(t.ctx.config);
    expect(open(one, box)).toBe('Chờ lâu');
    expect(open(two, box)).toBeUndefined();
    expect(open(one, box.with(20, (box[20] ?? 0) ^ 1))).toBeUndefined();
  });
});
