import { beforeAll, describe, expect, it } from 'vitest';
import { GiveAuthorityInput } from '#modules/duties/authority-schema.ts';
import { recordLeave } from '#modules/duties/commands/record-leave.ts';
import { endAuthority, giveAuthority } from '#modules/duties/commands/signing-authority.ts';
import { RecordLeaveInput } from '#modules/duties/schema.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { placeItem, takeBack } from './commands/place-item.ts';
import { getDossier } from './queries.ts';
import { getHandOn } from './queries-hand-on.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

/** A procedure of the unit for culture and social affairs. */
const SOCIAL = '1.001776';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
});

function leaveOf(username: string, change: Record<string, unknown> = {}) {
  return RecordLeaveInput.parse({
    requestId: newRequestId(),
    accountId: commune.person(username).accountId,
    fromDay: '2026-05-04',
    fromTime: '08:00',
    toDay: '2026-05-06',
    reason: 'sick',
    ...change,
  });
}

async function received(): Promise<string> {
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('1.001193'),
  });
  return dossier.id;
}

async function read(id: string) {
  return (await getDossier(t.ctx, commune.person('giamdoc'), { id })).dossier;
}

describe('an officer is away (Đ12 k.2)', () => {
  it('what she holds and what was offered to her has a person, with the reason in the history', async () => {
    const held = await received();
    const offered = await received();
    for (const id of [held, offered]) {
      await commune.act('tiepnhan1', { id }, { type: 'complete-step' });
    }
    await commune.act('chuyenvien.tp', { id: held }, { type: 'accept-hand-over' });
    const atCounter = await received();
    expect((await read(held)).holder.accountId).toBe(commune.person('chuyenvien.tp').accountId);

    await recordLeave(t.ctx, commune.person('chuyenvien.tp'), leaveOf('chuyenvien.tp'));
    await t.runJobs();

    const moved = await read(held);
    expect(moved.holder.accountId).not.toBe(commune.person('chuyenvien.tp').accountId);
    expect(moved.holder.accountId).not.toBeNull();
    expect(moved.holder.why).toContain('vắng mặt từ 08:00 thứ Hai 04/05/2026');
    const readdressed = (await read(offered)).handOvers.at(-1);
    expect(readdressed?.to.accountId).toBe(moved.holder.accountId);
    expect(readdressed?.acceptedAt).toBeNull();
    expect((await read(atCounter)).holder.name).toBe(commune.person('tiepnhan1').displayName);
    const { rows } = await t.owner.query('select outcome, why from hand_on_items order by outcome');
    expect(rows).toHaveLength(2);
    expect(rows.every((row) => row.outcome === 'moved' && row.why.length > 20)).toBe(true);
    expect((await t.owner.query('select state from hand_on_runs')).rows).toEqual([{ state: 'done' }]);
  });
});

async function everything(): Promise<string> {
  const tables = ['dossiers', 'dossier_events', 'dossier_requests', 'hand_on_items', 'audit_entries'];
  const counts = await Promise.all(
    tables.map((table) =>
      t.owner.query<{ n: string }>(
        `select count(*) || coalesce(md5(string_agg(x::text, '' order by x::text)), '') as n from ${table} x`,
      ),
    ),
  );
  return counts.map(({ rows }) => rows[0]?.n).join(' ');
}

function codeOf(error: unknown): string {
  return isProblem(error) ? error.code : String(error);
}

describe('when nobody of the unit is there', () => {
  let runId = '';
  let lost = '';

  it('the dossier is listed for the head with suggestions, the least loaded first', async () => {
    lost = await received();
    await commune.act('tiepnhan1', { id: lost }, { type: 'complete-step' });
    const head = commune.person('truongphong.vp');
    for (const username of ['truongphong.vp', 'chutich', 'phochutich', 'kiemtoan'] as const) {
      await recordLeave(
        t.ctx,
        commune.person('giamdoc'),
        leaveOf(username, { fromDay: '2026-05-04', fromTime: '00:00' }),
      ).catch((error: unknown) => {
        expect(codeOf(error)).toBe('forbidden');
      });
    }
    await t.runJobs();
    const { rows } = await t.owner.query<{ run_id: string; dossier_id: string }>(
      "select run_id, dossier_id from hand_on_items where outcome = 'unplaced'",
    );
    const item = rows.find((row) => row.dossier_id === lost);
    expect(item, 'the one offered to the head has nobody').toBeDefined();
    runId = item?.run_id ?? '';
    const view = await getHandOn(t.ctx, commune.person('giamdoc'), runId);
    expect(view.items[0]).toMatchObject({ outcome: 'unplaced', toAccountId: null });
    expect(view.suggestions.map(({ accountId }) => accountId)).not.toContain(head.accountId);
    const minutes = view.suggestions.map(({ load }) => load?.minutes ?? -1);
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
    const page = await t.as(commune.person('giamdoc'), { url: `/can-bo/ban-giao/${runId}` });
    expect(page.body).toContain('hồ sơ chưa tìm được người');
  });

  it('is given by hand only by those who lead; a refusal writes nothing, a repeat gives it once', async () => {
    const input = { requestId: newRequestId(), toAccountId: commune.person('chuyenvien.kt').accountId };
    for (const username of ['tiepnhan1', 'chuyenvien.kt', 'kiemtoan', 'truongphong.kt'] as const) {
      const before = await everything();
      await expect(
        placeItem(t.ctx, commune.person(username), { runId, dossierId: lost }, input),
      ).rejects.toMatchObject({ code: 'forbidden' });
      expect(await everything(), username).toBe(before);
    }
    for (let i = 0; i < 2; i += 1) {
      await placeItem(t.ctx, commune.person('giamdoc'), { runId, dossierId: lost }, input);
    }
    const dossier = await read(lost);
    expect(dossier.handOvers.at(-1)?.to.accountId).toBe(input.toAccountId);
    const { items } = await getHandOn(t.ctx, commune.person('giamdoc'), runId);
    expect(items.find((item) => item.dossierId === lost)).toMatchObject({
      outcome: 'moved',
      toAccountId: input.toAccountId,
    });
  });

  it('nothing is taken back while the person is away', async () => {
    const before = await everything();
    await expect(
      takeBack(t.ctx, commune.person('giamdoc'), runId, { requestId: newRequestId(), dossierIds: [lost] }),
    ).rejects.toMatchObject({ code: 'not-allowed-now' });
    expect(await everything()).toBe(before);
  });
});

describe('signing by written authority (NĐ 280/2025)', () => {
  it('who holds the dossier signs within scope and days, with the decision in the history; nobody else', async () => {
    const officer = 'chuyenvien.vhxh';
    const { dossier } = await commune.act('tiepnhan2', 'new', {
      type: 'receive',
      intake: await commune.intake(SOCIAL),
    });
    const ref = { id: dossier.id };
    await commune.act('tiepnhan2', ref, { type: 'complete-step' });
    await commune.act(officer, ref, { type: 'accept-hand-over' });
    await commune.act(officer, ref, { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' });
    const sign = (who: string) => commune.act(who, ref, { type: 'sign-result' });
    const refused = async (who: string) => {
      const before = await everything();
      expect(await sign(who).then(() => 'signed', codeOf), who).toBe('forbidden');
      expect(await everything(), who).toBe(before);
    };
    await refused(officer);
    const give = (change: Record<string, unknown>) =>
      giveAuthority(
        t.ctx,
        commune.person('quantri'),
        GiveAuthorityInput.parse({
          requestId: newRequestId(),
          accountId: commune.person(officer).accountId,
          fieldGroup: dossier.procedure.fieldGroup,
          decisionNo: '12/QĐ-UBND',
          decisionDay: '2026-05-01',
          grantedBy: 'Chủ tịch UBND xã',
          validFrom: '2026-05-01',
          ...change,
        }),
      );
    await give({ fieldGroup: 'Lĩnh vực khác' });
    await give({ validFrom: '2026-05-05' });
    await give({ validTo: '2026-05-03' });
    await refused(officer);
    const authority = await give({});
    await refused('truongphong.vhxh');
    await refused('chuyenvien.kt');
    await endAuthority(t.ctx, commune.person('quantri'), authority.id, { reason: 'Thôi ủy quyền' });
    await refused(officer);
    await give({});
    const detail = await getDossier(t.ctx, commune.person(officer), ref);
    expect(detail.abilities).toContain('sign-result');
    await sign(officer);
    expect((await read(dossier.id)).decision?.signed).toMatchObject({
      by: { accountId: commune.person(officer).accountId },
      authority: 'Ký theo ủy quyền: Quyết định số 12/QĐ-UBND ngày 01/05/2026',
    });
  });
});
