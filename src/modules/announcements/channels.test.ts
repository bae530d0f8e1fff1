import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpMail } from '#integrations/mail/smtp.ts';
import type { PushPolicy } from '#integrations/web-push/address.ts';
import { makePushKeys, makePushSender } from '#integrations/web-push/client.ts';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { saveGateway, saveZalo } from '#modules/carriers/commands/save-carriers.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { makeRandom } from '#platform/random.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { CARRIER_LINE_FAULTS } from '#simulators/carrier.ts';
import {
  LOUDSPEAKER_FAULTS,
  type SimulatedLoudspeakers,
  startLoudspeakers,
} from '#simulators/loudspeaker/server.ts';
import { type SimulatedPushService, startPushService } from '#simulators/push/server.ts';
import { type SimulatedSmsGateway, SMS_SECRET, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { type SimulatedSmtp, startSmtp } from '#simulators/smtp/server.ts';
import { type SimulatedVoice, startVoice } from '#simulators/voice/server.ts';
import { type SimulatedZalo, startZalo, ZALO_APP } from '#simulators/zalo/start.ts';
import { noteAiring } from './commands/air.ts';
import { approveNews, withdrawNews } from './commands/approve.ts';
import { addContact, endByToken, listenToNews, removeContact, stopListening } from './commands/audience.ts';
import { keepRecording, makeAudio } from './commands/audio.ts';
import type { Ways } from './commands/carriers.ts';
import { deliver, sweep } from './commands/deliver.ts';
import { sendBack, submitNews, takeBack } from './commands/hand-in.ts';
import { markDone, resendChannel } from './commands/resend.ts';
import { renewToken, saveFacebook, saveLoudspeakers, saveSpeaker, saveVoice } from './commands/settings.ts';
import {
  beginCorrection,
  changeNews,
  chooseChannels,
  createNews,
  dropDraft,
  resetVersion,
  saveVersion,
} from './commands/write.ts';
import { NEWS_POLICY, type NewsAction } from './policy.ts';
import { getNewsFile, getSound, listNewsFor, newsCounts } from './queries.ts';
import { channelSettings, listContactsFor, newsHealth, playList } from './queries-channels.ts';
import {
  CHANNELS,
  type Channel,
  ContactInput,
  NewsInput,
  type StoredVersions,
  VersionInput,
} from './schema.ts';
import { AiringInput, FacebookInput, LoudspeakerInput, SpeakerInput, VoiceInput } from './schema-channels.ts';

/** Pieces of news with random fates in the suite; MOTCUA_NEWS_RUNS=60 for the long run. */
const RUNS = Number(process.env['MOTCUA_NEWS_RUNS'] ?? 3);
const LOCAL: PushPolicy = { accepts: () => true, reaches: (address) => address === '127.0.0.1' };
/** By which a phone shows a repeated message once. */
const tags: string[] = [];
const TOLD: readonly Channel[] = ['loudspeaker', 'zalo', 'sms', 'email', 'push'];

let t: TestContext;
let centreId: string;
let writer: StaffActor;
let director: StaffActor;
let admin: StaffActor;
let loudspeakers: SimulatedLoudspeakers;
let voice: SimulatedVoice;
let zalo: SimulatedZalo;
let gateways: readonly [SimulatedSmsGateway, SimulatedSmsGateway];
let smtp: SimulatedSmtp;
let push: SimulatedPushService;
let ways: Ways;

async function connectSound(): Promise<void> {
  const server = { mode: 'push', base: loudspeakers.url, secret: 'khoa-loa', timeoutSeconds: '1' };
  await saveLoudspeakers(t.ctx, admin, LoudspeakerInput.parse({ requestId: newId(), ...server }));
  const engine = { mode: 'fpt', base: voice.url, secret: 'khoa', voice: 'banmai' };
  await saveVoice(t.ctx, admin, VoiceInput.parse({ requestId: newId(), ...engine }));
}

async function connect(): Promise<void> {
  await connectSound();
  for (const [index, { url }] of gateways.entries()) {
    const gateway = {
      provider: 'esms',
      address: url,
      brandname: `UBNDViDu${index}`,
      user: 'motcua',
      timeoutSeconds: '1',
    };
    const input = { ...gateway, requestId: newId(), place: String(index + 1), secret: SMS_SECRET };
    await saveGateway(t.ctx, admin, GatewayInput.parse(input));
  }
  const { appId, oaId, appSecret, oaSecret } = ZALO_APP;
  const urls = { oauthUrl: zalo.url, openApiUrl: zalo.url, businessUrl: zalo.url, timeoutSeconds: '1' };
  const account = { appId, oaId, appSecret, oaSecret, refreshToken: zalo.tokens.refresh };
  await saveZalo(t.ctx, admin, ZaloInput.parse({ requestId: newId(), ...account, ...urls }));
}

function contact(kind: 'email' | 'sms', address: string): ContactInput {
  const who = { name: 'Trưởng thôn Ví Dụ', consent: 'Phiếu đăng ký ngày 02/5/2026' };
  return ContactInput.parse({ requestId: newId(), kind, address, ...who });
}

beforeAll(async () => {
  t = await testContext({ modules: [], now: '2026-05-04T08:00:00+07:00' });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-vi-du'));
  [writer, director, admin] = await Promise.all([
    makeStaff(t.ctx, centreId, ['officer']),
    makeStaff(t.ctx, centreId, ['centre-director']),
    makeStaff(t.ctx, centreId, ['administrator']),
  ]);
  const [loud, voiced, article, first, second, mailed, pushed] = await Promise.all([
    startLoudspeakers({ seed: 8, key: 'khoa-loa' }),
    startVoice(),
    startZalo(),
    startSmsGateway(),
    startSmsGateway(),
    startSmtp(),
    startPushService(),
  ]);
  [loudspeakers, voice, zalo, smtp, push] = [loud, voiced, article, mailed, pushed];
  gateways = [first, second];
  await connect();
  const keys = { ...makePushKeys(), contact: 'mailto:vidu@vidu.example' };
  t.ctx.events.on('announcements.connections', async ({ givePushKeys }) => givePushKeys(keys));
  const mail = smtpMail({ url: `smtp://127.0.0.1:${smtp.port}`, from: 'Một Cửa <motcua@vidu.example>' });
  const send = makePushSender(LOCAL);
  ways = {
    push(vapid, address, message, options) {
      tags.push(message.tag);
      return send(vapid, address, message, options);
    },
    mail: () => mail,
  };
  zalo.switches.slowMs = 1_100;
  for (const { switches } of gateways) {
    switches.slowMs = 1_100;
  }
  await addContact(t.ctx, writer, contact('email', 'truongthon@vidu.example'));
  await addContact(t.ctx, writer, contact('sms', '0900000012'));
  await listenToNews(t.ctx, stranger(), browser(), LOCAL);
});
afterAll(() => Promise.all([loudspeakers, voice, zalo, ...gateways, smtp, push].map((one) => one.stop())));

const stranger = () => ({ kind: 'public', centreId }) as const;
const system = () => systemActor(centreId, 'announcements');
const only = (...on: readonly Channel[]): StoredVersions =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, { on: on.includes(channel) }]));

function browser() {
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  return { endpoint: push.endpoint, keys: { p256dh, auth: Buffer.alloc(16, 7).toString('base64url') } };
}

function input(title = 'Lịch nghỉ lễ Quốc khánh 2/9 của Trung tâm'): NewsInput {
  return NewsInput.parse({
    requestId: newId(),
    title,
    body: 'Trung tâm nghỉ từ ngày 01/9/2026 đến hết ngày 02/9/2026. Mời ông/bà đến từ 07:30 ngày 03/9/2026.',
    validFrom: '2026-05-04T08:00',
    validTo: '2026-05-20T17:00',
    airTimes: '05:30, 17:00',
  });
}

/** A piece of news that is approved: its deliveries wait. */
async function out(title: string, channels: readonly Channel[]): Promise<string> {
  const id = await createNews(t.ctx, writer, input(title), undefined, only(...channels));
  if (channels.includes('loudspeaker')) {
    await makeAudio(t.ctx, writer, id);
  }
  await submitNews(t.ctx, writer, id, 0);
  await approveNews(t.ctx, director, id, { requestId: newId(), edits: 0, reason: '' });
  return id;
}

const ofNews = async (id: string) => (await getNewsFile(t.ctx, writer, id)).deliveries;

describe('a partner that answers badly', () => {
  it('is told exactly once where it can be asked, never twice unnoticed: random failures, silence, restarts in mid-send', async () => {
    const random = makeRandom('news on bad lines');
    loudspeakers.switches.faults = LOUDSPEAKER_FAULTS.filter((fault) => fault !== 'slow');
    const ids: string[] = [];
    for (let index = 0; index < RUNS; index += 1) {
      ids.push(await out(`Thông báo ví dụ thứ ${index + 1} gửi mọi kênh`, TOLD));
    }
    let killed = 0;
    const sure = async (minutes: number, work: () => Promise<void>) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await work();
        t.clock.tick({ minutes: 7 });
      }
    };
    await sure(20, async () => {
      for (const id of await sweep(t.ctx, system())) {
        const bad = random.chance(0.6);
        loudspeakers.switches.faultRate = bad ? 1 : 0;
        zalo.switches.fault = bad ? random.pick(CARRIER_LINE_FAULTS) : null;
        for (const { switches } of gateways) {
          switches.fault = bad ? random.pick(CARRIER_LINE_FAULTS) : null;
        }
        smtp.switches.answer = bad ? 'later' : 'take';
        smtp.switches.dropInData = random.chance(0.2);
        push.switches.answer = bad ? random.pick(['down', 'too-many'] as const) : 'created';
        // A kill right after the partner was told: its end is not stored.
        const dies = random.chance(0.25);
        const before = dies
          ? (await t.owner.query('select * from news_deliveries where id = $1', [id])).rows[0]
          : null;
        await deliver(t.ctx, system(), id, ways);
        if (before !== null) {
          killed += 1;
          await t.owner.query(
            `update news_deliveries set state = 'waiting', unsure = true, ended_at = null, reference = null, last_why = null,
              attempts = $2, lease_until = $3, first_try_at = coalesce(first_try_at, $3) where id = $1`,
            [id, before.attempts, t.clock.now().add({ seconds: 150 })],
          );
        }
      }
    });
    expect(killed).toBeGreaterThan(0);
    loudspeakers.switches.faultRate = 0;
    zalo.switches.fault = null;
    for (const { switches } of gateways) {
      switches.fault = null;
    }
    smtp.switches.answer = 'take';
    smtp.switches.dropInData = false;
    push.switches.answer = 'created';
    await sure(10, async () => {
      for (const id of await sweep(t.ctx, system())) {
        await deliver(t.ctx, system(), id, ways);
      }
    });
    const open: string[] = [];
    for (const id of ids) {
      open.push(
        ...(await ofNews(id))
          .filter(({ state }) => state !== 'sent')
          .map((one) => `${one.channel} ${one.state} ${one.lastWhy}`),
      );
    }
    expect(open).toEqual([]);
    // Partners that can be asked have each piece once.
    expect(zalo.articles.map(({ title }) => title).toSorted()).toEqual(
      ids.map((_, index) => `Thông báo ví dụ thứ ${index + 1} gửi mọi kênh`).toSorted(),
    );
    expect(loudspeakers.playing.size).toBe(RUNS);
    const told = gateways.flatMap(({ messages }) => messages.map(({ requestId }) => requestId));
    expect(told).toHaveLength(RUNS);
    expect(new Set(told).size).toBe(RUNS);
    // Mail and web push have no question; a repeat bears the same number, by which mailbox and phone show it once.
    const numbers = new Set(smtp.mails.map(({ data }) => /^message-id:\s*(\S+)/im.exec(data)?.[1]));
    expect(numbers.size).toBe(RUNS);
    expect(new Set(tags).size).toBe(RUNS);
  });
});

const TABLES = [
  'news',
  'news_revisions',
  'news_approvals',
  'news_audio',
  'news_deliveries',
  'news_channels',
  'news_contacts',
  'news_listeners',
  'news_speakers',
  'news_airings',
  'circuits',
];
/** Everything that a refused act must have left as it was. */
const state = async (): Promise<readonly unknown[]> =>
  Promise.all(
    TABLES.map(async (table) => {
      const digest = `select count(*)::int as n, md5(string_agg(x::text, '' order by x::text)) from ${table} x`;
      return (await t.owner.query(digest)).rows[0];
    }),
  );

type Act = readonly [action: NewsAction, name: string, act: (actor: Actor, id: string) => Promise<unknown>];
const airing = AiringInput.parse({ id: 'x/1', startedAt: '2026-05-04T08:00:00+07:00', result: 'played' });
const reason = { requestId: newId(), reason: 'Lý do ví dụ' };
const ACTS: readonly Act[] = [
  ['read', 'file', (actor, id) => getNewsFile(t.ctx, actor, id)],
  ['read', 'list', (actor) => listNewsFor(t.ctx, actor, 'live')],
  ['read', 'counts', (actor) => newsCounts(t.ctx, actor)],
  ['read', 'sound', (actor, id) => getSound(t.ctx, actor, id, 1)],
  ['write', 'create', (actor) => createNews(t.ctx, actor, input(), undefined)],
  ['write', 'change', (actor, id) => changeNews(t.ctx, actor, id, input(), undefined)],
  [
    'write',
    'version',
    (actor, id) => saveVersion(t.ctx, actor, id, 'web', VersionInput.parse({ requestId: newId(), edits: 0 })),
  ],
  ['write', 'reset', (actor, id) => resetVersion(t.ctx, actor, id, 'web', 0)],
  ['write', 'channels', (actor, id) => chooseChannels(t.ctx, actor, id, ['web'], 0, CHANNELS)],
  ['write', 'correction', (actor, id) => beginCorrection(t.ctx, actor, id, 'Sai ngày nghỉ')],
  ['write', 'drop', (actor, id) => dropDraft(t.ctx, actor, id)],
  ['write', 'submit', (actor, id) => submitNews(t.ctx, actor, id, 0)],
  ['write', 'take back', (actor, id) => takeBack(t.ctx, actor, id)],
  ['write', 'sound', (actor, id) => makeAudio(t.ctx, actor, id)],
  ['write', 'recording', (actor, id) => keepRecording(t.ctx, actor, id, new Uint8Array())],
  [
    'approve',
    'approve',
    (actor, id) => approveNews(t.ctx, actor, id, { requestId: newId(), edits: 0, reason: '' }),
  ],
  ['approve', 'send back', (actor, id) => sendBack(t.ctx, actor, id, 'Xin sửa lại')],
  ['approve', 'withdraw', (actor, id) => withdrawNews(t.ctx, actor, id, reason)],
  ['resend', 'resend', (actor, id) => resendChannel(t.ctx, actor, id, 'web', true)],
  ['resend', 'done', (actor, id) => markDone(t.ctx, actor, id, 'group')],
  ['contacts', 'list', (actor) => listContactsFor(t.ctx, actor)],
  ['contacts', 'add', (actor) => addContact(t.ctx, actor, contact('email', 'vidu@vidu.example'))],
  ['contacts', 'remove', (actor, id) => removeContact(t.ctx, actor, id)],
  ['settings', 'see', (actor) => channelSettings(t.ctx, actor)],
  [
    'settings',
    'facebook',
    (actor) => saveFacebook(t.ctx, actor, FacebookInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'loudspeakers',
    (actor) => saveLoudspeakers(t.ctx, actor, LoudspeakerInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'voice',
    (actor) => saveVoice(t.ctx, actor, VoiceInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'speaker',
    (actor, id) =>
      saveSpeaker(t.ctx, actor, SpeakerInput.parse({ requestId: newId(), id, name: 'Cụm loa ví dụ' })),
  ],
  ['follow', 'listen', (actor) => listenToNews(t.ctx, actor, browser(), LOCAL)],
  ['follow', 'stop', (actor) => stopListening(t.ctx, actor, 'https://may-khac.example/1')],
  ['follow', 'end', (actor) => endByToken(t.ctx, actor, 'khong-co')],
  ['follow', 'play list', (actor) => playList(t.ctx, actor, 'khong-co')],
  ['follow', 'airing', (actor) => noteAiring(t.ctx, actor, 'khong-co', airing)],
  [
    'deliver',
    'sweep',
    (actor) => (actor.kind === 'system' ? sweep(t.ctx, actor) : Promise.reject(refusal())),
  ],
  [
    'deliver',
    'tell',
    (actor, id) => (actor.kind === 'system' ? deliver(t.ctx, actor, id, ways) : Promise.reject(refusal())),
  ],
  [
    'deliver',
    'renew',
    (actor) => (actor.kind === 'system' ? renewToken(t.ctx, actor) : Promise.reject(refusal())),
  ],
];
const refusal = () => new Problem('forbidden', { detail: '' });

const actorsOf = (centre: string): readonly Actor[] => [
  ...ROLES.map((role): StaffActor => ({ ...writer, centreId: centre, roles: [role] })),
  { kind: 'public', centreId: centre },
  { kind: 'device', centreId: centre, deviceId: newId(), purpose: 'kiosk' },
  { kind: 'device', centreId: centre, deviceId: newId(), purpose: 'board' },
  systemActor(centre, 'test'),
];

describe('rights', () => {
  it('every actor may do exactly what the table says; a refusal writes nothing', async () => {
    const answer = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: unknown) => (isProblem(error, 'forbidden') ? 'forbidden' : 'allowed'),
      );
    for (const actor of actorsOf(centreId)) {
      const refused = ACTS.filter(([action]) => !can(NEWS_POLICY, actor, action, actor));
      const before = await state();
      for (const [action, name, act] of refused) {
        expect([action, name, await answer(act(actor, newId()))]).toEqual([action, name, 'forbidden']);
      }
      expect(await state()).toEqual(before);
      for (const [action, name, act] of ACTS.filter((one) => !refused.includes(one))) {
        expect([action, name, await answer(act(actor, newId()))]).not.toEqual([action, name, 'forbidden']);
      }
    }
  });

  it('of another centre: its news is not there and nothing is written', async () => {
    const id = await out('Tin của trung tâm này', ['web', 'group']);
    const draft = await createNews(t.ctx, writer, input('Nháp của trung tâm này'), undefined);
    const [listed] = await listContactsFor(t.ctx, writer);
    const before = await state();
    for (const actor of actorsOf(newId())) {
      for (const [action, name, act] of ACTS) {
        // What begins something new of one's own belongs to no other centre.
        if (
          /create|add|facebook|loudspeakers|voice|listen|list|see|counts|sweep|stop|renew|recording/.test(
            name,
          )
        ) {
          continue;
        }
        for (const one of [id, draft, listed?.id ?? '']) {
          const came = await act(actor, one).then(
            (value) => value,
            (error: unknown) => (isProblem(error) ? error.code : error),
          );
          expect([action, name, came === false ? 'not-found' : came]).toEqual([
            action,
            name,
            expect.stringMatching(/^(not-found|forbidden)$/),
          ]);
        }
      }
    }
    expect(await state()).toEqual(before);
  });
});

describe('circuits', () => {
  it('a line that fails rests; administrator and motcua doctor read why; new settings forget it', async () => {
    await connectSound();
    const loud = async () =>
      (await channelSettings(t.ctx, admin)).lines.find(({ line }) => line === 'loudspeaker');
    loudspeakers.switches.dead = true;
    await out('Tin không ra được loa', ['loudspeaker']);
    for (let minute = 0; minute < 6; minute += 1) {
      for (const id of await sweep(t.ctx, system())) {
        await deliver(t.ctx, system(), id, ways);
      }
      t.clock.tick({ minutes: 20 });
    }
    expect(await loud()).toMatchObject({ circuit: { failures: 6 }, state: expect.stringMatching(/open/) });
    const told = (await newsHealth(t.ctx, system())).find(({ name }) => name.includes('loa truyền thanh'));
    expect(told).toMatchObject({ ok: false });
    const { rows } = await t.owner.query("select line from circuits where line like 'news-%'");
    expect(rows).toEqual([{ line: 'news-loudspeaker' }]);
    loudspeakers.switches.dead = false;
    await connectSound();
    expect(await loud()).toMatchObject({ circuit: { failures: 0 }, state: 'closed' });
  });
});
