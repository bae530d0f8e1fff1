import { describe, expect, it } from 'vitest';
import { zaloMac } from '#integrations/zalo/webhook.ts';
import { writeFromOffice } from '#modules/follow/commands/message.ts';
import { MessageInput } from '#modules/follow/schema.ts';
import { actAsOfficer } from '#modules/petitions/commands/act.ts';
import { erasePetitions } from '#modules/petitions/commands/erase.ts';
import { sendPetition } from '#modules/petitions/commands/send.ts';
import { getHeldPetition } from '#modules/petitions/queries.ts';
import { KEEP, OfficerCommand } from '#modules/petitions/schema.ts';
import { sending } from '#modules/petitions/testing/examples.ts';
import { systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { startSmtp } from '#simulators/smtp/server.ts';
import { ZALO_APP } from '#simulators/zalo/tokens.ts';
import { choiceKey } from './commands/choice-link.ts';
import { saveChoice } from './commands/choose.ts';
import { askToConfirm } from './commands/confirm-email.ts';
import { writeToCitizen } from './commands/decide.ts';
import { queueNotice } from './commands/queue-notice.ts';
import { getNotice, noticeOutbox, noticesOfDossier } from './queries.ts';
import { noticeScene } from './testing/scene.ts';

const { t, commune, zalo, sms, system, citizen, settings, freshPhone, receive, work, only, arrived } =
  await noticeScene();

describe('notices to citizens', () => {
  it('what was ticked at the counter is consent with its proof, and the first channel that works carries', async () => {
    const dossier = await receive(['zalo', 'sms']);
    await work();
    const { notice, tries } = await only(dossier.id);
    expect(tries).toMatchObject([{ channel: 'zalo', state: 'accepted', costVnd: 200 }]);
    expect(notice.state).toBe('sent');
    t.clock.tick({ minutes: 2 });
    await work();
    expect((await only(dossier.id)).notice.state).toBe('delivered');
    expect(arrived(dossier.phone)).toHaveLength(1);
    const { consents } = await noticesOfDossier(t.ctx, system, { id: dossier.id });
    expect(consents).toMatchObject([
      { channel: 'sms', wants: true, how: 'counter', evidence: dossier.number },
      { channel: 'zalo', wants: true, how: 'counter' },
    ]);
  });

  it('who has no Zalo is told by SMS, without marks and with the name shortened', async () => {
    const phone = freshPhone();
    zalo.withoutZalo.add(`84${phone.slice(1)}`);
    const dossier = await receive(['zalo', 'sms'], { phone });
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
    expect((await only(silent.id)).notice).toMatchObject({
      state: 'not-sent',
      lastWhy: 'Người dân chưa đăng ký nhận tin.',
    });
    const phone = freshPhone();
    zalo.switches.fault = 'drop-before';
    const first = await receive(['zalo'], { phone });
    const { notice: line } = await only(first.id);
    const key = await choiceKey(t.ctx, commune.centreId, line.id);
    await saveChoice(t.ctx, citizen, { by: 'link', key }, []);
    await work();
    expect((await only(first.id)).notice).toMatchObject({
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
    const dossier = await receive(['sms']);
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
    const dossier = await receive(['zalo', 'sms']);
    await work();
    const { tries, notice } = await only(dossier.id);
    expect(tries).toMatchObject([{ channel: 'zalo', state: 'unknown' }]);
    expect(notice.state).toBe('waiting');
    const { rows } = await t.owner.query<{ token: string }>(
      "select report_token as token from carriers where kind = 'zalo'",
    );
    const post = async (key: string) => {
      const sent = zalo.messages.find((one) => one.to === dossier.phone);
      const body = {
        app_id: ZALO_APP.appId,
        event_name: 'user_received_message',
        message: { msg_id: sent?.id, tracking_id: sent?.trackingId },
        timestamp: '1777950000000',
      };
      const raw = JSON.stringify(body);
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
    expect(sms.messages.filter((one) => one.to === dossier.phone)).toEqual([]);
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

  it('what is withdrawn on the citizen’s page, by link or by the secret of the dossier, is never sent; agreeing again counts', async () => {
    const dossier = await receive(['sms']);
    await work();
    t.clock.tick({ minutes: 2 });
    await work();
    expect(arrived(dossier.phone)).toHaveLength(1);
    const post = (url: string, payload: Record<string, string>) =>
      t.as(citizen, {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(payload).toString(),
      });
    const write = async () => {
      const message = { requestId: newId(), text: 'Mời ông/bà đến nhận lại bản gốc', urgent: 'no' } as const;
      await writeToCitizen(t.ctx, commune.person('tiepnhan1'), dossier.id, message);
      await work();
      t.clock.tick({ minutes: 2 });
      await work();
      return (await only(dossier.id)).notice;
    };
    const key = await choiceKey(t.ctx, commune.centreId, (await only(dossier.id)).notice.id);
    const withdrawn = await post(`/nhan-tin/${key}`, { luu: '1' });
    expect(withdrawn.statusCode).toBe(200);
    expect(withdrawn.body).toContain('không nhận tin');
    expect(await write()).toMatchObject({
      state: 'not-sent',
      lastWhy: 'Người dân đã rút lại việc nhận tin.',
    });
    expect(arrived(dossier.phone)).toHaveLength(1);
    const secret = { so: dossier.number, ma: dossier.lookupCode };
    expect((await post('/nhan-tin', { ...secret, luu: '1', kenh: 'sms' })).statusCode).toBe(200);
    expect(await write()).toMatchObject({ state: 'delivered' });
    expect(arrived(dossier.phone)).toHaveLength(2);
    const { consents } = await noticesOfDossier(t.ctx, system, { id: dossier.id });
    expect(consents).toMatchObject([{ channel: 'sms', wants: true, how: 'own-page' }, { channel: 'zalo' }]);
    const wrong = await post('/nhan-tin', { ...secret, ma: 'SAI-MA', luu: '1' });
    expect(wrong.statusCode).toBe(404);
    expect((await noticesOfDossier(t.ctx, system, { id: dossier.id })).consents).toEqual(consents);
  });

  it('an e-mail address is confirmed by its reader before anything else is sent to it; "try later" is repeated under one Message-ID', async () => {
    const smtp = await startSmtp();
    const mail = { url: `smtp://127.0.0.1:${smtp.port}`, from: 'motcua@vidu.vn' };
    const ctx = { ...t.ctx, config: { ...t.ctx.config, mail } };
    try {
      const dossier = await receive(['email'], { email: 'CongDan@vidu.vn' });
      await work(ctx);
      await work(ctx);
      await work(ctx);
      expect(await only(dossier.id)).toMatchObject({
        notice: { state: 'waiting', lastWhy: expect.stringContaining('xác nhận địa chỉ') },
        tries: [],
      });
      const question = (await noticeOutbox(t.ctx, system)).lines.find(
        ({ event }) => event === 'confirm-email',
      );
      expect(question?.subject).toBe('C***@vidu.vn');
      const asked = await getNotice(t.ctx, system, question?.id ?? '');
      expect(asked.tries).toHaveLength(1);
      expect(asked.tries[0]?.content).not.toContain(dossier.number);
      expect(smtp.mails).toHaveLength(1);
      const address =
        /https?:\/\/\S+(\/nhan-tin\/xac-nhan\/\S+)/.exec(asked.tries[0]?.content ?? '')?.[1] ?? '';
      const open = async (method: 'GET' | 'POST', url: string) =>
        (await t.as(citizen, { method, url })).statusCode;
      // Programs that look into mails open every address: that confirms nothing. A key of any other notice does not either.
      expect(await open('GET', address)).toBe(200);
      const other = await choiceKey(t.ctx, commune.centreId, (await only(dossier.id)).notice.id);
      expect(await open('POST', `/nhan-tin/xac-nhan/${other}`)).toBe(404);
      expect((await noticesOfDossier(t.ctx, system, { id: dossier.id })).emailWaits).toBe(true);
      expect([await open('POST', address), await open('POST', address)]).toEqual([200, 200]);
      expect((await noticesOfDossier(t.ctx, system, { id: dossier.id })).emailWaits).toBe(false);
      smtp.switches.answer = 'later';
      await work(ctx);
      expect((await only(dossier.id)).tries).toMatchObject([{ channel: 'email', state: 'unknown' }]);
      smtp.switches.answer = 'take';
      for (let i = 0; i < 3; i += 1) {
        t.clock.tick({ minutes: 5 });
        await work(ctx);
      }
      const { notice, tries } = await only(dossier.id);
      expect(tries).toHaveLength(1);
      expect(notice.state).toBe('sent');
      expect(smtp.mails).toHaveLength(2);
      const mail = smtp.mails.at(-1);
      expect(mail?.to).toEqual(['CongDan@vidu.vn']);
      expect(mail?.data).toContain(`<${notice.id}.1@`);
    } finally {
      await smtp.stop();
    }
  });

  it('an address that nobody confirms gets one question a day, three in all, and nothing else', async () => {
    const smtp = await startSmtp();
    const mail = { url: `smtp://127.0.0.1:${smtp.port}`, from: 'motcua@vidu.vn' };
    const ctx = { ...t.ctx, config: { ...t.ctx.config, mail } };
    try {
      const first = await receive(['email'], { email: 'khong.mo@vidu.vn' });
      for (let day = 0; day < 6; day += 1) {
        await receive(['email'], { email: 'khong.mo@vidu.vn' });
        await work(ctx);
        await work(ctx);
        t.clock.tick({ hours: 25 });
      }
      await work(ctx);
      expect(smtp.mails).toHaveLength(3);
      expect((await only(first.id)).notice).toMatchObject({
        state: 'not-sent',
        nextAt: null,
        lastWhy: expect.stringContaining('chưa xác nhận địa chỉ'),
      });
      // Several notices that find the address unknown at the same moment ask once.
      const email = 'cung.luc@vidu.vn';
      await Promise.all(Array.from({ length: 4 }, () => askToConfirm(ctx, system, email)));
      const { rows } = await t.owner.query('select cause from notices where email = $1', [email]);
      expect(rows).toEqual([{ cause: `confirm ${email} 1` }]);
    } finally {
      await smtp.stop();
    }
  });

  it('what officers answer to what was sent from home is told without its words', async () => {
    const dossier = await receive(['sms']);
    const counter = commune.person('tiepnhan1');
    const words = 'Mời ông/bà đến quầy 2 để xem lại tờ khai.';
    const requestId = newId();
    for (let i = 0; i < 2; i += 1) {
      await writeFromOffice(t.ctx, counter, dossier.id, MessageInput.parse({ requestId, words }));
    }
    const { lines } = await noticesOfDossier(t.ctx, system, { id: dossier.id });
    expect(lines.map(({ event }) => event)).toEqual(['answer', 'received']);
    await work();
    const sent = (await only(dossier.id)).tries[0]?.content ?? '';
    expect(sent).toContain(dossier.number);
    expect(sent).not.toContain('quay 2');
  });

  it('the sender of a petition is told of number, classification and answer by the way chosen, not of its content', async () => {
    const unitId = commune.person('chuyenvien.kt').unitId;
    const send = async (change: Parameters<typeof sending>[0]) => {
      const token = await sendPetition(t.ctx, citizen, sending(change), []);
      return (await getHeldPetition(t.ctx, citizen, token)).petition;
    };
    const outbox = async (number: string) =>
      (await noticeOutbox(t.ctx, system)).lines.filter(({ subject }) => subject === number);
    const phone = freshPhone();
    const told = await send({ requestId: newId(), phone, tell: 'phone' });
    const act = (who: string, command: object) =>
      actAsOfficer(
        t.ctx,
        commune.person(who),
        told.id,
        OfficerCommand.parse({ ...command, requestId: newId() }),
      );
    await act('tiepnhan1', { type: 'accept', field: 'roads', nature: 'life', unitId });
    await act('chuyenvien.kt', { type: 'draft', words: 'Xã đã thay nắp cống mới ngày hôm qua.' });
    await act('truongphong.kt', { type: 'approve' });
    await work();
    expect((await outbox(told.number)).map(({ event }) => event)).toEqual([
      'petition-answered',
      'petition-accepted',
      'petition-received',
    ]);
    const texts = sms.messages.filter(({ to }) => to === `84${phone.slice(1)}`).map(({ text }) => text);
    expect(texts).toHaveLength(3);
    for (const text of texts) {
      expect(text).toContain(told.number);
      expect(text).not.toMatch(/cong|Thon/i);
    }
    // Luật 91/2025/QH15: when the petition is erased, its notices forget whom they went to.
    await act('truongphong.kt', { type: 'keep', words: 'Chuyện riêng của một nhà.' });
    const stored = async () => {
      const { rows } = await t.owner.query(
        `select n::text as notice, (select string_agg(e::text, ' ') from notice_tries e where notice_id = n.id) as tries
           from notices n where subject = $1`,
        [told.number],
      );
      return JSON.stringify(rows);
    };
    expect(await stored()).toContain(phone.slice(1));
    const now = t.clock.now();
    try {
      t.clock.set(`${now.add({ hours: 24 * (KEEP.usual + 1) })}`);
      expect(await erasePetitions(t.ctx, systemActor(commune.centreId, 'petitions'))).toBeGreaterThan(0);
    } finally {
      t.clock.set(`${now}`);
    }
    expect(await stored()).not.toMatch(new RegExp(`${phone.slice(1)}|Ví Dụ|Vi Du`));
    const emptied = await outbox(told.number);
    expect(emptied.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(await getNotice(t.ctx, system, emptied[0]?.id ?? '')).toMatchObject({
      tries: [{ channel: 'sms', content: '' }],
    });
    // Whoever wants no news leaves no trace here, whatever address was left for questions.
    const silent = await send({ requestId: newId(), phone: freshPhone() });
    expect(await outbox(silent.number)).toEqual([]);
    // By e-mail means not by telephone, though a number is there.
    const mailed = await send({
      requestId: newId(),
      phone: freshPhone(),
      email: 'nguoi.gui@vidu.vn',
      tell: 'email',
    });
    const [line] = await outbox(mailed.number);
    expect(await getNotice(t.ctx, system, line?.id ?? '')).toMatchObject({
      notice: { phone: null, email: 'nguoi.gui@vidu.vn', channels: ['email'] },
    });
    expect(() => sending({ requestId: newId(), phone: '', tell: 'phone' })).toThrow('di động');
  });

  it('after 48 hours of failures a person is asked, and nothing more is tried', async () => {
    sms.switches.code = '103';
    const dossier = await receive(['sms']);
    for (let hour = 0; hour < 52; hour += 4) {
      await work();
      t.clock.tick({ hours: 4 });
    }
    const { notice, tries } = await only(dossier.id);
    expect(notice).toMatchObject({ state: 'stuck', nextAt: null });
    expect(new Set(tries.map(({ state }) => state))).toEqual(new Set(['failed']));
    sms.switches.code = '';
    t.clock.tick({ hours: 24 });
    await work();
    expect((await only(dossier.id)).tries).toHaveLength(tries.length);
    expect(arrived(dossier.phone)).toEqual([]);
  });
});
