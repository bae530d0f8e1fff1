import { beforeAll, describe, expect, it } from 'vitest';
import { agenciesModule } from '#modules/agencies/index.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import type { Actor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { chance } from '#platform/random.ts';
import { testApp } from '#platform/testing/app.ts';
import { fromLocal } from '#platform/time.ts';
import { callNext } from './commands/call-next.ts';
import { finishTicket } from './commands/finish.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from './commands/mind-counter.ts';
import { queueModule } from './index.ts';
import { askWhatIf, dayReport } from './queries-day.ts';
import { simulate } from './rules/simulate.ts';
import { IssueInput } from './schema.ts';
import { testHall } from './testing.ts';

const t = await testApp({
  modules: [agenciesModule, proceduresModule, queueModule],
  now: '2026-05-04T07:25:00+07:00',
});
const hall = await testHall(t, { A: { counters: [1, 2] } }, { counters: 3 });
const director = await hall.staff('centre-director');
const officers = [await hall.staff('receptionist'), await hall.staff('receptionist')] as const;
const idOf = (number: number) => hall.counters.find((counter) => counter.number === number)?.id ?? '';
const FLOOR = '/can-bo/sanh-truc';
const DAY = Temporal.PlainDate.from('2026-05-04');

const get = (url: string, actor: Actor = director) => t.as(actor, { url, headers: { accept: 'text/html' } });
const post = (url: string, fields: Readonly<Record<string, string>>, actor: Actor = director) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ requestId: newRequestId(), ...fields }).toString(),
  });

/** A morning that happens by the minute: forty people, two counters, the second one away from 8:10 to 9:00. */
beforeAll(async () => {
  const random = chance(7);
  const comes = new Set(Array.from({ length: 40 }, () => 5 + Math.floor(random() * 90)));
  const until = [0, 0];
  const busy: (string | undefined)[] = [undefined, undefined];
  for (let minute = 0; minute < 240; minute += 1) {
    const at = fromLocal(DAY, '07:25').add({ minutes: minute });
    t.clock.tick({ milliseconds: at.epochMilliseconds - t.ctx.clock.now().epochMilliseconds });
    if (minute === 5) {
      await openCounter(t.ctx, officers[0], idOf(1));
      await openCounter(t.ctx, officers[1], idOf(2));
    }
    if (minute === 45) {
      await pauseCounter(t.ctx, officers[1], idOf(2), { reason: 'Họp đột xuất' });
    }
    if (minute === 95) {
      await resumeCounter(t.ctx, officers[1], idOf(2));
    }
    if (comes.has(minute)) {
      await issueTicket(t.ctx, director, IssueInput.parse({ groupId: hall.groups['A'] }), {
        source: 'kiosk',
      });
    }
    for (const [index, officer] of officers.entries()) {
      const paused = index === 1 && minute >= 45 && minute < 95;
      if (minute < 5 || minute < (until[index] ?? 0)) {
        continue;
      }
      const here = busy[index];
      if (here !== undefined) {
        await finishTicket(t.ctx, officer, here);
        busy[index] = undefined;
      }
      const { ticket } = paused
        ? { ticket: null }
        : await callNext(t.ctx, officer, { counterId: idOf(index + 1) });
      busy[index] = ticket?.id;
      until[index] = ticket === null ? minute + 1 : minute + 3 + Math.floor(random() * 8);
    }
  }
  await closeCounter(t.ctx, officers[0], idOf(1)).catch(() => undefined);
});

describe('a past day', () => {
  it('is explained by the counters that were open', async () => {
    const report = await dayReport(t.ctx, director, DAY);
    expect(report.whole.waits.called).toBeGreaterThan(25);
    expect(report.explained.map(({ open, most }) => [open, most])).toContainEqual([1, 2]);
    const { body } = await get(`${FLOOR}/ngay?ngay=2026-05-04`);
    expect(body).toMatch(/08:1\d–09:0\d chỉ 1 quầy mở/);
    expect(body).toContain('Họp đột xuất');
    expect((await get(`${FLOOR}/ngay?ngay=2026-05-03`)).body).toContain('không có ai lấy số');
  });

  it('comes as a file that a spreadsheet reads', async () => {
    const file = await get(`${FLOOR}/ngay.csv?ngay=2026-05-04`);
    expect(file.headers['content-type']).toContain('text/csv');
    const lines = file.body.replace('\uFEFF', '').trim().split('\r\n');
    const people = lines.slice(1).map((line) => Number(line.split(';')[3]));
    const { waits } = (await dayReport(t.ctx, director, DAY)).whole;
    expect(people.reduce((sum, count) => sum + count, 0)).toBe(waits.called + waits.unserved);
  });

  it('played again as it was staffed gives the waits that were measured, to within two minutes in the mean', async () => {
    const nothing = { kind: 'away', counter: 9, from: 0, to: 1440, lines: [] } as const;
    const { measured, baseline, variant } = await askWhatIf(t.ctx, director, {
      day: DAY,
      weeks: true,
      change: nothing,
    });
    expect(measured.mean).toBeGreaterThan(10);
    expect(Math.abs(baseline.mean - measured.mean)).toBeLessThan(2);
    expect(Math.abs(baseline.median - measured.median)).toBeLessThan(3);
    expect(baseline.called).toBe(measured.called);
    expect(variant).toEqual(baseline);
    expect(simulate([], [])).toEqual([]);
  });

  it('answers what a third counter would have done, and what an officer away', async () => {
    const open = `${FLOOR}/thu?ngay=2026-05-04&viec=open&quay=3&tu=08:00&den=11:30&nhom=A`;
    expect((await get(open)).body).toMatch(/Chờ trung bình giảm từ \d+ xuống \d+ phút/);
    const away = `${FLOOR}/thu?ngay=2026-05-04&viec=away&quay=2&tu=07:00&den=11:30`;
    expect((await get(away)).body).toMatch(/Chờ trung bình tăng từ \d+ lên \d+ phút/);
    expect((await get(open)).body).toBe((await get(open)).body);
  });

  it.each([
    ['quay=x&tu=08:00&den=09:00&nhom=A', 'Xin ghi số của một quầy'],
    ['quay=3&tu=8h&den=09:00&nhom=A', 'Xin ghi giờ dạng 07:30'],
    ['quay=3&tu=09:00&den=08:00&nhom=A', 'Giờ kết thúc phải sau giờ bắt đầu'],
    ['quay=3&tu=08:00&den=09:00', 'Xin ghi nhóm mà quầy gọi'],
    ['quay=3&tu=08:00&den=09:00&nhom=xyz', 'Ví dụ: A B (C)'],
  ])('a question that cannot be asked is mended: %s', async (query, words) => {
    const answer = await get(`${FLOOR}/thu?ngay=2026-05-04&viec=open&${query}`);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('value="2026-05-04"');
  });
});

describe('the pages of the hall', () => {
  it('show the hall to who answers for it, and no acts to who only looks on', async () => {
    expect((await get(FLOOR)).body).toContain('Điều hành');
    const auditor = await hall.staff('auditor');
    const seen = await get(FLOOR, auditor);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toContain('Ngừng phát số');
    expect(seen.body).not.toContain(`${FLOOR}/quay/`);
    expect((await get(FLOOR, await hall.staff('receptionist'))).statusCode).toBe(403);
    expect((await get(`${FLOOR}/quay/9`)).statusCode).toBe(404);
  });

  it('move, open, pause and close a counter; a refusal keeps what was chosen', async () => {
    const base = `${FLOOR}/quay/3`;
    expect((await post(`${base}/nhom`, { 'lines.A': 'helps' })).statusCode).toBe(303);
    expect((await get(base)).body).toContain('(A)');
    const none = await post(`${base}/nhom`, { 'lines.A': 'no' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Xin chọn ít nhất một nhóm việc');
    const busy = await post(`${base}/giao`, { officerId: officers[1].accountId });
    expect(busy.statusCode).toBe(409);
    expect(busy.body).toContain('đang trực quầy 2');
    const third = await hall.staff('receptionist');
    expect((await post(`${base}/giao`, { officerId: third.accountId })).statusCode).toBe(303);
    expect((await post(`${base}/tam-dung`, { reason: 'Giải lao' })).statusCode).toBe(303);
    expect((await get(FLOOR)).body).toContain('tạm dừng: Giải lao');
    expect((await post(`${base}/mo-lai`, {})).statusCode).toBe(303);
    expect((await post(`${base}/dong`, {})).statusCode).toBe(303);
    expect((await post(`${FLOOR}/nhom/A/dong`, {})).statusCode).toBe(303);
    expect((await get(FLOOR)).body).toContain('ngừng phát');
    expect((await post(`${FLOOR}/nhom/A/mo`, {})).statusCode).toBe(303);
  });

  it('plan tomorrow: wrong times stay typed, the plan is read at the counter and offered for the day after', async () => {
    const plan = `${FLOOR}/ke-hoach?ngay=2026-05-05`;
    const row = {
      'duties.q2a.officerId': officers[0].accountId,
      'duties.q2a.from': '7:30',
      'duties.q2a.to': '11:30',
      'duties.q2a.lines': 'a',
    };
    const wrong = await post(plan, { ...row, 'duties.q2a.to': '6:00' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Giờ kết thúc phải sau giờ bắt đầu');
    expect(wrong.body).toContain('value="6:00"');
    const twice = await post(plan, {
      ...row,
      'duties.q3a.officerId': officers[0].accountId,
      'duties.q3a.from': '08:00',
      'duties.q3a.to': '09:00',
    });
    expect(twice.body).toMatch(/ngồi hai quầy cùng lúc/);
    expect(twice.body).toContain('href="#');
    expect((await post(plan, row)).statusCode).toBe(303);
    expect((await get('/can-bo/quay?chon=1', officers[0])).body).toMatch(
      /05\/05\/2026, 07:30–11:30: quầy 2, nhóm A/,
    );
    expect((await get(`${FLOOR}/ke-hoach?ngay=2026-05-06`)).body).toContain('lấy theo kế hoạch gần nhất');
    expect((await get(plan, officers[0])).body).not.toContain('Ghi kế hoạch');
  });
});
