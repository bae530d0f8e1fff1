import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { type Actor, ROLES, type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { changeCalendar } from './commands/change-calendar.ts';
import { setUpCalendar } from './commands/set-up-calendar.ts';
import { calendarModule } from './index.ts';
import { readOfficialSource } from './official.ts';
import { CALENDAR_POLICY } from './policy.ts';
import { getCalendar, getCalendarVersion } from './queries.ts';
import { parseMoment } from './rules/local-time.ts';
import { addTerm } from './rules/term.ts';
import type { CalendarChange } from './schema/version.ts';

const t = await testApp({ modules: [calendarModule], now: '2026-11-23T09:00:00+07:00' });

let centre = '';
let other = '';
beforeAll(async () => {
  centre = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  other = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  await giveBoth();
});

async function giveBoth(): Promise<void> {
  for (const id of [centre, other]) {
    await calendarModule.centre?.(t.ctx, systemActor(id, 'test'));
  }
}

/** An officer with one role. `made_by` refers to accounts, so commands here act for the product unless rights are meant. */
function staff(role: Role, centreId = centre): StaffActor {
  return {
    kind: 'staff',
    accountId: newId(),
    centreId,
    unitId: centreId,
    roles: [role],
    displayName: 'Nguyễn Văn Ví Dụ',
    position: 'Chuyên viên',
  };
}

/** An administrator whose account exists. */
async function administrator(): Promise<StaffActor> {
  const actor = staff('administrator');
  const name = `vi-du-${actor.accountId.slice(-8)}`;
  await t.owner.query('insert into usernames (name, centre_id) values ($1, $2)', [name, centre]);
  await t.owner.query(
    `insert into accounts (id, centre_id, agency_id, username, display_name, roles, created_at, updated_at)
     values ($1, $2, $2, $3, $4, '{administrator}', now(), now())`,
    [actor.accountId, centre, name, actor.displayName],
  );
  return actor;
}

async function countVersions(): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from calendar_versions');
  return rows[0]?.n ?? -1;
}

const OFF: CalendarChange = {
  kind: 'add-off',
  from: '2026-12-14',
  name: 'Nghỉ thử',
  certainty: 'confirmed',
  source: 'Văn bản ví dụ 01',
};

describe('the calendar of a centre', () => {
  it('is the official one after set-up, once for each centre', async () => {
    await giveBoth();
    expect(await countVersions()).toBe(2);
    const calendar = await readOnly(t.ctx, systemActor(centre, 'test'), (tx) => getCalendar(tx, centre));
    const { due } = addTerm(
      parseMoment('2026-11-20T09:00'),
      { amount: 2, unit: 'working-day' },
      calendar.compiled,
    );
    expect(due.equals(parseMoment('2026-11-25T17:30'))).toBe(true);
  });

  it('gets a new version by a change; the version of an earlier receipt stays as it was', async () => {
    const actor = systemActor(other, 'test');
    const before = await readOnly(t.ctx, actor, (tx) => getCalendar(tx, other));
    const requestId = newRequestId();
    const made = await changeCalendar(t.ctx, actor, OFF, requestId);
    const repeated = await changeCalendar(t.ctx, actor, OFF, requestId);
    expect(repeated.id).toBe(made.id);
    expect(made.version).toBe(before.version + 1);
    const due = async (at: string) => {
      const calendar = await readOnly(t.ctx, actor, (tx) => getCalendar(tx, other, parseMoment(at)));
      return addTerm(parseMoment('2026-12-11T09:00'), { amount: 1, unit: 'working-day' }, calendar.compiled)
        .due;
    };
    expect((await due('2026-11-23T10:00')).equals(parseMoment('2026-12-15T17:30'))).toBe(true);
    expect((await due('2026-11-22T10:00')).equals(parseMoment('2026-12-14T17:30'))).toBe(true);
    const same = await readOnly(t.ctx, actor, (tx) => getCalendarVersion(tx, other, before.id));
    expect(same).toBe(before);
    const { rows } = await t.owner.query(
      'select action, subject_id from audit_entries where centre_id = $1 order by seq desc limit 1',
      [other],
    );
    expect(rows).toEqual([{ action: 'calendar.add-off', subject_id: made.id }]);
  });

  it('serves two administrators at once one after the other', async () => {
    const actor = systemActor(centre, 'test');
    const day = (from: string): CalendarChange => ({ ...OFF, from });
    const changes = ['2026-12-15', '2026-12-16', '2026-12-17'].map((d) =>
      changeCalendar(t.ctx, actor, day(d), newRequestId()),
    );
    const versions = (await Promise.all(changes)).map((v) => v.version).sort();
    expect(versions).toEqual([2, 3, 4]);
    const calendar = await readOnly(t.ctx, actor, (tx) => getCalendar(tx, centre));
    const { due } = addTerm(
      parseMoment('2026-12-14T09:00'),
      { amount: 1, unit: 'working-day' },
      calendar.compiled,
    );
    expect(due.equals(parseMoment('2026-12-18T17:30'))).toBe(true);
  });

  it.each([
    [{ ...OFF, from: '2026-12-12' }, 'vốn đã là ngày nghỉ'],
    [{ ...OFF, from: '2026-11-24' }, 'đã có trong danh sách'],
    [{ ...OFF, from: '2028-01-03' }, 'Xin kéo dài lịch trước'],
    [{ ...OFF, from: '2026-12-10', to: '2026-12-09' }, 'Ngày cuối phải từ'],
    [{ ...OFF, from: '2026-12-10', to: '2027-12-10' }, 'dài nhất 21 ngày'],
    [{ ...OFF, kind: 'add-work', from: '2026-12-10' }, 'vốn đã là ngày làm việc'],
    [
      { ...OFF, kind: 'add-work', from: '2026-12-12', hours: [['10:00', '09:00']] },
      'giờ đóng phải sau giờ mở',
    ],
    [{ kind: 'remove', from: '2026-12-10', reason: 'nhầm' }, 'không có trong danh sách'],
    [{ kind: 'extend', through: '2027-06-30', source: 'thử' }, 'Lịch đã có đến 31/12/2027'],
    [{ kind: 'hours', hours: {}, source: 'thử' }, 'ít nhất một ngày làm việc'],
  ] as [CalendarChange, string][])('refuses %j and writes nothing', async (change, message) => {
    const before = await countVersions();
    const refused = changeCalendar(t.ctx, systemActor(centre, 'test'), change, newRequestId());
    await expect(refused).rejects.toMatchObject({
      code: 'validation',
      details: { fields: [{ message: expect.stringContaining(message) }] },
    });
    expect(await countVersions()).toBe(before);
  });

  it('is healthy while it reaches three months ahead', async () => {
    const now = await calendarModule.health?.(t.ctx);
    expect(now?.map((report) => report.ok)).toEqual([true, true]);
    t.clock.set(parseMoment('2027-11-01T08:00'));
    const late = await calendarModule.health?.(t.ctx);
    t.clock.set(parseMoment('2026-11-23T09:00'));
    expect(late?.map((report) => report.ok)).toEqual([false, false]);
    expect(late?.[0]?.detail).toContain('31/12/2027');
  });

  it('is not seen from another centre, and its history cannot be changed', async () => {
    const mine = await readOnly(t.ctx, systemActor(centre, 'test'), (tx) => getCalendar(tx, centre));
    await expect(
      readOnly(t.ctx, { centreId: other }, (tx) => getCalendarVersion(tx, other, mine.id)),
    ).rejects.toMatchObject({ code: 'not-found' });
    const change = inTransaction(t.ctx, { centreId: centre }, (tx) =>
      tx.updateTable('calendar_days').set({ name: 'khác' }).execute(),
    );
    await expect(change).rejects.toThrow();
  });
});

describe('rights', () => {
  const actors: [string, () => Actor][] = [
    ...ROLES.map((role): [string, () => Actor] => [role, () => staff(role)]),
    ['kiosk', () => ({ kind: 'device', purpose: 'kiosk', centreId: centre, deviceId: newId() })],
    ['public', () => ({ kind: 'public', centreId: centre })],
  ];

  it.each(actors)('%s is answered as the table says', async (_name, make) => {
    const actor = make();
    const before = await countVersions();
    const view = await t.as(actor, { method: 'GET', url: '/api/v1/calendar' });
    expect(view.statusCode).toBe(200);
    if (!can(CALENDAR_POLICY, actor, 'calendar.edit', actor)) {
      const headers = { 'idempotency-key': newRequestId() };
      const edit = await t.as(actor, {
        method: 'POST',
        url: '/api/v1/calendar/changes',
        headers,
        payload: OFF,
      });
      expect(edit.statusCode).toBe(403);
    }
    await expect(setUpCalendar(t.ctx, actor, await readOfficialSource())).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await countVersions()).toBe(before);
  });

  it('only administrators and the director edit', () => {
    const editors = ROLES.filter((role) =>
      can(CALENDAR_POLICY, staff(role), 'calendar.edit', { centreId: centre }),
    );
    expect(editors).toEqual(['centre-director', 'administrator']);
    expect(can(CALENDAR_POLICY, staff('administrator'), 'calendar.edit', { centreId: other })).toBe(false);
  });
});

describe('the page /can-bo/quan-tri/lich', () => {
  const url = '/can-bo/quan-tri/lich';

  it('shows the year, its days with sources, and what is doubtful; forms only to those who may edit', async () => {
    const seen = await t.as(staff('officer'), { method: 'GET', url: `${url}?nam=2027` });
    expect(seen.statusCode).toBe(200);
    expect(seen.body).toContain('Tháng 12');
    expect(seen.body).toContain('Tết Đinh Mùi');
    expect(seen.body).toContain('Năm 2027 còn ngày nghỉ dự kiến');
    expect(seen.body).not.toContain('name="kind"');
    expect((await t.as(staff('administrator'), { method: 'GET', url })).body).toContain('name="kind"');
    const stranger = await t.as({ kind: 'public', centreId: centre }, { method: 'GET', url });
    expect(stranger.statusCode).toBe(401);
  });

  const post = (actor: Actor, fields: Record<string, string>) =>
    t.as(actor, {
      method: 'POST',
      url: `${url}?nam=2026`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ requestId: newRequestId(), ...fields }).toString(),
    });

  it('adds a make-up day with hours as people write them, then removes it', async () => {
    const actor = await administrator();
    const added = await post(actor, {
      kind: 'add-work',
      'add-work.from': '2026-12-19',
      'add-work.line': '7h30 – 11h30',
      'add-work.name': 'Làm bù thử',
      'add-work.certainty': 'confirmed',
      'add-work.source': 'Văn bản ví dụ 02',
    });
    expect(added.statusCode).toBe(303);
    const after = await t.as(actor, { method: 'GET', url: String(added.headers.location) });
    expect(after.body).toContain('Làm bù (07:30-11:30)');
    expect(after.body).toContain('Đã đổi lịch làm việc');
    const removed = await post(actor, {
      kind: 'remove',
      'remove.from': '2026-12-19',
      'remove.reason': 'nhập thử',
    });
    expect(removed.statusCode).toBe(303);
    expect((await t.as(actor, { method: 'GET', url })).body).not.toContain('Làm bù (07:30-11:30)');
  });

  it('keeps what was typed and names every wrong field', async () => {
    const before = await countVersions();
    const answer = await post(await administrator(), {
      kind: 'add-off',
      'add-off.name': 'Nghỉ & thử',
      'add-off.certainty': 'confirmed',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Xin chọn ngày.');
    expect(answer.body).toContain('Xin ghi văn bản làm căn cứ.');
    expect(answer.body).toContain('Nghỉ &amp; thử');
    expect(answer.body).toContain('href="#f-add-off-from"');
    expect(await countVersions()).toBe(before);
  });

  it('changes office hours and opens Saturdays to the public without making them working days', async () => {
    const actor = await administrator();
    const week = (prefix: string, days: string[]) =>
      Object.fromEntries(days.map((d) => [`hours.${prefix}.${d}`, '07:00-11:30, 13:30-17:00']));
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const answer = await post(actor, {
      kind: 'hours',
      ...week('week', days),
      ...week('publicWeek', [...days, 'sat']),
      'hours.source': 'Quyết định ví dụ 03',
    });
    expect(answer.statusCode).toBe(303);
    const { compiled, open } = await readOnly(t.ctx, actor, (tx) => getCalendar(tx, centre));
    expect(compiled.week.map((d) => d.kind)).toEqual([
      'work',
      'work',
      'work',
      'work',
      'work',
      'rest',
      'rest',
    ]);
    expect(open.week[5]?.kind).toBe('work');
    const { due } = addTerm(parseMoment('2026-11-27T09:00'), { amount: 1, unit: 'working-day' }, compiled);
    expect(due.equals(parseMoment('2026-11-30T17:00'))).toBe(true);
  });
});
