import { describe, expect, it } from 'vitest';
import { openCarriers } from '#modules/carriers/commands/open-carriers.ts';
import { saveGateway, saveZalo, takeConsent } from '#modules/carriers/commands/save-carriers.ts';
import { takeSmsReport, takeZaloEvent } from '#modules/carriers/commands/take-report.ts';
import { tokenSource } from '#modules/carriers/commands/tokens.ts';
import { CARRIER_POLICY, type CarrierAction } from '#modules/carriers/policy.ts';
import { carrierStandings, checkCarrier } from '#modules/carriers/queries.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import { type Actor, ROLES, type StaffActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { makeRandom } from '#platform/random.ts';
import { choiceKey } from './commands/choice-link.ts';
import { saveChoice } from './commands/choose.ts';
import { askToConfirm, confirmEmail, readConfirmation } from './commands/confirm-email.ts';
import { resendNotice, skipNotice, writeToCitizen } from './commands/decide.ts';
import { deliverNotice, sweepNotices } from './commands/deliver.ts';
import { saveNoticeSettings, saveTexts } from './commands/save-settings.ts';
import { NOTICE_POLICY, type NoticeAction } from './policy.ts';
import { noticeOutbox, noticesOfDossier } from './queries.ts';
import * as repo from './repo.ts';
import { SettingsInput, TextsInput } from './schema.ts';
import { noticeScene } from './testing/scene.ts';

/** Notices with random fates in the suite; MOTCUA_NOTICES=500 for the long run. */
const FATES = Number(process.env['MOTCUA_NOTICES'] ?? 6);

const { t, commune, zalo, sms, citizen, admin, receive, work, only, arrived } = await noticeScene();

describe('fates', () => {
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
      const dossier = await receive(['zalo', 'sms']);
      phones.push(dossier);
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
    const dossier = await receive(['sms']);
    const { notice: line } = await only(dossier.id);
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
      ['choose', (actor) => confirmEmail(t.ctx, actor, 'x')],
      ['choose', (actor) => readConfirmation(t.ctx, actor, 'x')],
      ['deliver', (actor) => askToConfirm(t.ctx, actor, 'mot.nguoi@vidu.vn')],
    ];
    const actors: readonly Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...commune.person('tiepnhan1'), roles: [role] })),
      citizen,
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' },
    ];
    const everything = async () =>
      (
        await t.owner.query(
          'select (select count(*) from notices) n, (select count(*) from notice_tries) t, (select count(*) from notice_consents) c, (select count(*) from notice_emails) e, (select version from notice_settings) s, (select count(*) from audit_entries) a',
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
    const dossier = await receive(['sms']);
    const { notice: line } = await only(dossier.id);
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
    expect(await get(citizen, `/nhan-tin/${key}`)).toContain('Chọn cách nhận tin');
  });
});

describe('carriers', () => {
  it('rights by the table: who is not in it is refused, and nothing is written', async () => {
    const [zaloId, smsId] = (
      await t.owner.query<{ id: string }>('select id from carriers order by kind desc')
    ).rows.map(({ id }) => id);
    const gateway = GatewayInput.parse({ requestId: newId(), provider: 'esms', brandname: 'X', user: 'x' });
    const account = ZaloInput.parse({ requestId: newId(), appId: '1', oaId: '2' });
    const cases: readonly (readonly [CarrierAction, (actor: Actor) => Promise<unknown>])[] = [
      ['read', (actor) => carrierStandings(t.ctx, actor)],
      ['settings', (actor) => saveGateway(t.ctx, actor, gateway)],
      ['settings', (actor) => saveZalo(t.ctx, actor, account)],
      ['settings', (actor) => takeConsent(t.ctx, actor, 'ma')],
      ['settings', (actor) => checkCarrier(t.ctx, actor, smsId ?? '')],
      ['use', (actor) => openCarriers(t.ctx, actor)],
      ['report', (actor) => takeSmsReport(t.ctx, actor, 'x', {})],
      ['report', (actor) => takeZaloEvent(t.ctx, actor, 'x', { body: new Uint8Array(), signature: '' })],
    ];
    const actors: readonly Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...commune.person('tiepnhan1'), roles: [role] })),
      citizen,
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' },
    ];
    const everything = async () =>
      (
        await t.owner.query(
          'select (select jsonb_agg(to_jsonb(c) order by id) from carriers c) c, (select count(*) from audit_entries) a',
        )
      ).rows[0];
    const before = await everything();
    const refused = cases.flatMap(([action, run]) =>
      actors
        .filter((one) => !can(CARRIER_POLICY, one, action, { centreId: one.centreId }))
        .map((actor) => run(actor)),
    );
    for (const one of refused) {
      await expect(one).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
    }
    expect(refused.length).toBeGreaterThan(40);
    expect(await everything()).toEqual(before);
    const stranger: StaffActor = { ...admin, centreId: newId() };
    expect(await carrierStandings(t.ctx, stranger)).toEqual([]);
    await expect(
      saveGateway(t.ctx, stranger, { ...gateway, id: smsId, requestId: newId() }),
    ).rejects.toSatisfy((error) => isProblem(error, 'not-found'));
    expect(await checkCarrier(t.ctx, stranger, zaloId ?? '')).toBeNull();
  });

  it('two that find the token of Zalo old renew it once: the refresh token is used once', async () => {
    const { rows } = await t.owner.query<{ id: string }>("select id from carriers where kind = 'zalo'");
    const sources = [1, 2].map(() => tokenSource(t.ctx, commune.centreId, rows[0]?.id ?? ''));
    const used = await sources[0]?.current();
    const before = { ...zalo.refreshes };
    t.clock.tick({ hours: 26 });
    const got = await Promise.all(sources.map((source) => source.current()));
    expect(got).toEqual([zalo.tokens.access, zalo.tokens.access]);
    expect(got[0]).not.toBe(used);
    expect(zalo.refreshes).toEqual({ done: before.done + 1, refused: before.refused });
    // Refused in the middle of the day: again one renews for both.
    const again = await Promise.all(sources.map((source) => source.renew(String(got[0]))));
    expect(again).toEqual([zalo.tokens.access, zalo.tokens.access]);
    expect(zalo.refreshes).toEqual({ done: before.done + 2, refused: before.refused });
  });
});
