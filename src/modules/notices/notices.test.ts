import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveGateway, saveZalo } from '#modules/carriers/commands/save-carriers.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { makeRandom } from '#platform/random.ts';
import { testApp } from '#platform/testing/app.ts';
import { type SimulatedSmsGateway, SMS_SECRET, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { type SimulatedZalo, startZalo, ZALO_APP } from '#simulators/zalo/start.ts';
import { choiceKey } from './commands/choice-link.ts';
import { saveChoice } from './commands/choose.ts';
import { resendNotice, skipNotice, writeToCitizen } from './commands/decide.ts';
import { deliverNotice, sweepNotices } from './commands/deliver.ts';
import { queueNotice } from './commands/queue-notice.ts';
import { saveNoticeSettings, saveTexts } from './commands/save-settings.ts';
import { NOTICE_POLICY, type NoticeAction } from './policy.ts';
import { getNotice, noticeOutbox, noticesOfDossier } from './queries.ts';
import * as repo from './repo.ts';
import { SettingsInput, TextsInput } from './schema.ts';

/** Notices with random fates in the suite; MOTCUA_NOTICES=500 for the long run. */
const FATES = Number(process.env['MOTCUA_NOTICES'] ?? 12);

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
let commune: TestCommune;
let zalo: SimulatedZalo;
let sms: SimulatedSmsGateway;
let system: Actor;
let admin: StaffActor;

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  system = systemActor(commune.centreId, 'notices');
  admin = { ...commune.person('quantri'), roles: ['administrator'] };
  [zalo, sms] = await Promise.all([startZalo(), startSmsGateway()]);
  zalo.switches.slowMs = 1_200;
  sms.switches.slowMs = 1_200;
  const gateway = {
    provider: 'esms',
    brandname: 'UBND ViDu',
    user: 'vidu',
    address: sms.url,
    timeoutSeconds: '1',
    priceVnd: '790',
  };
  await saveGateway(t.ctx, admin, GatewayInput.parse({ ...gateway, requestId: newId(), secret: SMS_SECRET }));
  await saveZalo(
    t.ctx,
    admin,
    ZaloInput.parse({
      requestId: newId(),
      appId: ZALO_APP.appId,
      oaId: ZALO_APP.oaId,
      appSecret: ZALO_APP.appSecret,
      oaSecret: ZALO_APP.oaSecret,
      refreshToken: zalo.tokens.refresh,
      oauthUrl: zalo.url,
      openApiUrl: zalo.url,
      businessUrl: zalo.url,
      timeoutSeconds: '1',
      priceVnd: '200',
    }),
  );
  await settings({});
  for (const event of ['received', 'result-ready', 'message'] as const) {
    await saveTexts(
      t.ctx,
      admin,
      event,
      TextsInput.parse({ requestId: newId(), zns: '500002', znsParams: 'ma_ho_so = so' }),
    );
  }
});
afterAll(async () => {
  await zalo.stop();
  await sms.stop();
});
beforeEach(() => {
  Object.assign(zalo.switches, { fault: null, code: 0, deliver: true });
  Object.assign(sms.switches, { fault: null, code: '', fate: 'delivered' });
  zalo.withoutZalo.clear();
});

async function settings(change: Record<string, string>): Promise<void> {
  const input = {
    requestId: newId(),
    on: 'yes',
    first: 'zalo',
    second: 'sms',
    third: 'email',
    from: '07:00',
    until: '21:00',
    names: 'masked',
  };
  await saveNoticeSettings(t.ctx, admin, SettingsInput.parse({ ...input, ...change }));
}

let people = 0;
const freshPhone = () => {
  people += 1;
  return `0912${String(people).padStart(6, '0')}`;
};

async function receive(by: readonly string[], phone = freshPhone()) {
  const base = await commune.intake('1.001193');
  const parties = { applicant: { ...base.parties.applicant, phone }, contact: { by } };
  const intake = await commune.intake('1.001193', { parties });
  return {
    phone: `84${phone.slice(1)}`,
    ...(await commune.act('tiepnhan1', 'new', { type: 'receive', intake })),
  };
}

async function work(): Promise<void> {
  const { lines } = await noticeOutbox(t.ctx, system);
  for (const { id, nextAt } of lines) {
    if (nextAt !== null && Temporal.Instant.compare(nextAt, t.clock.now()) <= 0) {
      await deliverNotice(t.ctx, system, id);
    }
  }
}

async function only(dossierId: string) {
  const { lines } = await noticesOfDossier(t.ctx, system, { id: dossierId });
  const [line] = lines;
  if (line === undefined) {
    throw new Error('no notice');
  }
  return { line, ...(await getNotice(t.ctx, system, line.id)) };
}

const arrived = (phone: string) => [
  ...zalo.messages.filter((one) => one.to === phone && one.delivered),
  ...sms.messages.filter((one) => one.to === phone && one.state === 'delivered'),
];

describe('notices to citizens', () => {
  it('what was ticked at the counter is consent with its proof, and the first channel that works carries', async () => {
    const { dossier, phone } = await receive(['zalo', 'sms']);
    await work();
    const { notice, tries } = await only(dossier.id);
    expect(tries).toMatchObject([{ channel: 'zalo', state: 'accepted', costVnd: 200 }]);
    expect(notice.state).toBe('sent');
    t.clock.tick({ minutes: 2 });
    await work();
    expect((await only(dossier.id)).notice.state).toBe('delivered');
    expect(arrived(phone)).toHaveLength(1);
    const { consents } = await noticesOfDossier(t.ctx, system, { id: dossier.id });
    expect(consents).toMatchObject([
      { channel: 'sms', wants: true, how: 'counter', evidence: dossier.number },
      { channel: 'zalo', wants: true, how: 'counter' },
    ]);
  });

  it('who has no Zalo is told by SMS, without marks and with the name shortened', async () => {
    const phone = freshPhone();
    zalo.withoutZalo.add(`84${phone.slice(1)}`);
    const { dossier } = await receive(['zalo', 'sms'], phone);
    await work();
    t.clock.tick({ minutes: 2 });
    await work();
    const { notice, tries } = await only(dossier.id);
    expect(tries).toMatchObject([
      { channel: 'zalo', state: 'failed', fault: 'unreachable', code: '-118' },
      { channel: 'sms', provider: 'esms', state: 'delivered' },
    ]);
    expect(notice.state).toBe('delivered');
    expect(sms.messages.at(-1)?.text).toContain(`da nhan ho so ${dossier.number} cua ong/ba N. V. V. Du`);
  });

  it('nobody is told who did not agree, or took it back, and the outbox says so', async () => {
    const silent = await receive([]);
    expect((await only(silent.dossier.id)).notice).toMatchObject({
      state: 'not-sent',
      lastWhy: 'Người dân chưa đăng ký nhận tin.',
    });
    const phone = freshPhone();
    zalo.switches.fault = 'drop-before';
    const first = await receive(['zalo'], phone);
    const { line } = await only(first.dossier.id);
    const citizen: Actor = { kind: 'public', centreId: commune.centreId };
    const key = await choiceKey(t.ctx, commune.centreId, line.id);
    await saveChoice(t.ctx, citizen, { by: 'link', key }, []);
    await work();
    expect((await only(first.dossier.id)).notice).toMatchObject({
      state: 'not-sent',
      lastWhy: 'Người dân đã rút lại việc nhận tin.',
    });
    expect(arrived(first.phone)).toEqual([]);
    await expect(
      saveChoice(t.ctx, citizen, { by: 'link', key: `${key.slice(0, -1)}_` }, ['sms']),
    ).rejects.toSatisfy((error) => isProblem(error, 'not-found'));
  });

  it('at night it waits for the morning; an urgent message does not', async () => {
    t.clock.set('2026-05-05T22:30:00+07:00');
    const { dossier } = await receive(['sms']);
    await work();
    expect((await only(dossier.id)).notice.nextAt).toEqual(
      Temporal.Instant.from('2026-05-06T07:00:00+07:00'),
    );
    await writeToCitizen(t.ctx, commune.person('tiepnhan1'), dossier.id, {
      requestId: newId(),
      text: 'Mời ông/bà đến ngay',
      urgent: 'yes',
    });
    await work();
    expect((await only(dossier.id)).tries).toMatchObject([{ channel: 'sms', state: 'accepted' }]);
    t.clock.set('2026-05-06T07:00:00+07:00');
    await work();
  });

  it('an unknown outcome of Zalo is never followed by an SMS; the webhook settles it, once', async () => {
    zalo.switches.fault = 'drop-after';
    const { dossier, phone } = await receive(['zalo', 'sms']);
    await work();
    const { tries, notice } = await only(dossier.id);
    expect(tries).toMatchObject([{ channel: 'zalo', state: 'unknown' }]);
    expect(notice.state).toBe('waiting');
    const { rows } = await t.owner.query<{ token: string }>(
      "select report_token as token from carriers where kind = 'zalo'",
    );
    const post = async (key: string) => {
      const sent = zalo.messages.find((one) => one.to === phone);
      const body = {
        app_id: ZALO_APP.appId,
        event_name: 'user_received_message',
        message: { msg_id: sent?.id, tracking_id: sent?.trackingId },
        timestamp: '1777950000000',
      };
      const raw = JSON.stringify(body);
      const { zaloMac } = await import('#integrations/zalo/webhook.ts');
      const answer = await t.as(undefined, {
        method: 'POST',
        url: `/api/v1/zalo-events/${rows[0]?.token}`,
        headers: {
          'content-type': 'application/json',
          'x-zevent-signature': `mac=${zaloMac(ZALO_APP.appId, raw, '1777950000000', key)}`,
        },
        payload: raw,
      });
      return answer.statusCode;
    };
    expect(await post('khoa-sai')).toBe(401);
    expect((await only(dossier.id)).notice.state).toBe('waiting');
    expect([await post(ZALO_APP.oaSecret), await post(ZALO_APP.oaSecret)]).toEqual([200, 200]);
    expect((await only(dossier.id)).notice.state).toBe('delivered');
    expect(sms.messages.filter((one) => one.to === phone)).toEqual([]);
  });

  it('the same cause makes one notice; the month has its limit', async () => {
    const told = {
      event: 'message',
      cause: 'mot-viec',
      dossierId: null,
      subject: 'H1',
      phone: '84912999999',
      email: null,
      name: '',
      values: { so: 'H1' },
      askedFor: true,
    } as const;
    const queue = () =>
      inTransaction(t.ctx, system, (tx) => queueNotice(t.ctx, tx, commune.centreId, told, t.clock.now()));
    await settings({ limitVnd: '1' });
    expect([await queue(), await queue()]).toEqual([true, false]);
    await work();
    const [line] = (await noticeOutbox(t.ctx, system, 'waiting')).lines;
    expect(line).toMatchObject({ subject: 'H1', lastWhy: 'chờ vì đã hết hạn mức chi phí của tháng' });
    await settings({});
    t.clock.tick({ minutes: 31 });
    await work();
    expect(arrived('84912999999')).toHaveLength(1);
  });

  it('random failures, repeats and late reports: nothing lost, nobody told twice unless a person resends', async () => {
    const random = makeRandom('notices');
    const faults = [null, null, 'drop-before', 'drop-after', '502', 'html'] as const;
    const phones: { readonly phone: string; readonly id: string }[] = [];
    const token = (
      await t.owner.query<{ token: string }>("select report_token as token from carriers where kind = 'sms'")
    ).rows[0]?.token;
    for (let i = 0; i < FATES; i += 1) {
      zalo.switches.fault = random.pick(faults);
      zalo.switches.code = random.pick([0, 0, -118, -124, -144, -100, -115]);
      zalo.switches.deliver = random.chance(0.5);
      sms.switches.fault = random.pick(faults);
      sms.switches.code = random.pick(['', '', '', '103', '108', '160']);
      sms.switches.fate = random.pick(['delivered', 'undelivered', 'held']);
      const { dossier, phone } = await receive(['zalo', 'sms']);
      phones.push({ phone, id: dossier.id });
      await work();
      const held = sms.messages.filter((one) => one.state === 'under-way');
      if (held.length > 0 && random.chance(0.5)) {
        const one = random.pick(held);
        sms.settle(one.id, random.pick(['delivered', 'undelivered']));
        const query = new URLSearchParams({
          SMSID: one.id,
          RequestId: one.requestId,
          SendStatus: '5',
          SendSuccess: '1',
          SendFailed: '0',
        });
        if (one.state !== 'undelivered') {
          for (let again = 0; again < 2; again += 1) {
            await t.as(undefined, { method: 'GET', url: `/api/v1/sms-reports/${token}?${query}` });
          }
        }
      }
      t.clock.tick({ seconds: random.int(1, 600) });
    }
    Object.assign(zalo.switches, { fault: null, code: 0, deliver: true });
    Object.assign(sms.switches, { fault: null, code: '', fate: 'delivered' });
    for (const { id } of sms.messages) {
      if (sms.messages.find((one) => one.id === id)?.state === 'under-way') {
        sms.settle(id, 'delivered');
      }
    }
    for (let hour = 0; hour < 60; hour += 4) {
      t.clock.tick({ hours: 4 });
      await work();
      await work();
    }
    for (const { phone, id } of phones) {
      expect(arrived(phone).length, `${phone} told at most once`).toBeLessThanOrEqual(1);
      const { notice } = await only(id);
      // Nothing is lost: it arrived, was taken without a report, or waits for a person; and nobody is left alone who was not told.
      expect(['delivered', 'sent', 'stuck']).toContain(notice.state);
      if (notice.state === 'delivered') {
        expect(arrived(phone)).toHaveLength(1);
      }
    }
    const stuck = phones.find(({ phone }) => arrived(phone).length === 0);
    const again = stuck === undefined ? undefined : await only(stuck.id);
    if (stuck !== undefined && again?.notice.state === 'stuck') {
      const press = newId();
      const officer = commune.person('tiepnhan1');
      await resendNotice(t.ctx, officer, again.notice.id, press);
      await resendNotice(t.ctx, officer, again.notice.id, press);
      t.clock.set('2026-05-20T09:00:00+07:00');
      await work();
      expect(arrived(stuck.phone)).toHaveLength(1);
    }
  });
});

describe('rights by the table', () => {
  it('those not in the table are refused, and nothing is written; another centre finds nothing', async () => {
    const { dossier } = await receive(['sms']);
    const { line } = await only(dossier.id);
    const cases: readonly (readonly [NoticeAction, (actor: Actor) => Promise<unknown>])[] = [
      ['read', (actor) => noticeOutbox(t.ctx, actor)],
      ['read', (actor) => noticesOfDossier(t.ctx, actor, { id: dossier.id })],
      ['resend', (actor) => resendNotice(t.ctx, actor, line.id, newId())],
      ['resend', (actor) => skipNotice(t.ctx, actor, line.id, { requestId: newId(), reason: 'thử' })],
      [
        'resend',
        (actor) =>
          writeToCitizen(t.ctx, actor, dossier.id, {
            requestId: newId(),
            text: 'Xin chào ông/bà',
            urgent: 'no',
          }),
      ],
      ['settings', (actor) => saveTexts(t.ctx, actor, 'message', TextsInput.parse({ requestId: newId() }))],
      [
        'settings',
        (actor) =>
          saveNoticeSettings(
            t.ctx,
            actor,
            SettingsInput.parse({
              requestId: newId(),
              on: 'no',
              first: 'sms',
              from: '07:00',
              until: '20:00',
              names: 'none',
            }),
          ),
      ],
      ['deliver', (actor) => deliverNotice(t.ctx, actor, line.id)],
      ['deliver', (actor) => sweepNotices(t.ctx, actor)],
      ['choose', (actor) => saveChoice(t.ctx, actor, { by: 'link', key: 'x' }, [])],
    ];
    const actors: readonly Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...commune.person('tiepnhan1'), roles: [role] })),
      { kind: 'public', centreId: commune.centreId },
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' },
    ];
    const everything = async () =>
      (
        await t.owner.query(
          'select (select count(*) from notices) n, (select count(*) from notice_tries) t, (select count(*) from notice_consents) c, (select version from notice_settings) s, (select count(*) from audit_entries) a',
        )
      ).rows[0];
    const before = await everything();
    let refused = 0;
    for (const [action, run] of cases) {
      for (const actor of actors.filter(
        (one) => !can(NOTICE_POLICY, one, action, { centreId: one.centreId }),
      )) {
        await expect(run(actor)).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(40);
    expect(await everything()).toEqual(before);
    const stranger: StaffActor = { ...commune.person('tiepnhan1'), centreId: newId() };
    await expect(resendNotice(t.ctx, stranger, line.id, newId())).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    expect(await readOnly(t.ctx, stranger, (tx) => repo.listTries(tx, line.id))).toEqual([]);
  });

  it('pages show the outbox, one notice, the dossier, settings and texts', async () => {
    const { dossier } = await receive(['sms']);
    const { line } = await only(dossier.id);
    const officer = commune.person('tiepnhan1');
    const get = async (actor: Actor, url: string) => {
      const answer = await t.as(actor, { method: 'GET', url });
      expect([url, answer.statusCode]).toEqual([url, 200]);
      return answer.body;
    };
    expect(await get(officer, '/can-bo/thong-bao')).toContain(dossier.number);
    expect(await get(officer, `/can-bo/thong-bao/${line.id}`)).toContain('0912 ***');
    expect(await get(officer, `/can-bo/thong-bao/ho-so/${dossier.id}`)).toContain('đồng ý lúc');
    expect(await get(officer, `/can-bo/ho-so/${dossier.number}`)).toContain(`/can-bo/thong-bao/${line.id}`);
    expect(await get(admin, '/can-bo/quan-tri/thong-bao')).toContain('esms');
    expect(await get(admin, '/can-bo/quan-tri/thong-bao/mau/received')).toContain('ký tự');
    expect(await get(admin, '/can-bo/quan-tri/kenh-gui-tin')).toContain('eSMS');
    const key = await choiceKey(t.ctx, commune.centreId, line.id);
    expect(await get({ kind: 'public', centreId: commune.centreId }, `/nhan-tin/${key}`)).toContain(
      'Chọn cách nhận tin',
    );
  });
});
