import { createECDH } from 'node:crypto';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smtpMail } from '#integrations/mail/smtp.ts';
import type { PushPolicy } from '#integrations/web-push/address.ts';
import { makePushKeys, makePushSender } from '#integrations/web-push/client.ts';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { makeRandom } from '#platform/random.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { LINE_FAULTS } from '#simulators/faults.ts';
import {
  LOUDSPEAKER_FAULTS,
  type SimulatedLoudspeakers,
  startLoudspeakers,
} from '#simulators/loudspeaker/server.ts';
import { type SimulatedPushService, startPushService } from '#simulators/push/server.ts';
import { type SimulatedSmsGateway, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { type SimulatedSmtp, startSmtp } from '#simulators/smtp/server.ts';
import { type SimulatedVoice, startVoice } from '#simulators/voice/server.ts';
import { type SimulatedZalo, startZalo } from '#simulators/zalo/start.ts';
import { noteAiring } from './commands/air.ts';
import { approveNews, withdrawNews } from './commands/approve.ts';
import { addContact, endByToken, listenToNews } from './commands/audience.ts';
import { makeAudio } from './commands/audio.ts';
import type { Ways } from './commands/carriers.ts';
import { deliver, sweep } from './commands/deliver.ts';
import { submitNews } from './commands/hand-in.ts';
import { markDone } from './commands/resend.ts';
import { saveSpeaker } from './commands/settings.ts';
import { beginCorrection, changeNews, createNews } from './commands/write.ts';
import { Results } from './pages/results.tsx';
import { NEWS_POLICY } from './policy.ts';
import { getNewsFile, publicNews } from './queries.ts';
import { channelSettings, listContactsFor, newsHealth } from './queries-channels.ts';
import type { Channel } from './schema.ts';
import { AiringInput, SpeakerInput } from './schema-channels.ts';
import { newsActs } from './testing/acts.ts';
import { connect, connectSound, contact, input, only } from './testing/channels.ts';
import { newsState } from './testing/state.ts';
import { exampleTemplate } from './testing/template.ts';

/** Pieces of news with random fates in the suite; MOTCUA_NEWS_RUNS=60 for the long run. */
const RUNS = Number(process.env['MOTCUA_NEWS_RUNS'] ?? 2);
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
  await connect({ ctx: t.ctx, admin, loudspeakers, voice, zalo, gateways });
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

function browser() {
  const p256dh = createECDH('prime256v1').generateKeys('base64url');
  return { endpoint: push.endpoint, keys: { p256dh, auth: Buffer.alloc(16, 7).toString('base64url') } };
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
        zalo.switches.fault = bad ? random.pick(LINE_FAULTS) : null;
        for (const { switches } of gateways) {
          switches.fault = bad ? random.pick(LINE_FAULTS) : null;
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

const state = () => newsState(t.owner);

const actorsOf = (centre: string): readonly Actor[] => [
  ...ROLES.map((role): StaffActor => ({ ...writer, centreId: centre, roles: [role] })),
  { kind: 'public', centreId: centre },
  { kind: 'device', centreId: centre, deviceId: newId(), purpose: 'kiosk' },
  { kind: 'device', centreId: centre, deviceId: newId(), purpose: 'board' },
  systemActor(centre, 'test'),
];

const acts = () => {
  const told = () => contact('email', 'vidu@vidu.example');
  return newsActs(t.ctx, {
    input,
    template: exampleTemplate,
    contact: told,
    listener: browser(),
    push: LOCAL,
    ways,
  });
};

describe('correction and withdrawal', () => {
  it('reach each channel that can change what it holds; what was sent or aired is named as staying', async () => {
    for (const { switches } of gateways) {
      switches.slowMs = 0;
    }
    const all: readonly Channel[] = ['web', 'board', 'group', ...TOLD];
    const run = async () => {
      for (let minute = 0; minute < 4; minute += 1) {
        for (const id of await sweep(t.ctx, system())) {
          await deliver(t.ctx, system(), id, ways);
        }
        t.clock.tick({ minutes: 2 });
      }
    };
    const standing = async (id: string) =>
      Object.fromEntries((await ofNews(id)).map((one) => [`${one.channel} ${one.action}`, one.state]));
    t.clock.set('2026-05-05T09:00:00+07:00');
    const id = await out('Lịch tiêm phòng dại cho chó, mèo ở các thôn', all);
    await run();
    await markDone(t.ctx, writer, id, 'group');
    const told = await standing(id);
    expect(told).toEqual(Object.fromEntries(all.map((channel) => [`${channel} publish`, 'sent'])));
    const speaker = SpeakerInput.parse({ requestId: newId(), name: 'Cụm loa Thôn Ví Dụ' });
    await saveSpeaker(t.ctx, admin, speaker);
    const { speakers } = await channelSettings(t.ctx, admin);
    const played = { id: `${id}/1`, startedAt: '2026-05-05T05:30:00+07:00', result: 'played' };
    await noteAiring(t.ctx, stranger(), speakers[0]?.token ?? '', AiringInput.parse(played));
    const sent = () => gateways.flatMap(({ messages }) => messages).length;
    const before = [sent(), smtp.mails.length, push.messages.length];

    await beginCorrection(t.ctx, writer, id, 'Sai ngày tiêm');
    const draft = await getNewsFile(t.ctx, writer, id);
    const text = 'Lịch đúng: tiêm phòng ngày 08/5/2026, từ 07:30 đến 11:00, tại nhà văn hóa các thôn.';
    const words = { ...input('Lịch tiêm phòng dại cho chó, mèo ở các thôn'), body: text };
    const edits = draft.revision.edits;
    await changeNews(t.ctx, writer, id, { ...words, correction: 'Sai ngày tiêm', edits }, undefined);
    await makeAudio(t.ctx, writer, id);
    const ready = (await getNewsFile(t.ctx, writer, id)).revision.edits;
    await submitNews(t.ctx, writer, id, ready);
    await approveNews(t.ctx, director, id, { requestId: newId(), edits: ready, reason: '' });
    await run();
    expect(await standing(id)).toEqual({
      ...told,
      ...Object.fromEntries(all.map((channel) => [`${channel} correct`, 'sent'])),
      'group correct': 'manual',
    });
    const [article] = await publicNews(t.ctx, stranger(), { current: true, limit: 1 });
    expect(article?.version.text).toContain('08/5/2026');
    expect(`${loudspeakers.playing.get(id)?.bulletin.text}`).toContain('tám tháng năm');
    expect([sent(), smtp.mails.length, push.messages.length]).toEqual(before.map((n) => n + 1));

    await withdrawNews(t.ctx, director, id, { requestId: newId(), reason: 'Hoãn tiêm phòng' });
    await run();
    const gone = await standing(id);
    for (const channel of ['web', 'board', 'loudspeaker', 'zalo'] as const) {
      expect([channel, gone[`${channel} withdraw`]]).toEqual([channel, 'sent']);
    }
    expect(gone['group withdraw']).toBe('manual');
    expect(['sms', 'email', 'push'].map((channel) => gone[`${channel} withdraw`])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(loudspeakers.playing.has(id)).toBe(false);
    expect(zalo.articles.filter(({ removed }) => !removed).map(({ title }) => title)).not.toContain(
      'Lịch tiêm phòng dại cho chó, mèo ở các thôn',
    );
    const file = await getNewsFile(t.ctx, writer, id);
    const shown = renderToString(h(Results, { file, lang: 'vi', mayResend: false }));
    expect(shown).toContain('Không lấy lại được: Tin nhắn SMS, Thư điện tử, Báo trên điện thoại.');
    expect(shown).toContain('Loa đã phát 1 lượt');
  });
});

describe('rights', () => {
  it('every actor may do exactly what the table says; a refusal writes nothing', async () => {
    const answer = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: unknown) => (isProblem(error, 'forbidden') ? 'forbidden' : 'allowed'),
      );
    for (const actor of actorsOf(centreId)) {
      const refused = acts().filter(([action]) => !can(NEWS_POLICY, actor, action, actor));
      const before = await state();
      for (const [action, name, act] of refused) {
        expect([action, name, await answer(act(actor, newId()))]).toEqual([action, name, 'forbidden']);
      }
      expect(await state()).toEqual(before);
      for (const [action, name, act] of acts().filter((one) => can(NEWS_POLICY, actor, one[0], actor))) {
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
      for (const [action, name, act] of acts()) {
        // What begins something new of one's own belongs to no other centre.
        if (
          /create|add|facebook|loudspeakers|voice|listen|list|see|counts|sweep|stop|renew|recording|^templates?$/.test(
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
    const elsewhere = { kind: 'public', centreId: newId() } as const;
    await expect(endByToken(t.ctx, elsewhere, listed?.token ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await state()).toEqual(before);
  });
});

describe('circuits', () => {
  it('a line that fails rests; administrator and motcua doctor read why; new settings forget it', async () => {
    await connectSound({ ctx: t.ctx, admin, loudspeakers, voice, zalo, gateways });
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
    await connectSound({ ctx: t.ctx, admin, loudspeakers, voice, zalo, gateways });
    expect(await loud()).toMatchObject({ circuit: { failures: 0 }, state: 'closed' });
  });
});
