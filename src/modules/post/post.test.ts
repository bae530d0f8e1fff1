import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ROLES, type StaffActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import type { Journey } from '#simulators/post/memory.ts';
import { drawHandOver, drawLabel } from './commands/draw.ts';
import { closeDelivered, followNews } from './commands/follow.ts';
import { makeHandOver } from './commands/hand-over.ts';
import { takeCallBack } from './commands/news.ts';
import { askPickUp, takeIn } from './commands/pick-up.ts';
import { savePostSettings } from './commands/save-settings.ts';
import { dropOrder, resendOrder, sendOrder, settleAttention, tendPost } from './commands/send.ts';
import { shipResult } from './commands/ship.ts';
import { type PostAction, postPolicy } from './policy.ts';
import { getShipment, postLine, postOverview, postSettings, shipStart } from './queries.ts';
import { PickUpInput } from './schema.ts';
import { postForm, resultAtCounter } from './testing/results.ts';
import { ADDRESS, postScene } from './testing/scene.ts';

const { t, commune, post, officer, shipInput, ship, shipmentOf, dossierOf, travel, everything, later } =
  await postScene();

beforeEach(async () => {
  post.switches.dead = false;
  post.switches.key = 'khoa-goi-lai-vi-du';
  post.faults.length = 0;
  t.clock.set('2026-05-04T08:00+07:00');
  await savePostSettings(t.ctx, commune.person('giamdoc'), postForm(post.url));
});
afterAll(() => post.stop());

const RETURNED = { status: 10, via: 'post', receiver: 'applicant', returns: 1 };

describe('a result by the public post (Nghị định 118/2025/NĐ-CP, Điều 22)', () => {
  it('is sent, handed over, told of twice and out of order, delivered at home: the dossier is returned once', async () => {
    const dossier = await resultAtCounter(commune);
    const waits = await postOverview(t.ctx, officer);
    expect(waits.ready.map(({ id }) => id)).toContain(dossier.id);
    const asked = await t.as(officer, { url: `/can-bo/chuyen-phat/gui/${dossier.id}` });
    expect(asked.body).toContain('Số 5, Thôn Ví Dụ');
    const requestId = newRequestId();
    const payload = { requestId, ...ADDRESS };
    const url = `/can-bo/chuyen-phat/gui/${dossier.id}`;
    const sent = await t.as(officer, { method: 'POST', url, payload });
    const again = await t.as(officer, { method: 'POST', url, payload });
    expect([sent.statusCode, again.headers.location]).toEqual([303, sent.headers.location]);
    await t.runJobs();
    const id = String(sent.headers.location).split('/').at(-1) ?? '';
    const shipment = await shipmentOf(id);
    expect(shipment).toMatchObject({ sending: 'accepted', orderCode: dossier.number, itemFrom: 'answer' });
    expect(post.memory.items.filter(({ order }) => order.OrderNumber === dossier.number)).toHaveLength(1);

    for (const pdf of [
      await drawLabel(t.ctx, officer, id),
      await drawHandOver(t.ctx, officer, await makeHandOver(t.ctx, officer, newRequestId())),
    ]) {
      expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-');
    }

    const told = await travel(shipment.orderCode, 'failed-once');
    const mixed = [...told.slice(3), ...told.slice(0, 3)];
    expect([await post.tell(mixed.slice(0, 2)), await post.tell(mixed), await post.tell(told)]).toEqual([
      200, 200, 200,
    ]);
    await t.runJobs();
    await t.runJobs();
    expect(await dossierOf(dossier.id)).toEqual(RETURNED);
    const { shipment: done, events } = await getShipment(t.ctx, officer, id);
    expect(events).toHaveLength(6);
    expect(done).toMatchObject({ tracking: 'delivered', receivedBy: 'NGUYEN VAN VI DU', attention: null });
    expect(done.settledAt).not.toBeNull();

    const officerPage = await t.as(officer, { url: `/can-bo/ho-so/${dossier.number}` });
    expect(officerPage.body).toContain('Đã phát thành công');
    expect(officerPage.body).toContain('Bưu điện báo đã phát lúc');
    const visitor = { kind: 'public', centreId: commune.centreId } as const;
    const look = await t.as(visitor, {
      method: 'POST',
      url: '/tra-cuu',
      payload: { so: dossier.number ?? '', ma: dossier.lookupCode ?? '' },
    });
    expect(look.body).toContain('Bưu tá đang đi phát');
    expect(look.body).not.toContain('NGUYEN VAN VI DU');
  });

  it('nothing is told: found by asking', async () => {
    const dossier = await resultAtCounter(commune);
    const id = await ship(dossier);
    await travel((await shipmentOf(id)).orderCode, 'delivered', 'Trần Thị Ví Dụ');
    await later(59);
    expect((await dossierOf(dossier.id))['status']).toBe(9);
    await later(2);
    expect(await dossierOf(dossier.id)).toEqual({ ...RETURNED, receiver: 'post' });
  });

  it.each(['drop-before', 'drop-after', '502', 'html', 'wrong-types'] as const)(
    'an order answered with %s is looked up and sent again; the post has it once',
    async (fault) => {
      const dossier = await resultAtCounter(commune);
      post.faults.push(fault);
      const id = await ship(dossier);
      expect(await shipmentOf(id)).toMatchObject({ sending: 'waiting', tries: 1 });
      await later(2);
      expect(await shipmentOf(id)).toMatchObject({ sending: 'accepted', attention: null });
      expect(post.memory.items.filter(({ order }) => order.OrderNumber === dossier.number)).toHaveLength(1);
    },
  );

  it('the post is dead for a day: work goes on, the screen says so, afterwards all is there once', async () => {
    post.switches.dead = true;
    const [one, two] = [await resultAtCounter(commune), await resultAtCounter(commune)];
    const ids = [await ship(one), await ship(two)];
    for (const minutes of [10, 30, 60, 120, 240, 480, 540]) {
      await later(minutes);
    }
    const line = await postLine(t.ctx, officer);
    expect(line).toMatchObject({ circuitState: 'open', waiting: 2 });
    const list = await t.as(officer, { url: '/can-bo/chuyen-phat' });
    expect(list.body).toContain('Bưu điện không trả lời');
    post.switches.dead = false;
    for (const minutes of [60, 720, 720, 720]) {
      await later(minutes);
    }
    for (const id of ids) {
      const { sending, orderCode } = await shipmentOf(id);
      expect(sending).toBe('accepted');
      expect(post.memory.items.filter(({ order }) => order.OrderNumber === orderCode)).toHaveLength(1);
    }
  });

  it('refused: said in the post’s words, sent again by an officer, or dropped', async () => {
    const dossier = await resultAtCounter(commune);
    post.faults.push('refuse');
    const id = await ship(dossier);
    expect(await shipmentOf(id)).toMatchObject({ sending: 'refused', attention: 'refused' });
    const page = await t.as(officer, { url: `/can-bo/chuyen-phat/${id}` });
    expect(page.body).toContain('Địa chỉ ngoài vùng phục vụ');
    await resendOrder(t.ctx, officer, id);
    await t.runJobs();
    expect(await shipmentOf(id)).toMatchObject({ sending: 'accepted', attention: null });
    await expect(dropOrder(t.ctx, officer, id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
  });

  it('sent back: the officer is told, and it goes again under an order code of its own', async () => {
    const dossier = await resultAtCounter(commune);
    const id = await ship(dossier);
    await post.tell(await travel((await shipmentOf(id)).orderCode, 'returned'));
    await t.runJobs();
    expect(await shipmentOf(id)).toMatchObject({ tracking: 'returned', attention: 'returned' });
    expect((await dossierOf(dossier.id))['status']).toBe(9);
    const page = await t.as(officer, { url: `/can-bo/ho-so/${dossier.number}` });
    expect(page.body).toContain('Bưu điện chuyển hoàn kết quả về quầy');
    const next = await shipmentOf(await ship(dossier));
    expect(next.orderCode).toBe(`${dossier.number}.2`);
    await post.tell(await travel(next.orderCode, 'lost'));
    expect(await shipmentOf(next.id)).toMatchObject({ tracking: 'lost', attention: 'lost' });
    await settleAttention(t.ctx, officer, next.id);
    expect((await shipmentOf(next.id)).attention).toBeNull();
  });

  it('the post makes the order twice: the second item changes nothing, a person looks', async () => {
    const dossier = await resultAtCounter(commune);
    const id = await ship(dossier, { itemCode: 'VD900000001VN' });
    const { orderCode, itemCode } = await shipmentOf(id);
    expect(itemCode).toBe('VD900000001VN');
    const told = await travel(orderCode, 'delivered');
    await post.tell(told.map((event) => ({ ...event, ItemCode: 'VD900000009VN' })));
    await t.runJobs();
    expect(await shipmentOf(id)).toMatchObject({ tracking: 'none', attention: 'other-item' });
    expect((await dossierOf(dossier.id))['status']).toBe(9);
  });

  it('a fee is owed: delivered, but the dossier is closed by a person when the money is in', async () => {
    const fee = { lines: [{ name: 'Phí', amount: 8_000 }], paid: null };
    const dossier = await resultAtCounter(commune, { fee });
    const id = await ship(dossier, { cod: '8.000' });
    await post.tell(await travel((await shipmentOf(id)).orderCode, 'delivered'));
    await t.runJobs();
    expect(await shipmentOf(id)).toMatchObject({ tracking: 'delivered', attention: 'not-closed' });
    expect((await dossierOf(dossier.id))['returns']).toBe(0);
    await commune.act('tiepnhan1', { id: dossier.id }, { type: 'confirm-payment', method: 'cash' });
    await closeDelivered(t.ctx, officer, id);
    expect(await dossierOf(dossier.id)).toEqual(RETURNED);
    expect(await shipmentOf(id)).toMatchObject({ attention: null });
  });

  it('by setting: made by itself when the result is ready; what lacks an address waits in the list', async () => {
    await savePostSettings(t.ctx, commune.person('giamdoc'), postForm(post.url, { auto: 'on' }));
    const whole = await resultAtCounter(commune);
    const short = await resultAtCounter(commune, { delivery: { how: 'post', address: 'Thôn Ví Dụ' } });
    await t.runJobs();
    expect(post.memory.find(whole.number ?? '')?.order).toMatchObject({ ReceiverProvince: 44, CODAmount: 0 });
    const ready = (await postOverview(t.ctx, officer)).ready.map(({ id }) => id);
    expect([ready.includes(whole.id), ready.includes(short.id)]).toEqual([false, true]);
  });

  it('a label scanned at the counter opens its shipment, by the post’s code or ours; another code says so', async () => {
    const id = await ship(await resultAtCounter(commune));
    const { orderCode, itemCode } = await shipmentOf(id);
    const scan = (code: string) =>
      t.as(officer, { method: 'GET', url: `/can-bo/chuyen-phat?quet=${encodeURIComponent(code)}` });
    for (const code of [orderCode.toLowerCase(), itemCode ?? '', ` ${orderCode} `]) {
      const answer = await scan(code);
      expect([code, answer.statusCode, answer.headers.location]).toEqual([
        code,
        303,
        `/can-bo/chuyen-phat/${id}`,
      ]);
    }
    const none = await scan('KHONG-CO-1');
    expect(none.statusCode).toBe(200);
    expect(none.body).toContain('Không có bưu gửi nào mang mã KHONG-CO-1');
  });

  it('a wrong form keeps what was typed and names the field', async () => {
    const dossier = await resultAtCounter(commune);
    const before = await everything();
    const payload = { requestId: newRequestId(), ...ADDRESS, tel: '12', province: 'Xứ Lạ' };
    const url = `/can-bo/chuyen-phat/gui/${dossier.id}`;
    const wrong = await t.as(officer, { method: 'POST', url, payload });
    expect([wrong.statusCode, wrong.body.includes('10 chữ số'), wrong.body.includes('Xứ Lạ')]).toEqual([
      422,
      true,
      true,
    ]);
    const unknown = await t.as(officer, { method: 'POST', url, payload: { ...payload, tel: ADDRESS.tel } });
    expect([unknown.statusCode, unknown.body.includes('Chưa có mã Bưu điện')]).toEqual([422, true]);
    expect(await everything()).toEqual(before);
  });
});

describe('papers fetched at home', () => {
  it('are asked for, come, and open the intake once', async () => {
    const input = PickUpInput.parse({ requestId: newRequestId(), procedureCode: '1.001193', ...ADDRESS });
    const id = await askPickUp(t.ctx, officer, input);
    expect(await askPickUp(t.ctx, officer, input)).toBe(id);
    await t.runJobs();
    const shipment = await shipmentOf(id);
    expect(shipment.orderCode).toMatch(/^TG-260504-\d{4}$/);
    expect(post.memory.find(shipment.orderCode)?.order).toMatchObject({
      SenderName: 'Nguyễn Văn Ví Dụ',
      ReceiverTel: '0900000000',
    });
    await post.tell(await travel(shipment.orderCode, 'delivered', 'Trung tâm'));
    await t.runJobs();
    const pressed = await t.as(officer, { method: 'POST', url: `/can-bo/chuyen-phat/${id}/tiep-nhan` });
    const dossierId = await takeIn(t.ctx, officer, id);
    expect(pressed.headers.location).toBe(`/can-bo/ho-so/moi?nhap=${dossierId}`);
    const intake = await t.as(officer, { url: String(pressed.headers.location) });
    expect(intake.body).toContain('Nguyễn Văn Ví Dụ');
    expect(intake.body).toContain('value="postal" checked');
    expect((await dossierOf(dossierId))['status']).toBe(1);
  });
});

describe('a call-back', () => {
  it('counts by its proof only; orders that are not ours are acknowledged and change nothing', async () => {
    const dossier = await resultAtCounter(commune);
    const id = await ship(dossier);
    const told = await travel((await shipmentOf(id)).orderCode, 'delivered');
    const before = await everything();
    post.switches.key = 'khoa-cua-nguoi-khac';
    expect(await post.tell(told)).toBe(401);
    post.switches.key = 'khoa-goi-lai-vi-du';
    expect(await post.tell(told.map((event) => ({ ...event, StatusTime: 'hôm nay' })))).toBe(400);
    expect(await post.tell(told.map((event) => ({ ...event, OrderNumber: 'KHONG-CO' })))).toBe(200);
    await t.runJobs();
    expect(await everything()).toEqual(before);
    await savePostSettings(t.ctx, commune.person('giamdoc'), postForm(post.url, { mode: 'off' }));
    expect(await post.tell(told)).toBe(404);
  });
});

describe('whatever is told in whatever order', () => {
  it('ends in the same state, and returns the dossier at most once', async () => {
    const runs = Number(process.env['POST_RUNS'] ?? 3);
    const order = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.boolean()), { minLength: 3, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.constantFrom<Journey>('failed-once', 'returned', 'lost'),
        async (picks, journey) => {
          const dossier = await resultAtCounter(commune);
          const id = await ship(dossier);
          const told = await travel((await shipmentOf(id)).orderCode, journey);
          for (const [index, rest] of picks) {
            const event = told[index % told.length];
            expect(event && (await post.tell([event]))).toBe(200);
            if (rest) {
              await t.runJobs();
            }
          }
          await post.tell([...told].reverse());
          await t.runJobs();
          const { shipment, events } = await getShipment(t.ctx, officer, id);
          expect(events).toHaveLength(told.length);
          expect(shipment.tracking).toBe(journey === 'failed-once' ? 'delivered' : journey);
          const { returns } = await dossierOf(dossier.id);
          expect(returns).toBe(journey === 'failed-once' ? 1 : 0);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('rights: every command × every role', () => {
  const cases: readonly (readonly [PostAction, (actor: Actor, id: string) => Promise<unknown>])[] = [
    ['connect', (actor) => savePostSettings(t.ctx, actor, postForm(post.url))],
    ['connect', (actor) => postSettings(t.ctx, actor)],
    ['ship', (actor, id) => shipResult(t.ctx, actor, id, shipInput())],
    ['ship', (actor, id) => shipStart(t.ctx, actor, id)],
    [
      'ship',
      (actor) =>
        askPickUp(
          t.ctx,
          actor,
          PickUpInput.parse({ requestId: newId(), procedureCode: '1.001193', ...ADDRESS }),
        ),
    ],
    ['ship', (actor, id) => takeIn(t.ctx, actor, id)],
    ['ship', (actor, id) => sendOrder(t.ctx, actor, id)],
    ['ship', (actor) => tendPost(t.ctx, actor)],
    ['ship', (actor, id) => resendOrder(t.ctx, actor, id)],
    ['ship', (actor, id) => dropOrder(t.ctx, actor, id)],
    ['ship', (actor, id) => settleAttention(t.ctx, actor, id)],
    ['ship', (actor, id) => followNews(t.ctx, actor, id)],
    ['ship', (actor, id) => closeDelivered(t.ctx, actor, id)],
    ['ship', (actor) => makeHandOver(t.ctx, actor, newId())],
    ['ship', (actor, id) => drawLabel(t.ctx, actor, id)],
    ['ship', (actor, id) => drawHandOver(t.ctx, actor, id)],
    ['read', (actor, id) => getShipment(t.ctx, actor, id)],
    ['read', (actor) => postOverview(t.ctx, actor)],
    ['read', (actor) => postLine(t.ctx, actor)],
    ['tell', (actor) => takeCallBack(t.ctx, actor, Buffer.from('{}'), () => '')],
  ];

  it('those not in the table are refused, and nothing is written; another centre sees nothing', async () => {
    const dossier = await resultAtCounter(commune);
    const id = await ship(dossier);
    const actors: Actor[] = [
      ...ROLES.map((role): StaffActor => ({ ...officer, roles: [role] })),
      { kind: 'public', centreId: commune.centreId },
      { kind: 'device', centreId: commune.centreId, deviceId: newRequestId(), purpose: 'board' },
    ];
    const before = await everything();
    let refused = 0;
    for (const [action, run] of cases) {
      for (const actor of actors) {
        if (!can(postPolicy, actor, action, { centreId: actor.centreId })) {
          await expect(run(actor, id)).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
          refused += 1;
        }
      }
    }
    expect(refused).toBeGreaterThan(80);
    const stranger: StaffActor = { ...officer, centreId: newId(), unitId: newId() };
    for (const run of [
      () => getShipment(t.ctx, stranger, id),
      () => resendOrder(t.ctx, stranger, id),
      () => takeIn(t.ctx, stranger, id),
    ]) {
      await expect(run()).rejects.toSatisfy((error) => isProblem(error, 'not-found'));
    }
    expect(await everything()).toEqual(before);
  });
});
