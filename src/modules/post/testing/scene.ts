import type { Dossier } from '#modules/dossiers/schema.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import type { Journey, Told } from '#simulators/post/memory.ts';
import { startPost } from '#simulators/post/start.ts';
import { tendPost } from '../commands/send.ts';
import { shipResult } from '../commands/ship.ts';
import { getShipment } from '../queries.ts';
import { ShipInput } from '../schema.ts';

/** Where results go. */
export const ADDRESS = {
  name: 'Nguyễn Văn Ví Dụ',
  tel: '0900 000 001',
  village: 'Số 5, Thôn Ví Dụ',
  commune: 'Xã Ví Dụ',
  province: 'Tỉnh Thanh Hóa',
};

/** The example commune with a simulated post that calls back; whoever takes it stops the post. */
export async function postScene() {
  const t = await testApp({ example: true });
  const commune = await testCommune(t.ctx);
  const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const post = await startPost({
    token: 'ma-truy-cap-vi-du',
    callBackKey: 'khoa-goi-lai-vi-du',
    callBackUrl: `${url}/api/v1/post/tracking`,
  });
  const system = systemActor(commune.centreId, 'post');
  const officer = commune.person('tiepnhan1');

  const shipInput = (change: Record<string, unknown> = {}) =>
    ShipInput.parse({ requestId: newRequestId(), ...ADDRESS, ...change });

  async function ship(dossier: Pick<Dossier, 'id'>, change: Record<string, unknown> = {}): Promise<string> {
    const id = await shipResult(t.ctx, officer, dossier.id, shipInput(change));
    await t.runJobs();
    return id;
  }

  const shipmentOf = async (id: string) => (await getShipment(t.ctx, officer, id)).shipment;

  async function dossierOf(id: string): Promise<Record<string, unknown>> {
    const { rows } = await t.owner.query<Record<string, unknown>>(
      `select status, state #>> '{returned,via}' as via, state #>> '{returned,receiver,as}' as receiver,
        (select count(*)::int from dossier_events e where e.dossier_id = d.id and e.type = 'result-returned') as returns
       from dossiers d where id = $1`,
      [id],
    );
    return rows[0] ?? {};
  }

  async function travel(
    order: string,
    journey: Journey,
    receiver = 'NGUYEN VAN VI DU',
  ): Promise<readonly Told[]> {
    const item = post.memory.find(order);
    if (item === undefined) {
      throw new Error(`the post has no order ${order}`);
    }
    return post.memory.travel(item, journey, t.clock.now(), receiver);
  }

  function everything() {
    return t.owner
      .query(`select
        (select count(*)::int from post_settings) as settings,
        (select md5(coalesce(string_agg(x::text, '' order by x::text), '')) from post_shipments x) as shipments,
        (select count(*)::int from post_events) as events,
        (select count(*)::int from post_hand_overs) as lists,
        (select count(*)::int from dossiers) as dossiers,
        (select count(*)::int from dossier_events) as history,
        (select count(*)::int from audit_entries) as audit`)
      .then(({ rows }) => rows);
  }

  async function later(minutes: number): Promise<void> {
    t.clock.set(t.clock.now().add({ minutes }).toString());
    await tendPost(t.ctx, system);
    await t.runJobs();
  }

  return {
    t,
    commune,
    post,
    officer,
    shipInput,
    ship,
    shipmentOf,
    dossierOf,
    travel,
    everything,
    later,
  };
}
