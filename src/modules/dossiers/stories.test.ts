import { beforeAll, describe, expect, test } from 'vitest';
import { isProblem, type Problem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { formatIso } from '#platform/time.ts';
import { verifyDossiers } from './commands/verify.ts';
import { getDossier, myWork, searchDossiers } from './queries.ts';
import type { Dossier } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

const PENSION = '2.000884';
const BIRTH = '1.001193';

let t: TestContext;
let commune: TestCommune;

beforeAll(async () => {
  t = await testContext({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
});

const iso = (instant: Temporal.Instant | null | undefined) => (instant ? formatIso(instant) : null);

async function refusal(work: Promise<unknown>): Promise<Problem> {
  try {
    await work;
  } catch (error) {
    if (isProblem(error)) {
      return error;
    }
    throw error;
  }
  throw new Error('it was allowed');
}

async function formsOf(dossier: Dossier): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ form: string }>(
    'select form from documents where subject_id = $1 order by drawn_at, form',
    [dossier.id],
  );
  return rows.map((row) => row.form);
}

describe('story A, the pension (rules 13)', () => {
  test('received after 15:00: due the next working day; certified, registered, returned', async () => {
    t.clock.set('2026-05-04T15:10:00+07:00');
    const intake = await commune.intake(PENSION, {
      fee: { lines: [{ name: 'Phí chứng thực chữ ký', amount: 10_000 }], paid: { method: 'cash' } },
    });
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    const ref = { id: dossier.id };
    expect(dossier.number).toMatch(/^H56\.999-260504-\d{4}$/);
    expect(iso(dossier.runs[0]?.due)).toBe('2026-05-05T17:30:00+07:00');
    expect(await formsOf(dossier)).toEqual(['01']);

    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    t.clock.set('2026-05-05T08:00:00+07:00');
    await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
    await commune.act('chuyenvien.tp', ref, {
      type: 'record-decision',
      outcome: 'approve',
      summary: 'Đủ điều kiện chứng thực',
    });
    await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
    await commune.act('phochutich', ref, { type: 'sign-result' });
    await commune.act('phochutich', ref, { type: 'complete-step' });
    const { dossier: entered } = await commune.act('chuyenvien.tp', ref, {
      type: 'enter-register',
      book: 'SCT/CK, ĐC',
      documents: [{ name: 'Giấy ủy quyền lĩnh lương hưu', fee: 10_000 }, { name: 'Sơ yếu lý lịch' }],
    });
    expect(entered.register.map((line) => line.no)).toEqual([1, 2]);
    const { dossier: finished } = await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
    expect(finished).toMatchObject({ status: 9, outcome: 'on-time' });
    const { dossier: returned } = await commune.act('tiepnhan2', ref, {
      type: 'return-result',
      via: 'paper',
      receiver: { name: 'Nguyễn Văn Ví Dụ', as: 'applicant' },
    });
    expect(returned.status).toBe(10);
  });
});

describe('story B, the birth (rules 1.6)', () => {
  test('lacking at reception: one slip, no term, everything kept; then lacking after examination', async () => {
    t.clock.set('2026-05-11T08:00:00+07:00');
    const full = await commune.intake(BIRTH);
    const brought = { ...full, papers: full.papers.slice(2) };
    const items = [
      { content: 'Giấy chứng sinh', reason: 'Chưa mang theo' },
      { content: 'Giấy tờ cư trú', reason: 'Chưa mang theo' },
    ];
    const asked = await commune.act('tiepnhan1', 'new', {
      type: 'request-supplement',
      intake: brought,
      items,
    });
    const ref = { id: asked.dossier.id };
    expect(asked.dossier).toMatchObject({ status: 5, number: null, runs: [] });
    expect(await formsOf(asked.dossier)).toEqual(['02']);

    t.clock.set('2026-05-12T09:00:00+07:00');
    const { dossier } = await commune.act('tiepnhan2', ref, { type: 'receive', intake: full });
    expect(dossier.parties.applicant.name).toBe('Nguyễn Văn Ví Dụ');
    const firstDue = iso(dossier.runs[0]?.due);
    await commune.act('tiepnhan2', ref, { type: 'complete-step' });
    const offered = (await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' })).dossier;
    expect(offered.status).toBe(4);

    const lacking = {
      type: 'request-supplement',
      items: [{ content: 'Giấy cam đoan', reason: 'Thông tin chưa khớp' }],
    } as const;
    const proposed = await commune.act('chuyenvien.tp', ref, lacking);
    expect(proposed.dossier.status).toBe(4);
    const work = await myWork(t.ctx, commune.person('tiepnhan1'));
    expect(work.sections.find((s) => s.group === 'pass-on')?.count).toBe(1);
    await commune.act('tiepnhan1', ref, { type: 'pass-on-supplement' });

    await commune.act('tiepnhan1', ref, { type: 'add-note', text: 'Đã gọi điện báo' });
    t.clock.set('2026-05-20T09:00:00+07:00');
    const detail = await getDossier(t.ctx, commune.person('tiepnhan1'), ref);
    expect(detail.standing).toBe('waiting');
    expect(detail.abilities).not.toContain('close-for-no-supplement');
    const again = await commune.act('tiepnhan1', ref, { type: 'complete-supplement', complete: true });
    expect(again.dossier.runs).toHaveLength(2);
    expect(iso(again.dossier.runs[0]?.originalDue)).toBe(firstDue);
    const second = await refusal(commune.act('chuyenvien.tp', ref, lacking));
    expect(second.details.detail).toContain('lãnh đạo');
    expect(await formsOf(again.dossier)).toEqual(['02', '01', '02']);
  });

  test('nothing brought within 15 days: put before a person to close, form 05', async () => {
    t.clock.set('2026-06-01T08:00:00+07:00');
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(BIRTH),
    });
    const ref = { id: dossier.id };
    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    await commune.act('chuyenvien.tp', ref, {
      type: 'request-supplement',
      items: [{ content: 'Giấy cam đoan', reason: 'Thiếu' }],
    });
    await commune.act('tiepnhan1', ref, { type: 'pass-on-supplement' });
    t.clock.set('2026-06-17T08:00:00+07:00');
    const work = await myWork(t.ctx, commune.person('tiepnhan1'));
    expect(work.sections.find((s) => s.group === 'close')?.lines.map((line) => line.id)).toEqual([
      dossier.id,
    ]);
    const closed = await commune.act('tiepnhan1', ref, {
      type: 'close-for-no-supplement',
      reason: 'Quá hạn bổ sung',
    });
    expect(closed.dossier).toMatchObject({ status: 8, outcome: 'on-time' });
    expect(await formsOf(closed.dossier)).toEqual(['01', '02', '05']);
  });
});

describe('story C, the land', () => {
  test('six steps in two units, sent back once, extended once a day ahead, late against its original date', async () => {
    t.clock.set('2026-05-11T08:00:00+07:00');
    const code = await landCode();
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(code),
    });
    const ref = { id: dossier.id };
    expect(dossier.steps).toHaveLength(6);
    const due = dossier.runs[0]?.due;
    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    await commune.act('chuyenvien.kt', ref, { type: 'accept-hand-over' });
    const back = await commune.act('chuyenvien.kt', ref, {
      type: 'return-hand-over',
      reason: 'Thiếu bản đồ',
    });
    expect(back.dossier.handOvers.at(-1)).toMatchObject({ kind: 'back', reason: 'Thiếu bản đồ' });
    await commune.act('tiepnhan1', ref, { type: 'accept-hand-over' });
    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    await commune.act('chuyenvien.kt', ref, { type: 'accept-hand-over' });
    await commune.act('chuyenvien.kt', ref, { type: 'complete-step' });
    if (due === undefined) {
      throw new Error('the land procedure has a term');
    }
    t.clock.set(due.subtract({ hours: 24 * 4 }));
    const newDay = due.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().add({ days: 14 }).toString();
    const extend = { type: 'extend-with-apology', newDay, reason: 'Cần kiểm tra thực địa' } as const;
    const officer = await refusal(commune.act('chuyenvien.kt', ref, extend));
    expect(officer.code).toBe('forbidden');
    await commune.act('truongphong.kt', ref, extend);
    t.clock.set(due.add({ hours: 24 * 3 }));
    await commune.act('chuyenvien.kt', ref, {
      type: 'record-decision',
      outcome: 'approve',
      summary: 'Đủ điều kiện',
    });
    await commune.act('chuyenvien.kt', ref, { type: 'complete-step' });
    await commune.act('truongphong.kt', ref, { type: 'complete-step' });
    await commune.act('chutich', ref, { type: 'sign-result' });
    const { dossier: finished } = await commune.act('chutich', ref, { type: 'complete-step' });
    expect(finished).toMatchObject({ status: 9, outcome: 'late' });
    expect(iso(finished.runs[0]?.originalDue)).toBe(iso(due));
    expect(await formsOf(finished)).toEqual(['01', '04']);
  });

  async function landCode(): Promise<string> {
    const { rows } = await t.owner.query<{ code: string }>(
      `select v.body->>'code' as code from procedure_versions v
       where v.body->>'fieldGroup' = 'Đất đai' and v.body->'terms'->0->'term'->>'unit' = 'working-day' and (v.body->'terms'->0->'term'->>'amount')::int >= 7
       order by 1 limit 1`,
    );
    return rows[0]?.code ?? '';
  }
});

describe('story D, refusals', () => {
  test('refuse to receive; withdraw; stop; correct; reprint', async () => {
    t.clock.set('2026-06-22T08:00:00+07:00');
    const intake = await commune.intake(BIRTH);
    const refused = await commune.act('tiepnhan1', 'new', {
      type: 'refuse-at-reception',
      intake,
      reason: 'Không thuộc thẩm quyền',
    });
    expect(refused.dossier).toMatchObject({ status: 3, number: null });
    expect(await formsOf(refused.dossier)).toEqual(['03']);

    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    const ref = { id: dossier.id };
    const corrected = await commune.act('tiepnhan1', ref, {
      type: 'correct-procedure',
      procedureCode: PENSION,
      reason: 'Chọn nhầm thủ tục',
    });
    expect(corrected.dossier.number).toBe(dossier.number);
    expect(corrected.dossier.runs).toHaveLength(2);
    await commune.act('tiepnhan1', ref, { type: 'reprint-receipt', reason: 'Công dân làm ướt' });
    const withdrawn = await commune.act('tiepnhan1', ref, { type: 'withdraw', reason: 'Không còn nhu cầu' });
    expect(withdrawn.dossier).toMatchObject({ status: 7, outcome: 'on-time' });
    expect(await formsOf(withdrawn.dossier)).toEqual(['01', '01', '05']);
    const late = await refusal(commune.act('tiepnhan1', ref, { type: 'withdraw', reason: 'Bấm lần nữa' }));
    expect(late.code).toBe('not-allowed-now');
    expect(late.details.allowed).toEqual(['add-note']);
    expect(late.details.facts?.['who']).toBe(commune.person('tiepnhan1').displayName);
  });

  test('double-click on receive makes one dossier', async () => {
    const intake = await commune.intake(BIRTH);
    const requestId = newRequestId();
    const before = await count('dossiers');
    const [a, b] = await Promise.all([
      commune.act('tiepnhan1', 'new', { type: 'receive', intake }, requestId),
      commune.act('tiepnhan1', 'new', { type: 'receive', intake }, requestId),
    ]);
    expect(a.dossier.number).toBe(b.dossier.number);
    expect([a.repeated, b.repeated].toSorted()).toEqual([false, true]);
    expect(await count('dossiers')).toBe(before + 1);
    const other = await refusal(
      commune.act('tiepnhan1', 'new', { type: 'receive', intake: { ...intake, content: 'khác' } }, requestId),
    );
    expect(other.code).toBe('conflict');
  });

  test('two officers deciding at once: one decision, one clear conflict', async () => {
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(BIRTH),
    });
    const ref = { id: dossier.id };
    await commune.act('tiepnhan1', ref, { type: 'complete-step' });
    await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
    const decide = (who: string, outcome: string) =>
      commune.act(who, ref, { type: 'record-decision', outcome, summary: 'Đã xem xét' });
    const results = await Promise.allSettled([
      decide('chuyenvien.tp', 'approve'),
      decide('truongphong.vp', 'refuse'),
    ]);
    expect(results.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const reasons: unknown[] = results.flatMap((r) => (r.status === 'rejected' ? [r.reason] : []));
    expect(reasons).toMatchObject([
      { code: 'already-done', details: { detail: expect.stringMatching(/đã ghi quyết định lúc/) } },
    ]);
  });
});

describe('numbers, search and proof', () => {
  test('8 parallel writers: unique, gap-free per agency and day', async () => {
    t.clock.set('2026-07-06T08:00:00+07:00');
    const intake = await commune.intake(BIRTH);
    const writer = async () => {
      const numbers: string[] = [];
      for (let i = 0; i < 6; i += 1) {
        const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
        numbers.push(dossier.number ?? '');
        await refusal(
          commune.act('tiepnhan1', 'new', { type: 'receive', intake: { ...intake, papers: [] } }),
        );
      }
      return numbers;
    };
    const numbers = (await Promise.all(Array.from({ length: 8 }, writer))).flat().toSorted();
    expect(numbers).toEqual(
      Array.from({ length: 48 }, (_, i) => `H56.999-260706-${String(i + 1).padStart(4, '0')}`),
    );
  });

  test('search without diacritics, by number, phone and identity number', async () => {
    const officer = commune.person('tiepnhan1');
    for (const q of [
      'nguyen vi du',
      'Nguyễn Ví',
      '0900 000 001',
      '038000000001',
      'H56.999-260706-0007',
      '260706-0007',
    ]) {
      expect((await searchDossiers(t.ctx, officer, { q })).total).toBeGreaterThan(0);
    }
    expect((await searchDossiers(t.ctx, officer, { q: 'không có ai' })).total).toBe(0);
  });

  test('everything rebuilds from its history; a row changed by hand is named', async () => {
    expect(await verifyDossiers(t.ctx)).toEqual([]);
    await t.owner.query(
      `update dossiers set applicant_name = 'Người Khác' where number = 'H56.999-260706-0003'`,
    );
    const findings = await verifyDossiers(t.ctx);
    expect(findings.map((f) => f.check)).toEqual(['dossiers.row']);
    expect(findings[0]?.what).toContain('H56.999-260706-0003');
  });

  test('history cannot be changed from the application', async () => {
    await expect(
      t.ctx.db.transaction().execute((tx) => tx.updateTable('dossier_events').set({ type: 'x' }).execute()),
    ).rejects.toThrow(/permission denied/);
    await expect(t.owner.query('delete from dossier_events')).rejects.toThrow(/append-only/);
  });
});

async function count(table: string): Promise<number> {
  const { rows } = await t.owner.query<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(rows[0]?.n);
}
