import { afterAll, beforeAll, beforeEach } from 'vitest';
import { saveGateway, saveZalo } from '#modules/carriers/commands/save-carriers.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { type SimulatedSmsGateway, SMS_SECRET, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { type SimulatedZalo, startZalo } from '#simulators/zalo/start.ts';
import { ZALO_APP } from '#simulators/zalo/tokens.ts';
import { deliverNotice } from '../commands/deliver.ts';
import { saveNoticeSettings, saveTexts } from '../commands/save-settings.ts';
import { getNotice, noticeOutbox, noticesOfDossier } from '../queries.ts';
import { SettingsInput, TextsInput } from '../schema.ts';

/** A commune that tells its citizens by Zalo and SMS, with both carriers played. */
export interface NoticeScene {
  readonly t: TestApp;
  readonly commune: TestCommune;
  readonly zalo: SimulatedZalo;
  readonly sms: SimulatedSmsGateway;
  readonly system: Actor;
  readonly admin: StaffActor;
  readonly citizen: Actor;
  /** Saves the settings of notices: all three channels, by day, unless changed. */
  settings(change: Record<string, string>): Promise<void>;
  /** A phone number that nobody used in this file. */
  freshPhone(): string;
  /** A dossier received at the counter with these channels ticked. */
  receive(
    by: readonly string[],
    address?: { readonly phone?: string; readonly email?: string },
  ): Promise<{
    readonly id: string;
    readonly number: string;
    readonly lookupCode: string;
    readonly phone: string;
  }>;
  /** Does all that is due now, as the jobs would. @param ctx other than the test's own, such as one with a mail server */
  work(ctx?: AppContext): Promise<void>;
  /** The newest notice of a dossier with its tries. @throws Error when there is none */
  only(dossierId: string): Promise<Awaited<ReturnType<typeof getNotice>>>;
  /** What reached a number, by whatever way. */
  arrived(phone: string): readonly unknown[];
}

/** Builds the scene for the calling test file, sets the carriers right before each test, and takes it down after the last. @param given an application that runs already */
export async function noticeScene(given?: TestApp): Promise<NoticeScene> {
  const t = given ?? (await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' }));
  const commune = await testCommune(t.ctx);
  const system = systemActor(commune.centreId, 'notices');
  const admin: StaffActor = { ...commune.person('quantri'), roles: ['administrator'] };
  const [zalo, sms] = await Promise.all([startZalo(), startSmsGateway()]);
  let people = 0;

  const settings = async (change: Record<string, string>): Promise<void> => {
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
  };
  const freshPhone = () => {
    people += 1;
    return `0912${String(people).padStart(6, '0')}`;
  };

  beforeAll(async () => {
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
    await saveGateway(
      t.ctx,
      admin,
      GatewayInput.parse({ ...gateway, requestId: newId(), secret: SMS_SECRET }),
    );
    const account = {
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
    };
    await saveZalo(t.ctx, admin, ZaloInput.parse(account));
    await settings({});
    const texts = { zns: '500002', znsParams: 'ma_ho_so = so' };
    for (const event of ['received', 'result-ready', 'message'] as const) {
      await saveTexts(t.ctx, admin, event, TextsInput.parse({ requestId: newId(), ...texts }));
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

  return {
    t,
    commune,
    zalo,
    sms,
    system,
    admin,
    citizen: { kind: 'public', centreId: commune.centreId },
    settings,
    freshPhone,
    async receive(by, { phone = freshPhone(), email } = {}) {
      const base = await commune.intake('1.001193');
      const applicant = { ...base.parties.applicant, phone, ...(email === undefined ? {} : { email }) };
      const intake = await commune.intake('1.001193', { parties: { applicant, contact: { by } } });
      const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
      const { id, number, lookupCode } = dossier;
      return { id, number: number ?? '', lookupCode: lookupCode ?? '', phone: `84${phone.slice(1)}` };
    },
    async work(ctx = t.ctx) {
      const { lines } = await noticeOutbox(ctx, system);
      for (const { id, nextAt } of lines) {
        if (nextAt !== null && Temporal.Instant.compare(nextAt, t.clock.now()) <= 0) {
          await deliverNotice(ctx, system, id);
        }
      }
    },
    async only(dossierId) {
      const { lines } = await noticesOfDossier(t.ctx, system, { id: dossierId });
      const [line] = lines;
      if (line === undefined) {
        throw new Error('no notice');
      }
      return getNotice(t.ctx, system, line.id);
    },
    arrived: (phone) => [
      ...zalo.messages.filter((one) => one.to === phone && one.delivered),
      ...sms.messages.filter((one) => one.to === phone && one.state === 'delivered'),
    ],
  };
}
