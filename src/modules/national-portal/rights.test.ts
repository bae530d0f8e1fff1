import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { admitArrivals } from './commands/admit-arrival.ts';
import { beginAssist, dropAssist, noteFiled } from './commands/assist.ts';
import { resend, skipItem } from './commands/decide-stuck.ts';
import { deliver } from './commands/deliver.ts';
import { reconcile } from './commands/reconcile.ts';
import { saveInboxSettings } from './commands/save-inbox-settings.ts';
import { saveSettings } from './commands/save-settings.ts';
import { dismissArrival, fetchAgain, openArrival, releaseArrival } from './commands/settle-arrival.ts';
import { sweep } from './commands/sweep.ts';
import { keepPost } from './commands/take-arrival.ts';
import { tellRatings } from './commands/tell-ratings.ts';
import { askRelay, wakeArrivals, watchClocks } from './commands/watch-arrivals.ts';
import { PORTAL_POLICY, type PortalAction } from './policy.ts';
import { INBOX_POLICY, type InboxAction } from './policy-inbox.ts';
import { exchangesOf, portalOverview, portalSettings } from './queries.ts';
import { assistDesk, inboxSettings, portalArrival, portalInbox } from './queries-inbox.ts';
import { SettingsInput } from './schema.ts';
import { AssistInput, InboxSettingsInput } from './schema-inbox.ts';

/** Every command and query of the portal × every role, own and other unit, other centre. */
const t = await testApp({ example: true, now: '2026-05-11T08:00:00+07:00' });
let commune: TestCommune;
let helper: StaffActor;
/** What is there for the commands to touch: an arrival that waits, an assist that is open, a change that is stuck. */
let arrivalId = '';
let assistId = '';
let seq = 0;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  helper = commune.person('tiepnhan1');
  const admin: StaffActor = { ...commune.person('quantri'), roles: ['administrator'] };
  const line = { requestId: newId(), mode: 'relay', base: 'http://127.0.0.1:9', timeoutSeconds: '1' };
  await saveSettings(t.ctx, admin, SettingsInput.parse(line));
  // Does not fit, so it waits for a person.
  await keepPost(t.ctx, systemActor(commune.centreId, 'test'), { data: { MaHoSo: 'G22.99-260511-0001' } });
  assistId = await beginAssist(
    t.ctx,
    helper,
    AssistInput.parse({ requestId: newId(), procedureCode: '1.001193', citizenName: 'Nguyễn Thị Ví Dụ' }),
  );
  // A person without a number fits no push: checked here, it never leaves.
  const parties = {
    applicant: { name: 'Nguyễn Văn Ví Dụ', idNumber: null, phone: '0900000001', address: 'Thôn Ví Dụ' },
  };
  const intake = await commune.intake('1.001193', { parties });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  await t.owner.query(
    "update portal_outbox set state = 'stuck', stuck_at = 'waiting' where dossier_id = $1",
    [dossier.id],
  );
  const rows = await t.owner.query<{ id: string; seq: string }>(
    'select (select id from portal_inbox) as id, (select seq from portal_outbox) as seq',
  );
  arrivalId = rows.rows[0]?.id ?? '';
  seq = Number(rows.rows[0]?.seq);
});

/** Everything that the commands could write, and how far the trail is. */
async function everything(): Promise<unknown> {
  const { rows } = await t.owner.query(
    `select (select json_agg(o order by o.seq) from portal_outbox o) as outbox, (select count(*) from portal_exchanges) as calls,
       (select json_agg(s) from portal_settings s) as settings, (select json_agg(s) from portal_inbox_settings s) as inbox_settings,
       (select json_agg(i order by i.id) from portal_inbox i) as inbox, (select count(*) from portal_inbox_files) as files,
       (select json_agg(a order by a.id) from portal_assists a) as assists, (select count(*) from portal_reconciliations) as compared,
       (select count(*) from portal_ratings) as ratings, (select count(*) from dossiers) as dossiers,
       (select count(*) from audit_entries) as audit, (select count(*) from access_log) as access`,
  );
  return rows[0];
}

const reason = 'Thử quyền của vai trò';
const assistInput = () => AssistInput.parse({ requestId: newId(), procedureCode: '1.001193' });
/** Commands of staff take a staff actor; whoever else comes is turned away before they are reached. */
const asStaff = (actor: Actor): StaffActor =>
  actor.kind === 'staff' ? actor : { ...helper, ...actor, kind: 'staff', roles: [] };

type Case<Action> = readonly [name: string, action: Action, run: (actor: Actor) => Promise<unknown>];

const PORTAL: readonly Case<PortalAction>[] = [
  ['portalOverview', 'read', (actor) => portalOverview(t.ctx, actor)],
  ['exchangesOf', 'read', (actor) => exchangesOf(t.ctx, actor, 'H56.999')],
  ['resend', 'resend', (actor) => resend(t.ctx, actor, seq)],
  ['skipItem', 'resend', (actor) => skipItem(t.ctx, actor, seq, { requestId: newId(), reason })],
  ['portalSettings', 'settings', (actor) => portalSettings(t.ctx, actor)],
  [
    'saveSettings',
    'settings',
    (actor) => saveSettings(t.ctx, actor, SettingsInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  ['deliver', 'deliver', (actor) => deliver(t.ctx, actor)],
  ['reconcile', 'deliver', (actor) => reconcile(t.ctx, actor)],
  ['sweep', 'deliver', (actor) => sweep(t.ctx, actor)],
  ['tellRatings', 'deliver', (actor) => tellRatings(t.ctx, actor)],
];

const INBOX: readonly Case<InboxAction>[] = [
  ['keepPost', 'tell', (actor) => keepPost(t.ctx, actor, {})],
  ['admitArrivals', 'admit', (actor) => admitArrivals(t.ctx, actor, 'x')],
  ['watchClocks', 'admit', (actor) => watchClocks(t.ctx, actor)],
  ['wakeArrivals', 'admit', (actor) => wakeArrivals(t.ctx, actor)],
  ['askRelay', 'admit', (actor) => askRelay(t.ctx, actor)],
  ['portalInbox', 'look', (actor) => portalInbox(t.ctx, actor)],
  ['portalArrival', 'look', (actor) => portalArrival(t.ctx, actor, arrivalId)],
  ['releaseArrival', 'settle', (actor) => releaseArrival(t.ctx, actor, arrivalId)],
  ['fetchAgain', 'settle', (actor) => fetchAgain(t.ctx, actor, arrivalId)],
  ['openArrival', 'look', (actor) => openArrival(t.ctx, asStaff(actor), arrivalId)],
  [
    'dismissArrival',
    'settle',
    (actor) => dismissArrival(t.ctx, actor, arrivalId, { requestId: newId(), reason }),
  ],
  ['inboxSettings', 'settings', (actor) => inboxSettings(t.ctx, actor)],
  [
    'saveInboxSettings',
    'settings',
    (actor) => saveInboxSettings(t.ctx, actor, InboxSettingsInput.parse({ requestId: newId(), auth: 'off' })),
  ],
  ['beginAssist', 'assist', (actor) => beginAssist(t.ctx, asStaff(actor), assistInput())],
  [
    'noteFiled',
    'assist',
    (actor) => noteFiled(t.ctx, asStaff(actor), assistId, { requestId: newId(), number: 'G22.99-1' }),
  ],
  [
    'dropAssist',
    'assist',
    (actor) => dropAssist(t.ctx, asStaff(actor), assistId, { requestId: newId(), reason }),
  ],
  ['assistDesk', 'assist-figures', (actor) => assistDesk(t.ctx, asStaff(actor))],
];

/** Everybody of the centre: each role in the centre's own unit and in another one, a citizen, a kiosk. */
function everybody(): readonly Actor[] {
  const units = [helper.unitId, commune.person('chuyenvien.kt').unitId];
  return [
    ...units.flatMap((unitId) => ROLES.map((role): StaffActor => ({ ...helper, unitId, roles: [role] }))),
    { kind: 'public', centreId: commune.centreId },
    { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' },
  ];
}

const forbidden = (error: unknown) => isProblem(error, 'forbidden');

describe('those not in the table are refused, and nothing is written', () => {
  const refusedBy = async <Action extends string>(
    cases: readonly Case<Action>[],
    may: (actor: Actor, action: Action) => boolean,
  ) => {
    const before = await everything();
    let refused = 0;
    for (const [name, action, run] of cases) {
      for (const actor of everybody().filter((one) => !may(one, action))) {
        await expect(run(actor), `${name} by ${JSON.stringify(actor)}`).rejects.toSatisfy(forbidden);
        refused += 1;
      }
    }
    expect(await everything()).toEqual(before);
    return refused;
  };

  it('what the portal is told', async () => {
    const may = (actor: Actor, action: PortalAction) =>
      can(PORTAL_POLICY, actor, action, { centreId: actor.centreId });
    expect(await refusedBy(PORTAL, may)).toBeGreaterThan(100);
  });

  it('what comes from it, and filing with a citizen', async () => {
    const may = (actor: Actor, action: InboxAction) =>
      can(INBOX_POLICY, actor, action, { centreId: actor.centreId });
    expect(await refusedBy(INBOX, may)).toBeGreaterThan(150);
  });
});

describe('another centre', () => {
  it('finds nothing to touch, whatever the role', async () => {
    const before = await everything();
    const notFound = (error: unknown) => isProblem(error, 'not-found');
    for (const role of ROLES) {
      const stranger: StaffActor = { ...helper, roles: [role], centreId: newId() };
      const runs = [...PORTAL, ...INBOX].filter(([name]) =>
        [
          'resend',
          'skipItem',
          'releaseArrival',
          'fetchAgain',
          'openArrival',
          'dismissArrival',
          'noteFiled',
          'dropAssist',
          'portalArrival',
        ].includes(name),
      );
      for (const [name, , run] of runs) {
        await expect(run(stranger), `${name} by ${role}`).rejects.toSatisfy(
          (error) => notFound(error) || forbidden(error),
        );
      }
    }
    const director: StaffActor = { ...helper, roles: ['centre-director'], centreId: newId() };
    expect(await portalInbox(t.ctx, director)).toMatchObject({ waiting: [], settled: [] });
    expect((await portalOverview(t.ctx, director)).counts.stuck).toBe(0);
    expect((await assistDesk(t.ctx, director)).figures).toEqual([]);
    expect(await everything()).toEqual(before);
  });
});

describe('filing with a citizen: who began it ends it', () => {
  it('a colleague of the same role does not; nothing is written', async () => {
    const before = await everything();
    const colleague: StaffActor = { ...helper, accountId: newId() };
    const notFound = (error: unknown) => isProblem(error, 'not-found');
    const filed = { requestId: newId(), number: 'G22.99-260511-0002' };
    await expect(noteFiled(t.ctx, colleague, assistId, filed)).rejects.toSatisfy(notFound);
    await expect(dropAssist(t.ctx, colleague, assistId, { requestId: newId(), reason })).rejects.toSatisfy(
      notFound,
    );
    expect(await everything()).toEqual(before);
  });
});
