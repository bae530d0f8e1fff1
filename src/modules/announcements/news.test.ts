import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { FACEBOOK_FAULTS, type SimulatedFacebook, startFacebook } from '#simulators/facebook/server.ts';
import { type SimulatedLoudspeakers, startLoudspeakers } from '#simulators/loudspeaker/server.ts';
import { type SimulatedVoice, startVoice } from '#simulators/voice/server.ts';
import { approveNews, withdrawNews } from './commands/approve.ts';
import { makeAudio } from './commands/audio.ts';
import { deliver, sweep } from './commands/deliver.ts';
import { submitNews } from './commands/hand-in.ts';
import { resendChannel } from './commands/resend.ts';
import { saveTemplate } from './commands/save-template.ts';
import { saveFacebook, saveLoudspeakers, saveVoice } from './commands/settings.ts';
import { createNews, resetVersion, saveVersion } from './commands/write.ts';
import { getNewsFile, publicNews } from './queries.ts';
import { getTemplate, listTemplates } from './queries-templates.ts';
import { judgeDuration } from './rules/duration.ts';
import { CHANNELS, type Channel, NewsInput, type StoredVersions, VersionInput } from './schema.ts';
import { FacebookInput, LoudspeakerInput, VoiceInput } from './schema-channels.ts';
import { newsState } from './testing/state.ts';
import { exampleTemplate } from './testing/template.ts';

let t: TestContext;
let centreId: string;
let writer: StaffActor;
let director: StaffActor;
let leader: StaffActor;
let facebook: SimulatedFacebook;
let loudspeakers: SimulatedLoudspeakers;
let voice: SimulatedVoice;

beforeAll(async () => {
  t = await testContext({ modules: [], now: '2026-05-04T08:00:00+07:00' });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-vi-du'));
  writer = await makeStaff(t.ctx, centreId, ['officer']);
  director = await makeStaff(t.ctx, centreId, ['centre-director']);
  leader = await makeStaff(t.ctx, centreId, ['commune-leader']);
  const admin = await makeStaff(t.ctx, centreId, ['administrator']);
  facebook = await startFacebook({ seed: 5, appSecret: 'khoa-vi-du' });
  loudspeakers = await startLoudspeakers({ seed: 6, key: 'khoa-loa' });
  voice = await startVoice();
  const page = { mode: 'graph', base: facebook.url, pageId: facebook.pageId, timeoutSeconds: '1' };
  const secrets = { token: 'ma-truy-cap-vi-du', appSecret: 'khoa-vi-du' };
  await saveFacebook(t.ctx, admin, FacebookInput.parse({ requestId: newId(), ...page, ...secrets }));
  const server = { mode: 'push', base: loudspeakers.url, secret: 'khoa-loa', timeoutSeconds: '1' };
  await saveLoudspeakers(t.ctx, admin, LoudspeakerInput.parse({ requestId: newId(), ...server }));
  const engine = { mode: 'fpt', base: voice.url, secret: 'khoa', voice: 'banmai' };
  await saveVoice(t.ctx, admin, VoiceInput.parse({ requestId: newId(), ...engine }));
});
afterAll(async () => {
  await facebook.stop();
  await loudspeakers.stop();
  await voice.stop();
});

const system = () => systemActor(centreId, 'announcements');
const only = (...on: readonly Channel[]): StoredVersions =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, { on: on.includes(channel) }]));

function input(change: Record<string, string> = {}): NewsInput {
  return NewsInput.parse({
    requestId: newId(),
    title: 'Lịch nghỉ lễ Quốc khánh 2/9 của Trung tâm',
    body: 'Trung tâm nghỉ từ ngày 01/9/2026 đến hết ngày 02/9/2026. Mời ông/bà đến từ 07:30 ngày 03/9/2026.',
    validFrom: '2026-05-04T08:00',
    validTo: '2026-05-20T17:00',
    airTimes: '05:30, 17:00',
    ...change,
  });
}

async function run(): Promise<void> {
  for (const id of await sweep(t.ctx, system())) {
    await deliver(t.ctx, system(), id);
  }
}

async function states(id: string): Promise<Record<string, string>> {
  const { deliveries } = await getNewsFile(t.ctx, writer, id);
  return Object.fromEntries(deliveries.map((one) => [`${one.channel} ${one.action}`, one.state]));
}

async function out(versions: StoredVersions, change: Record<string, string> = {}): Promise<string> {
  const id = await createNews(t.ctx, writer, input(change), undefined, versions);
  await submitNews(t.ctx, writer, id, 0);
  await approveNews(t.ctx, director, id, { requestId: newId(), edits: 0, reason: '' });
  return id;
}

describe('a piece of news', () => {
  it('needs another person, its sound as long as its words, and goes out once through each channel; one that failed is resent', async () => {
    const id = await createNews(
      t.ctx,
      writer,
      input(),
      undefined,
      only('web', 'board', 'loudspeaker', 'facebook'),
    );
    await expect(submitNews(t.ctx, writer, id, 0)).rejects.toSatisfy((error) =>
      isProblem(error, 'validation'),
    );
    await makeAudio(t.ctx, writer, id);
    const { audio, spoken } = await getNewsFile(t.ctx, writer, id);
    expect(judgeDuration(spoken.text, audio?.durationMs ?? 0)).toBe('fits');
    expect(voice.texts.at(-1)).toBe(spoken.text);
    expect(spoken.text).not.toMatch(/\d/);
    await submitNews(t.ctx, writer, id, 0);
    const approval = { requestId: newId(), edits: 0, reason: '' };
    await expect(approveNews(t.ctx, writer, id, approval)).rejects.toSatisfy((e) =>
      isProblem(e, 'forbidden'),
    );
    expect((await getNewsFile(t.ctx, writer, id)).deliveries).toEqual([]);
    expect(await approveNews(t.ctx, director, id, approval)).toBe('out');
    facebook.switches.code = 190;
    facebook.switches.subcode = 463;
    await run();
    expect(await states(id)).toEqual({
      'web publish': 'sent',
      'board publish': 'sent',
      'loudspeaker publish': 'sent',
      'facebook publish': 'failed',
    });
    expect(facebook.posts).toEqual([]);
    facebook.switches.code = null;
    await resendChannel(t.ctx, writer, id, 'facebook', false);
    await run();
    expect(await states(id)).toMatchObject({ 'facebook publish': 'sent' });
    expect(facebook.posts.length).toBe(1);
    expect(loudspeakers.playing.get(id)?.soundMs).toBe(audio?.durationMs);
    expect((await publicNews(t.ctx, { kind: 'public', centreId }, { current: true, limit: 5 })).length).toBe(
      1,
    );
    await withdrawNews(t.ctx, director, id, { requestId: newId(), reason: 'Đổi lịch nghỉ' });
    await run();
    expect([facebook.posts.length, facebook.removed.length, loudspeakers.playing.size]).toEqual([0, 1, 0]);
    expect(await publicNews(t.ctx, { kind: 'public', centreId }, { current: true, limit: 5 })).toEqual([]);
  });

  it('TT 39/2020/TT-BTTTT: an urgent one needs two others, one of them a leader of the commune', async () => {
    const urgent = input({ priority: 'urgent', validTo: '2026-05-05T08:00' });
    const id = await createNews(t.ctx, writer, urgent, undefined, only('web'));
    await submitNews(t.ctx, writer, id, 0);
    const one = { requestId: newId(), edits: 0, reason: '' };
    expect(await approveNews(t.ctx, director, id, one)).toBe('waits');
    expect(await approveNews(t.ctx, leader, id, { ...one, requestId: newId() })).toBe('out');
  });

  it('Luật 91/2025/QH15: a number of an identity card never goes out, and nothing is written', async () => {
    const id = await createNews(
      t.ctx,
      writer,
      input({ place: 'Ông Nguyễn Văn Ví Dụ, căn cước 038000000001' }),
      undefined,
      only('web'),
    );
    await expect(submitNews(t.ctx, writer, id, 0)).rejects.toSatisfy((error) =>
      isProblem(error, 'validation'),
    );
    expect((await getNewsFile(t.ctx, writer, id)).revision.state).toBe('draft');
  });

  it('is on the page exactly once whatever the line does', async () => {
    const before = facebook.posts.length + facebook.removed.length;
    facebook.switches.faultRate = 0.6;
    facebook.switches.faults = FACEBOOK_FAULTS.filter((fault) => fault !== 'slow');
    const count = Number(process.env['MOTCUA_NEWS_RUNS'] ?? 6);
    for (let index = 0; index < count; index += 1) {
      await out(only('facebook'), { title: `Thông báo ví dụ thứ ${index + 1}` });
    }
    for (let minute = 0; minute < 120; minute += 1) {
      await run();
      t.clock.tick({ minutes: 2 });
    }
    facebook.switches.faultRate = 0;
    expect(facebook.posts.length + facebook.removed.length - before).toBe(count);
    expect(new Set(facebook.posts.map(({ message }) => message)).size).toBe(facebook.posts.length);
  });

  it('Luật 91/2025/QH15: each channel is read before it goes out, also a version written by hand', async () => {
    const id = await createNews(
      t.ctx,
      writer,
      input({ title: 'Tin có bản viết tay' }),
      undefined,
      only(...CHANNELS),
    );
    await makeAudio(t.ctx, writer, id);
    for (const channel of CHANNELS) {
      const { edits } = (await getNewsFile(t.ctx, writer, id)).revision;
      const text = 'Mời ông Nguyễn Văn Ví Dụ, căn cước 038000000001, đến nhận kết quả.';
      const own = { requestId: newId(), edits: String(edits), on: '1', title: 'Tin viết tay', text };
      await saveVersion(t.ctx, writer, id, channel, VersionInput.parse(own));
      const now = (await getNewsFile(t.ctx, writer, id)).revision.edits;
      await expect(submitNews(t.ctx, writer, id, now), channel).rejects.toMatchObject({ code: 'validation' });
      expect((await getNewsFile(t.ctx, writer, id)).revision.state).toBe('draft');
      await resetVersion(t.ctx, writer, id, channel, now);
    }
  });
});

describe('templates', () => {
  it('each change is a version; the built-in ones are the start; a blank that nothing fills is refused and named', async () => {
    const head: StaffActor = { ...writer, roles: ['unit-head'] };
    const input1 = exampleTemplate();
    const key = await saveTemplate(t.ctx, head, null, input1);
    expect(await saveTemplate(t.ctx, head, null, input1)).toBe(key);
    expect(await saveTemplate(t.ctx, head, null, exampleTemplate())).toBe(`${key}-2`);
    await saveTemplate(t.ctx, head, key, exampleTemplate({ version: '1', title: 'Cúp điện từ {tungay}' }));
    const state = () => newsState(t.owner);
    const refused = async (work: () => Promise<unknown>, error: object) => {
      const before = await state();
      await expect(work()).rejects.toMatchObject(error);
      expect(await state()).toEqual(before);
    };
    await refused(() => saveTemplate(t.ctx, head, key, exampleTemplate({ version: '1' })), {
      code: 'conflict',
    });
    await refused(() => saveTemplate(t.ctx, head, 'khong-co', exampleTemplate()), { code: 'not-found' });
    const wrong = exampleTemplate({ version: '2', body: 'Từ {tungay} đến {denngay}, xin chuẩn bị.' });
    await refused(() => saveTemplate(t.ctx, head, key, wrong), {
      code: 'validation',
      details: { fields: [{ path: 'body', message: expect.stringContaining('denngay') }] },
    });
    expect((await getTemplate(t.ctx, writer, key)).map(({ version, title }) => [version, title])).toEqual([
      [2, 'Cúp điện từ {tungay}'],
      [1, 'Cắt điện từ ngày {tungay}'],
    ]);
    // A built-in one in the centre's own words, then out of use; its first words stay among the versions.
    await saveTemplate(t.ctx, head, 'bao-lu', exampleTemplate({ active: 'no' }));
    const all = await listTemplates(t.ctx, writer);
    expect(all.filter((one) => one.key === 'bao-lu')).toMatchObject([{ version: 1, active: false }]);
    expect((await getTemplate(t.ctx, writer, 'bao-lu')).map(({ version }) => version)).toEqual([1, 0]);
    await expect(t.owner.query('update news_templates set active = true')).rejects.toThrow(/append-only/);
  });
});
