import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalDossier } from '#integrations/national-portal/payload.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { Person } from '#modules/dossiers/testing/facts.ts';
import { randomActs } from '#modules/dossiers/testing/random.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { chance } from '#platform/random.ts';
import { testApp } from '#platform/testing/app.ts';
import { FAULTS } from '#simulators/national-portal/faults.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { admitArrivals } from './commands/admit-arrival.ts';
import { resend, skipItem } from './commands/decide-stuck.ts';
import { deliver } from './commands/deliver.ts';
import { reconcile } from './commands/reconcile.ts';
import { saveSettings } from './commands/save-settings.ts';
import { sweep } from './commands/sweep.ts';
import { keepPost } from './commands/take-arrival.ts';
import { verifyExchanges } from './commands/verify.ts';
import { portalOverview } from './queries.ts';
import { SettingsInput } from './schema.ts';
import { ourSide, theirSide } from './testing/both-sides.ts';

/** Dossiers with random lives: enough to meet every fault in the suite; MOTCUA_PORTAL_LIVES=2000 for the long run. */
const LIVES = Number(process.env['MOTCUA_PORTAL_LIVES'] ?? 12);
/** One in three of them was filed on the portal. */
const FILED_IN = 3;

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
let commune: TestCommune;
let portal: SimulatedPortal;
let system: Actor;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'national-portal');
  portal = await startPortal({ seed: 7, username: 'vi-du', password: 'mat-khau-vi-du', madonvi: 'H56.999' });
  portal.switches.slowMs = 1_300;
  await connectTo(portal.url);
});
afterAll(() => portal.stop());

async function connectTo(base: string): Promise<void> {
  const input = SettingsInput.parse({
    requestId: newId(),
    mode: 'adapter',
    base,
    madonvi: 'H56.999',
    username: 'vi-du',
    secret: 'mat-khau-vi-du',
    timeoutSeconds: '1',
    fields: 'Hộ tịch = G01-HT04',
  });
  await saveSettings(t.ctx, { ...commune.person('quantri'), roles: ['administrator'] }, input);
}

const USERS: Readonly<Record<Person, string>> = {
  counter: 'tiepnhan1',
  officer: 'chuyenvien.tp',
  head: 'truongphong.vp',
  other: 'chuyenvien.kt',
  leader: 'chutich',
};

/** A citizen files on the portal, which tells us once or more often, as it does when an answer is lost. */
async function fileOne(no: number, update: boolean): Promise<string> {
  const number = nationalNumber(no);
  const filing = { number, procedureCode: '1.001193', papers: [] };
  const post = portal.box.file(
    portal.url,
    update ? { ...filing, updating: true, content: 'Đã bổ sung' } : filing,
  );
  for (let times = 0; times <= no % 3; times += 1) {
    expect(await keepPost(t.ctx, system, post)).toMatchObject({ error_code: times === 0 ? '0' : '1' });
  }
  await admitArrivals(t.ctx, system, number);
  const { rows } = await t.owner.query<{ dossier_id: string }>(
    'select dossier_id from portal_inbox where national_number = $1',
    [number],
  );
  return rows[0]?.dossier_id ?? '';
}

const nationalNumber = (no: number) => `G22.99-260504-${String(no).padStart(4, '0')}`;

/** One filed dossier: received, refused, or asked to be completed, brought and received; then a random life. */
async function liveFiled(no: number, acts: ReturnType<typeof lives>[number]): Promise<void> {
  const id = await fileOne(no, false);
  const { papers } = await commune.intake('1.001193');
  const receive = {
    type: 'receive' as const,
    intake: await commune.intake('1.001193', { channel: 'online', outsideRef: nationalNumber(no), papers }),
  };
  const way = no % 4;
  if (way === 1) {
    await commune.act('tiepnhan1', { id }, { type: 'refuse-at-reception', reason: 'Không thuộc thẩm quyền' });
    return;
  }
  if (way === 2) {
    const items = [{ content: 'Giấy chứng sinh', reason: 'Bản nộp bị mờ' }];
    await commune.act('tiepnhan1', { id }, { type: 'request-supplement', items });
    t.clock.tick({ seconds: 2 });
    await fileOne(no, true);
    await commune.act('tiepnhan1', { id }, { type: 'complete-supplement', complete: true, papers });
  } else {
    await commune.act('tiepnhan1', { id }, receive);
  }
  await play(id, acts);
}

/** Plays one random life through the real commands; what is refused changes nothing. */
async function live(acts: ReturnType<typeof lives>[number]): Promise<void> {
  const intake = await commune.intake('1.001193');
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  await play(dossier.id, acts);
}

async function play(id: string, acts: ReturnType<typeof lives>[number]): Promise<void> {
  for (const act of acts) {
    if (
      act.command.type === 'receive' ||
      act.command.type === 'keep-draft' ||
      act.command.type === 'correct-procedure'
    ) {
      continue;
    }
    // Lives run close together: what waits longer than 48 hours is for a person, which is another test.
    t.clock.tick({ seconds: 2 });
    await execute(t.ctx, commune.person(USERS[act.person]), { id }, act.command, newRequestId()).catch(
      (error: unknown) => {
        if (!isProblem(error)) {
          throw error;
        }
      },
    );
  }
}

function lives(count: number) {
  return fc.sample(randomActs, { numRuns: count, seed: 42 });
}

async function open(): Promise<number> {
  const { counts } = await portalOverview(t.ctx, system);
  return counts.waiting + counts.pushed + counts.stuck;
}

/** What the job of every minute does. */
async function tellDue(): Promise<void> {
  if (await sweep(t.ctx, system)) {
    await deliver(t.ctx, system);
  }
}

/** Lets virtual minutes pass, each with a sweep and the deliveries it wakes, until nothing is open. */
async function settle(
  minutes: number,
  between: () => Promise<void> = async () => undefined,
): Promise<number> {
  for (let minute = 0; minute < minutes; minute += 1) {
    if ((await open()) === 0) {
      return minute;
    }
    await tellDue();
    await between();
    t.clock.tick({ minutes: 1 });
  }
  return minutes;
}

async function expectBothSidesEqual(): Promise<void> {
  const ours = await ourSide((text) => t.owner.query(text));
  const filed = Object.values(ours).filter(({ inserts }) => inserts === 0);
  expect(Object.keys(ours).length).toBeGreaterThan(filed.length);
  expect(filed.flatMap(({ statuses }) => statuses)).toEqual(expect.arrayContaining(['1', '2', '3', '5']));
  expect(theirSide(portal)).toEqual(ours);
  expect(await reconcile(t.ctx, system)).toMatchObject({
    checked: Object.keys(ours).length,
    unanswered: 0,
    differences: [],
  });
}

describe(`a portal that fails (${LIVES} dossiers)`, () => {
  it('30 % of calls in every way, dead for 24 virtual hours: afterwards each dossier once, statuses in order, nothing lost', {
    timeout: 3_600_000,
  }, async () => {
    portal.switches.faults = FAULTS;
    portal.switches.faultRate = 0.3;
    const next = chance(3);
    for (const [index, acts] of lives(LIVES).entries()) {
      await (index % FILED_IN === 2 ? liveFiled(index, acts) : live(acts));
      // The line is cut in the middle of the lives.
      portal.switches.dead = index >= LIVES / 2;
      if (next() < 0.3) {
        await tellDue();
      }
    }
    portal.switches.dead = true;
    for (let quarter = 0; quarter < 24 * 4; quarter += 1) {
      await tellDue();
      t.clock.tick({ minutes: 15 });
    }
    expect((await portalOverview(t.ctx, system)).circuit.failures).toBeGreaterThan(5);
    expect(await open()).toBeGreaterThan(0);
    portal.switches.dead = false;
    await settle(24 * 60);
    portal.switches.faultRate = 0;
    expect((await portalOverview(t.ctx, system)).stuck.map(({ lastWhy }) => lastWhy)).toEqual([]);
    expect(await open()).toBe(0);
    await expectBothSidesEqual();
  });

  it('two senders of one dossier at once tell it once', async () => {
    const intake = await commune.intake('1.001193');
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    // Each context stands for a process of its own.
    await Promise.all(Array.from({ length: 6 }, () => deliver({ ...t.ctx }, system)));
    expect(portal.memory.held.get(dossier.number ?? '')).toMatchObject({ inserts: 1 });
    const { rows } = await t.owner.query('select state from portal_outbox where dossier_id = $1', [
      dossier.id,
    ]);
    expect(rows).toEqual([{ state: 'sent' }]);
  });

  it('killed between the call and its note: after the lease the portal is asked first, and told nothing twice', async () => {
    const intake = await commune.intake('1.001193');
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    // What a kill leaves: the portal has it, we hold a lease and no note of it.
    const [item] = (
      await t.owner.query('select payload from portal_outbox where dossier_id = $1', [dossier.id])
    ).rows;
    portal.memory.store(PortalDossier.parse(item?.payload), false);
    const until = t.clock.now().add({ minutes: 5 }).toString();
    await t.owner.query('update portal_outbox set lease_until = $2 where dossier_id = $1', [
      dossier.id,
      until,
    ]);
    expect(await deliver(t.ctx, system)).toBe(0);
    t.clock.tick({ minutes: 6 });
    expect(await sweep(t.ctx, system)).toBe(true);
    await deliver(t.ctx, system);
    expect(portal.memory.held.get(dossier.number ?? '')).toMatchObject({ inserts: 1 });
    expect(await open()).toBe(0);
  });
});

describe('the log of what was told', () => {
  it('is whole, and a changed or missing row shows', async () => {
    expect(await verifyExchanges(t.ctx)).toEqual([]);
    const [row] = (await t.owner.query('select id, message from portal_exchanges order by id limit 1')).rows;
    await t.owner.query(`update portal_exchanges set message = 'khác' where id = $1`, [row?.id]);
    expect(await verifyExchanges(t.ctx)).toMatchObject([{ what: expect.stringContaining(String(row?.id)) }]);
    await t.owner.query('update portal_exchanges set message = $2 where id = $1', [row?.id, row?.message]);
    expect(await verifyExchanges(t.ctx)).toEqual([]);
  });
});

describe('what the portal will not take', () => {
  async function poisoned(): Promise<{ readonly id: string; readonly number: string; readonly seq: number }> {
    const intake = await commune.intake('1.001193', {
      parties: {
        applicant: { name: 'Nguyễn Văn Ví Dụ', idNumber: null, phone: '0900000001', address: 'Thôn Ví Dụ' },
      },
    });
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    await deliver(t.ctx, system);
    const { rows } = await t.owner.query<{ seq: string }>(
      'select seq from portal_outbox where dossier_id = $1',
      [dossier.id],
    );
    return { id: dossier.id, number: dossier.number ?? '', seq: Number(rows[0]?.seq) };
  }

  it('stops that dossier with the reason in words and no other; a later change goes on after a person skipped the first', async () => {
    const poison = await poisoned();
    const overview = await portalOverview(t.ctx, system);
    const stuck = overview.stuck.find((item) => item.number === poison.number);
    expect(stuck?.lastWhy).toContain('DinhDanhCHS');
    const intake = await commune.intake('1.001193');
    const { dossier: healthy } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    await deliver(t.ctx, system);
    expect(portal.memory.held.has(healthy.number ?? '')).toBe(true);

    const actor = commune.person('tiepnhan1');
    const skip = { requestId: newRequestId(), reason: 'Đã bổ sung số định danh' };
    await expect(skipItem(t.ctx, actor, poison.seq, skip)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
    await commune.act(
      'tiepnhan1',
      { id: poison.id },
      {
        type: 'correct-person',
        parties: { applicant: { name: 'Nguyễn Văn Ví Dụ', idNumber: '038000000009', idKind: 'personal-id' } },
        reason: 'Bổ sung số định danh còn thiếu',
      },
    );
    await commune.act('tiepnhan1', { id: poison.id }, { type: 'withdraw', reason: 'Công dân xin rút' });
    await resend(t.ctx, actor, poison.seq);
    await deliver(t.ctx, system);
    await skipItem(t.ctx, actor, poison.seq, skip);
    await deliver(t.ctx, system);
    expect(portal.memory.held.get(poison.number)?.statuses.at(-1)).toBe('7');
    const page = await t.as(actor, { method: 'GET', url: `/can-bo/cong-dvcqg/ho-so/${poison.number}` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Cổng từ chối');
    expect(page.body).not.toContain('038000000009');
  });

  it('the page of the portal is whole for an officer, and its settings show no secret', async () => {
    const page = await t.as(commune.person('tiepnhan1'), { method: 'GET', url: '/can-bo/cong-dvcqg' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Thông suốt');
    const admin: StaffActor = { ...commune.person('tiepnhan1'), roles: ['administrator'] };
    const settings = await t.as(admin, { method: 'GET', url: '/can-bo/quan-tri/cong-dvcqg' });
    expect(settings.statusCode).toBe(200);
    expect(settings.body).toContain('Hộ tịch = G01-HT04');
    expect(settings.body).not.toContain('mat-khau-vi-du');
  });
});
