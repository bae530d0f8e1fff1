import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { ROLES, type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import type { Scope } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { answerAsk, askAbout } from './commands/ask.ts';
import { changeWarnings } from './commands/change-warnings.ts';
import { checkTerms } from './commands/check-terms.ts';
import { doTask } from './commands/do-task.ts';
import { openTask } from './commands/open-task.ts';
import { oversightModule } from './index.ts';
import { type OversightAction, oversightPolicy } from './policy.ts';
import { ChangeWarningsInput } from './schema/settings.ts';
import { OpenTaskInput, type TaskCommand } from './schema/tasks.ts';

/** Where the actor stands to the work: theirs, of the same unit, of another unit, of another centre. */
const PLACES = ['own', 'same-unit', 'other-unit', 'other-centre'] as const;
type Place = (typeof PLACES)[number];

let t: TestContext;
let commune: TestCommune;
let dossierId: string;
let openId: string;
let reportedId: string;
let askId: string;

beforeAll(async () => {
  t = await testContext({ example: true, modules: [...MODULES_BELOW, oversightModule] });
  commune = await testCommune(t.ctx);
  const intake = await commune.intake('1.001193');
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  dossierId = dossier.id;
  await commune.act('tiepnhan1', { id: dossierId }, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', { id: dossierId }, { type: 'accept-hand-over' });
  const leader = commune.person('chutich');
  openId = (await openTask(t.ctx, leader, sixClears(), newRequestId())).id;
  reportedId = (await openTask(t.ctx, leader, sixClears(), newRequestId())).id;
  const report = { type: 'report', note: 'Đã làm xong' } as const;
  await doTask(t.ctx, commune.person('chuyenvien.tp'), reportedId, report, newRequestId());
  await askAbout(
    t.ctx,
    leader,
    { kind: 'account', dossierIds: [dossierId], text: 'Vì sao chậm?' },
    newRequestId(),
  );
  askId = (await t.owner.query<{ id: string }>('select id from asks')).rows[0]?.id ?? '';
});

function sixClears(): OpenTaskInput {
  const officer = commune.person('chuyenvien.tp');
  return OpenTaskInput.parse({
    unitId: officer.unitId,
    accountId: officer.accountId,
    work: 'Niêm yết thủ tục mới',
    dueDay: '2026-05-08',
    responsibility: 'Đủ và đúng bản đã công bố',
    product: 'Biên bản niêm yết',
    authority: 'Tự quyết vị trí niêm yết',
  });
}

function actorAt(place: Place, role: Role): StaffActor {
  const holder = commune.person('chuyenvien.tp');
  const stranger = { ...holder, accountId: commune.person('truongphong.vp').accountId, roles: [role] };
  switch (place) {
    case 'own':
      return { ...holder, roles: [role] };
    case 'same-unit':
      return stranger;
    case 'other-unit':
      return { ...stranger, unitId: commune.person('chuyenvien.kt').unitId };
    case 'other-centre':
      return { ...stranger, centreId: newId(), unitId: newId() };
    default:
      return place satisfies never;
  }
}

async function everything(): Promise<string> {
  const tables = [
    'tasks',
    'task_events',
    'asks',
    'warnings',
    'warning_settings',
    'dossier_events',
    'audit_entries',
  ];
  const counts = await Promise.all(
    tables.map((table) =>
      t.owner.query<{ n: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(x::text, '' order by x::text)), '') as n from ${table} x`,
      ),
    ),
  );
  return counts.map(({ rows }) => rows[0]?.n).join(' ');
}

/** Every command that writes, given to the officer's work. */
const COMMANDS: readonly {
  readonly action: OversightAction;
  /** Which places count as the subject's unit: what is the actor's own unit by construction. */
  readonly ownUnitAsked?: true;
  readonly run: (actor: StaffActor) => Promise<unknown>;
}[] = [
  { action: 'check', run: (actor) => checkTerms(t.ctx, actor) },
  {
    action: 'set-warnings',
    run: (actor) =>
      changeWarnings(
        t.ctx,
        actor,
        ChangeWarningsInput.parse({ effectiveFrom: '2030-01-01', source: 'Quy chế', settings: {} }),
      ),
  },
  { action: 'task.open', run: (actor) => openTask(t.ctx, actor, sixClears(), newRequestId()) },
  ...(
    [
      ['report', () => openId, { type: 'report', note: 'Đã làm xong' }],
      ['close', () => reportedId, { type: 'close', note: '' }],
      ['send-back', () => reportedId, { type: 'send-back', note: 'Thiếu ảnh chụp' }],
      [
        'reassign',
        () => openId,
        { type: 'reassign', accountId: '00000000-0000-7000-8000-000000000001', note: 'Bận việc khác' },
      ],
      [
        'extend',
        () => openId,
        { type: 'extend', dueDay: '2026-05-15', dueTime: '17:00', note: 'Chờ đo đạc' },
      ],
      ['cancel', () => openId, { type: 'cancel', note: 'Không cần nữa' }],
    ] as const
  ).map(([type, id, command]) => ({
    action: `task.${type}` as const,
    run: (actor: StaffActor) => doTask(t.ctx, actor, id(), command satisfies TaskCommand, newRequestId()),
  })),
  { action: 'answer', run: (actor) => answerAsk(t.ctx, actor, askId, { answer: 'Chờ xác minh thực địa' }) },
];

/** What the table says, written out once more by hand from its scopes. */
function allowed(scope: Scope | undefined, place: Place): boolean {
  const reach = {
    own: ['own', 'unit', 'centre'],
    'same-unit': ['unit', 'centre'],
    'other-unit': ['centre'],
    'other-centre': [],
  } as const satisfies Record<Place, readonly Scope[]>;
  return scope !== undefined && (reach[place] as readonly string[]).includes(scope);
}

describe.each(PLACES)('%s', (place) => {
  test.each(ROLES)('%s: what the table does not give is refused, and nothing is written', async (role) => {
    const actor = actorAt(place, role);
    for (const { action, run } of COMMANDS) {
      // A right within the centre reaches the actor's own centre, where there is nothing of ours to find.
      const elsewhere = place === 'other-centre' && oversightPolicy[action][role] !== undefined;
      if (allowed(oversightPolicy[action][role], place) || elsewhere) {
        continue;
      }
      const before = await everything();
      const code = await run(actor).then(
        () => 'allowed',
        (error: unknown) => (isProblem(error) ? error.code : String(error)),
      );
      expect([action, ['forbidden', 'not-found']]).toEqual([
        action,
        expect.arrayContaining([code === 'allowed' ? '' : code]),
      ]);
      expect(await everything()).toBe(before);
    }
  });
});

describe('urging and accounts, dossier by dossier', () => {
  let before: string;
  beforeEach(async () => {
    before = await everything();
  });
  const ask = (actor: StaffActor, kind: 'urge' | 'account') =>
    askAbout(t.ctx, actor, { kind, dossierIds: [dossierId], text: 'Xong trong hôm nay' }, newRequestId());

  it.each(['receptionist', 'officer', 'administrator', 'auditor'] as const)(
    '%s may ask of nobody',
    async (role) => {
      for (const kind of ['urge', 'account'] as const) {
        await expect(ask(actorAt('same-unit', role), kind)).rejects.toMatchObject({ code: 'forbidden' });
      }
      expect(await everything()).toBe(before);
    },
  );

  it('a head of another unit is told whose it is, and nobody is asked', async () => {
    const results = await ask(actorAt('other-unit', 'unit-head'), 'urge');
    expect(results).toMatchObject([{ ok: false, text: expect.stringContaining('ngoài phạm vi') }]);
    expect(await everything()).toBe(before);
  });

  it('the public, devices and programs may do nothing of it', () => {
    for (const action of Object.keys(oversightPolicy) as OversightAction[]) {
      for (const kind of ['public', 'kiosk', 'board'] as const) {
        expect(oversightPolicy[action][kind]).toBeUndefined();
      }
    }
  });

  it('the system opens tasks that others announce, and answers nobody', async () => {
    const system = systemActor(commune.centreId, 'oversight');
    await expect(answerAsk(t.ctx, system, askId, { answer: 'Không ai' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await everything()).toBe(before);
  });
});
