import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { checkTerms } from '#modules/oversight/commands/check-terms.ts';
import { oversightModule } from '#modules/oversight/index.ts';
import { getTaskBoard } from '#modules/oversight/queries/tasks.ts';
import { readNotices } from '#modules/oversight/queries.ts';
import { type Actor, ROLES, type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import type { Scope } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { answerSurvey } from './commands/answer-survey.ts';
import { askContact } from './commands/ask-contact.ts';
import { changeSettings } from './commands/change-settings.ts';
import { closeFollowUp } from './commands/close-follow-up.ts';
import { explainRating } from './commands/explain-rating.ts';
import { gatherUnhappy } from './commands/gather-unhappy.ts';
import { inviteByLookup } from './commands/invite-by-lookup.ts';
import { rate } from './commands/rate.ts';
import { feedbackModule } from './index.ts';
import { FEEDBACK_POLICY, type FeedbackAction } from './policy.ts';
import { getFollowUp, getSettings, listFollowUps } from './queries/follow-ups.ts';
import { ratingFigures } from './queries.ts';
import { ContactInput } from './schema/contacts.ts';
import { ChangeSettingsInput } from './schema/settings.ts';
import { citizenOf, leaveNumber, rateDossier } from './testing.ts';

let t: TestContext;
let commune: TestCommune;
let unhappy: string;
let contactId: string;
let number: string;

async function receive() {
  const intake = await commune.intake('1.001193');
  return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
}

const scalar = async (query: string) =>
  (await t.owner.query<{ v: string }>(`select (${query})::text as v`)).rows[0]?.v ?? '';

async function everything(): Promise<string> {
  const tables = [
    'rating_invitations',
    'ratings',
    'rating_answers',
    'rating_contacts',
    'rating_gatherings',
    'feedback_settings',
    'tasks',
    'task_events',
    'audit_entries',
  ];
  const sums = await Promise.all(
    tables.map((table) =>
      scalar(
        `select count(*) || coalesce(md5(string_agg(x::text, '' order by x::text)), '') from ${table} x`,
      ),
    ),
  );
  return sums.join(' ');
}

beforeAll(async () => {
  t = await testContext({ example: true, modules: [...MODULES_BELOW, feedbackModule, oversightModule] });
  commune = await testCommune(t.ctx);
  const dossier = await receive();
  number = dossier.number ?? '';
  await commune.act('tiepnhan1', { id: dossier.id }, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', { id: dossier.id }, { type: 'accept-hand-over' });
  unhappy = await rateDossier(t.ctx, commune, dossier, 1);
  await leaveNumber(t.ctx, commune, unhappy);
  contactId = await scalar('select id from rating_contacts');
});

describe('who asked to be contacted', () => {
  it('is a task of the unit’s head at once, with person, time and the way to go', async () => {
    const { rows } = await t.owner.query(
      'select account_id, unit_id, work, source, source_ref from tasks where source_ref = $1',
      [contactId],
    );
    const officer = commune.person('chuyenvien.tp');
    expect(rows).toMatchObject([{ unit_id: officer.unitId, source: 'rating' }]);
    expect(rows[0]?.work).toContain(number);
    // Names and numbers stay where they were given by consent.
    expect(JSON.stringify(rows)).not.toMatch(/0900000001|Ví Dụ/);
    const head = await scalar(`select display_name from accounts where id = '${rows[0]?.account_id}'`);
    expect(head).not.toBe('');
    const contact = await getFollowUp(t.ctx, commune.person('giamdoc'), contactId);
    expect(contact).toMatchObject({ dossierNumber: number, phone: '0900000001', outcome: null });
    expect(contact.consent).toContain('Tôi đồng ý');
  });

  it('asks once, only after an unhappy rating, only with consent', async () => {
    const before = await everything();
    await expect(leaveNumber(t.ctx, commune, unhappy)).rejects.toMatchObject({ code: 'already-done' });
    expect(await everything()).toBe(before);
    const happy = await rateDossier(t.ctx, commune, await receive(), 3);
    const later = await everything();
    await expect(leaveNumber(t.ctx, commune, happy)).rejects.toMatchObject({ code: 'not-allowed-now' });
    await expect(leaveNumber(t.ctx, commune, 'x'.repeat(22))).rejects.toMatchObject({ code: 'not-found' });
    expect(await everything()).toBe(later);
    const said = ContactInput.safeParse({ name: 'Ví Dụ', phone: '0900 000 001', message: 'Chờ lâu' });
    expect(said.success).toBe(false);
    expect(said.error?.issues.map(({ path }) => path.join('.'))).toEqual(['consent']);
  });

  it('overdue, it goes up as every task does', async () => {
    t.clock.set('2026-05-12T09:00:00+07:00');
    await checkTerms(t.ctx, systemActor(commune.centreId, 'oversight'));
    const { warnings } = await readNotices(t.ctx, commune.person('giamdoc'));
    const taskId = await scalar(`select id from tasks where source_ref = '${contactId}'`);
    expect(warnings.some(({ dossierId, kind }) => dossierId === taskId && kind === 'overdue')).toBe(true);
    t.clock.set('2026-05-04T09:00:00+07:00');
  });
});

/** Where the actor stands to the unit of the request. */
const PLACES = ['same-unit', 'other-unit', 'other-centre'] as const;
type Place = (typeof PLACES)[number];

function actorAt(place: Place, role: Role): StaffActor {
  const officer = { ...commune.person('chuyenvien.tp'), roles: [role] };
  switch (place) {
    case 'same-unit':
      return officer;
    case 'other-unit':
      return { ...officer, unitId: commune.person('chuyenvien.kt').unitId };
    case 'other-centre':
      return { ...officer, centreId: newId(), unitId: newId() };
    default:
      return place satisfies never;
  }
}

const settings = () =>
  ChangeSettingsInput.parse({ effectiveFrom: '2030-01-01', source: 'Quy chế', settings: {} });
const contact = () =>
  ContactInput.parse({ name: 'Trần Ví Dụ', phone: '0900000002', message: 'Chờ lâu', consent: '1' });

/** Every command and query; `unit` where the right is asked of the request's unit. */
const WORK: readonly {
  readonly action: FeedbackAction;
  readonly run: (actor: Actor) => Promise<unknown>;
  /** A list is cut to the own unit instead of refused. */
  readonly list?: true;
}[] = [
  { action: 'rating.give', run: (actor) => rate(t.ctx, actor, unhappy, 3) },
  {
    action: 'rating.give',
    run: (actor) => explainRating(t.ctx, actor, unhappy, { reasons: [], comment: 'Tốt' }),
  },
  {
    action: 'rating.give',
    run: (actor) => answerSurvey(t.ctx, actor, unhappy, 1, { answer: 'later', words: '' }),
  },
  { action: 'rating.give', run: (actor) => askContact(t.ctx, actor, unhappy, contact()) },
  { action: 'rating.invite', run: (actor) => inviteByLookup(t.ctx, actor, { number, secret: '0000' }) },
  { action: 'rating.read-figures', run: (actor) => ratingFigures(t.ctx, actor, {}) },
  { action: 'rating.read-figures', run: (actor) => getSettings(t.ctx, actor) },
  { action: 'follow-up.see', run: (actor) => getFollowUp(t.ctx, actor, contactId) },
  { action: 'follow-up.see', list: true, run: (actor) => listFollowUps(t.ctx, actor) },
  {
    action: 'follow-up.close',
    run: (actor) => closeFollowUp(t.ctx, actor, contactId, { outcome: 'explained', note: 'Đã gọi' }),
  },
  { action: 'gather', run: (actor) => gatherUnhappy(t.ctx, actor) },
  { action: 'settings.change', run: (actor) => changeSettings(t.ctx, actor, settings()) },
];

function allowed(scope: Scope | undefined, place: Place): boolean {
  return scope === 'centre' ? place !== 'other-centre' : scope === 'unit' && place === 'same-unit';
}

describe.each(PLACES)('rights: %s', (place) => {
  test.each(ROLES)('%s: what the table does not give is refused, and nothing is written', async (role) => {
    const actor = actorAt(place, role);
    const before = await everything();
    for (const { action, run, list } of WORK) {
      const scope = FEEDBACK_POLICY[action][role];
      // Elsewhere a right reaches the own centre, where there is nothing of ours to find.
      if (allowed(scope, place) || (scope !== undefined && (place === 'other-centre' || list === true))) {
        continue;
      }
      const code = await run(actor).then(
        () => 'allowed',
        (error: unknown) => (isProblem(error) ? error.code : String(error)),
      );
      expect([action, code]).toEqual([
        action,
        expect.stringMatching(/^(?:forbidden|not-found|unauthenticated)$/),
      ]);
    }
    expect(await everything()).toBe(before);
  });
});

describe('rights beside staff', () => {
  let before: string;
  beforeEach(async () => {
    before = await everything();
  });

  it('citizens and kiosks rate and nothing else', async () => {
    for (const { action, run } of WORK.filter((one) => !one.action.startsWith('rating.'))) {
      await expect(run(citizenOf(commune)), action).rejects.toSatisfy(
        (error) => isProblem(error, 'forbidden') || isProblem(error, 'unauthenticated'),
      );
    }
    await expect(ratingFigures(t.ctx, citizenOf(commune), {})).rejects.toMatchObject({ code: 'forbidden' });
    expect(await everything()).toBe(before);
  });

  it('a head of another unit sees an empty list, the own head and the director see the request', async () => {
    expect(await listFollowUps(t.ctx, actorAt('other-unit', 'unit-head'))).toEqual([]);
    expect(await listFollowUps(t.ctx, actorAt('same-unit', 'unit-head'))).toHaveLength(1);
    expect(await listFollowUps(t.ctx, actorAt('other-unit', 'centre-director'))).toHaveLength(1);
    expect(await listFollowUps(t.ctx, actorAt('other-centre', 'centre-director'))).toEqual([]);
  });
});

describe('the end of a follow-up', () => {
  it('closes its task with what came of it, once; later name and number are erased', async () => {
    const head = actorAt('same-unit', 'unit-head');
    const done = { outcome: 'corrected', note: 'Đã sửa ngày sinh, xin lỗi bà' } as const;
    await closeFollowUp(t.ctx, head, contactId, done);
    expect(
      await scalar(`select state || '|' || result from tasks where source_ref = '${contactId}'`),
    ).toMatch(/^closed\|.*Đã sửa ngày sinh/);
    const before = await everything();
    await closeFollowUp(t.ctx, head, contactId, done);
    await expect(
      closeFollowUp(t.ctx, head, contactId, { outcome: 'unfounded', note: 'Thôi' }),
    ).rejects.toMatchObject({ code: 'already-done' });
    expect(await everything()).toBe(before);
    const board = await getTaskBoard(t.ctx, commune.person('giamdoc'));
    expect(JSON.stringify(board)).not.toContain('0900000001');
    t.clock.set('2026-06-05T00:20:00+07:00');
    await gatherUnhappy(t.ctx, systemActor(commune.centreId, 'feedback'));
    expect(await getFollowUp(t.ctx, head, contactId)).toMatchObject({ name: '', phone: '', erased: true });
  });
});

describe('unhappy ratings without a name', () => {
  it('are handed to the centre’s head together, after the day, with reasons only among enough', async () => {
    t.clock.set('2026-06-08T09:00:00+07:00');
    const tokens: string[] = [];
    for (const level of [1, 3, 3, 2, 1] as const) {
      tokens.push(await rateDossier(t.ctx, commune, await receive(), level));
    }
    await explainRating(t.ctx, citizenOf(commune), tokens[0] ?? '', { reasons: ['long-wait'], comment: '' });
    const gathered = () => scalar("select count(*) from tasks where source_ref like 'gathered:%'");
    const before = Number(await gathered());
    const system = systemActor(commune.centreId, 'feedback');
    // The day is not over.
    await gatherUnhappy(t.ctx, system);
    expect(Number(await gathered())).toBe(before);
    t.clock.set('2026-06-09T00:20:00+07:00');
    await gatherUnhappy(t.ctx, system);
    await gatherUnhappy(t.ctx, system);
    expect(Number(await gathered())).toBe(before + 1);
    const work = await scalar("select work from tasks where source_ref = 'gathered:2026-06-08'");
    expect(work).toContain('2 lượt không hài lòng trong 5 lượt');
    expect(work).toContain('Chờ lâu ở Trung tâm (1)');
  });
});

describe('settings', () => {
  it('are dated and never go below what makes sense', async () => {
    const admin = { ...commune.person('quantri') };
    const set = (change: object) =>
      ChangeSettingsInput.safeParse({ effectiveFrom: '2026-07-01', source: 'QĐ 12', settings: change });
    expect(set({ compareFrom: 5 }).success).toBe(false);
    const input = set({ compareFrom: 50, oldScale: true });
    if (!input.success) {
      throw input.error;
    }
    await changeSettings(t.ctx, admin, input.data);
    const before = await everything();
    await expect(changeSettings(t.ctx, admin, input.data)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      changeSettings(t.ctx, admin, { ...input.data, effectiveFrom: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'validation' });
    expect(await everything()).toBe(before);
    const director = commune.person('giamdoc');
    expect((await ratingFigures(t.ctx, director, {})).oldScale).toBeUndefined();
    t.clock.set('2026-07-01T08:00:00+07:00');
    expect((await ratingFigures(t.ctx, director, {})).oldScale).toEqual([]);
    expect((await getSettings(t.ctx, director)).now.compareFrom).toBe(50);
  });
});
