import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { ROLES, type StaffActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { copyProcess } from './commands/copy-process.ts';
import { dropDraft, putInForce, saveDraft } from './commands/drafts.ts';
import { getVersions, openDraft } from './editor-queries.ts';
import { readProcesses } from './files.ts';
import { type ProcessAction, processPolicy } from './policy.ts';
import { draftOf } from './rules/draft.ts';
import type { ProcessDraft } from './schema/draft.ts';

const CODE = 'dat-dai-6-buoc';
const LIST = '/can-bo/quan-tri/quy-trinh';
const TODAY = '2026-05-04';

let t: TestApp;
let commune: TestCommune;
let admin: StaffActor;
let land: ProcessDraft;

beforeAll(async () => {
  t = await testApp({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
  t.clock.set(`${TODAY}T08:00:00+07:00`);
  admin = {
    ...commune.person('chutich'),
    accountId: commune.person('tiepnhan1').accountId,
    roles: ['administrator'],
  };
  const process = (await readProcesses()).find(({ code }) => code === CODE);
  if (process === undefined) {
    throw new Error('the land process is missing');
  }
  land = draftOf(process);
});

beforeEach(async () => {
  await t.owner.query('delete from process_drafts');
});

async function everything(): Promise<unknown> {
  const { rows } = await t.owner.query(
    `select (select count(*) from process_versions) as versions, (select count(*) from audit_entries) as audit,
      (select md5(string_agg(d::text, '' order by code)) from process_drafts d) as drafts`,
  );
  return rows[0];
}

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return 'allowed';
  } catch (error) {
    if (!isProblem(error)) {
      throw error;
    }
    return error.code;
  }
}

const change = (draft: ProcessDraft): ProcessDraft => ({
  ...draft,
  steps: draft.steps.map((row, i) => (i === 0 ? { ...row, amount: '2' } : row)),
});

describe('rights', () => {
  const acts: readonly (readonly [string, ProcessAction, (actor: StaffActor) => Promise<unknown>])[] = [
    ['save', 'edit', (actor) => saveDraft(t.ctx, actor, { code: CODE, revision: 0, draft: land })],
    ['drop', 'edit', (actor) => dropDraft(t.ctx, actor, 'chua-co')],
    [
      'put in force',
      'load',
      (actor) => putInForce(t.ctx, actor, { code: CODE, revision: 0, draft: change(land), validFrom: TODAY }),
    ],
    ['copy', 'load', (actor) => copyProcess(t.ctx, actor, { code: CODE, procedures: [], validFrom: null })],
    ['open', 'edit', (actor) => openDraft(t.ctx, actor, CODE)],
  ];
  const refused = acts.flatMap(([name, action, act]) =>
    ROLES.filter((role) => processPolicy[action][role] === undefined).map(
      (role) => [name, role, action, act] as const,
    ),
  );

  test.each(refused)('%s is refused to %s, and nothing is written', async (_, role, action, act) => {
    const actor: StaffActor = { ...admin, accountId: newId(), roles: [role] };
    expect(can(processPolicy, actor, action, { centreId: actor.centreId })).toBe(false);
    const before = await everything();
    expect(await codeOf(() => act(actor))).toBe('forbidden');
    expect(await everything()).toEqual(before);
  });
});

describe('drafts and versions', () => {
  test('of two people who save at once the second is told who was first, and loses nothing of the first', async () => {
    await saveDraft(t.ctx, admin, { code: CODE, revision: 0, draft: land });
    const both = await Promise.allSettled([
      saveDraft(t.ctx, admin, { code: CODE, revision: 1, draft: change(land) }),
      saveDraft(t.ctx, admin, { code: CODE, revision: 1, draft: land }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await openDraft(t.ctx, admin, CODE)).revision).toBe(2);
  });

  test('what cannot be read, is unsound, or begins in the past is not put in force', async () => {
    const before = await everything();
    const force = (draft: ProcessDraft, validFrom = TODAY) =>
      codeOf(() => putInForce(t.ctx, admin, { code: CODE, revision: 0, draft, validFrom }));
    expect(await force({ ...land, name: '' })).toBe('validation');
    expect(
      await force({ ...land, steps: land.steps.map((row, i) => (i === 1 ? { ...row, next: 'hết' } : row)) }),
    ).toBe('validation');
    expect(await force(land, '2026-05-03')).toBe('validation');
    expect(await force(land, 'mai')).toBe('validation');
    expect(await everything()).toEqual(before);
  });

  test('a dossier keeps the version that it began in; one received from the day on takes the new one', async () => {
    const receive = async () => {
      const intake = await commune.intake('1.115520');
      return (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier;
    };
    const old = await receive();
    await saveDraft(t.ctx, admin, { code: CODE, revision: 0, draft: change(land) });
    const { version } = await putInForce(t.ctx, admin, {
      code: CODE,
      revision: 1,
      draft: change(land),
      validFrom: '2026-05-05',
    });
    expect((await receive()).process).toEqual({ code: CODE, version: version - 1 });
    t.clock.set('2026-05-05T08:00:00+07:00');
    const fresh = await receive();
    expect(fresh.process).toEqual({ code: CODE, version });
    expect(fresh.steps[0]?.minutes).toBe(120);
    const again = (await commune.act('tiepnhan1', { id: old.id }, { type: 'complete-step' })).dossier;
    expect([again.process, again.steps]).toEqual([old.process, old.steps]);
    const { versions } = await getVersions(t.ctx, admin, CODE);
    expect(versions[0]?.changes).toEqual([
      'Bước “Kiểm tra, số hóa và chuyển hồ sơ”: thời gian từ “4 giờ làm việc” thành “2 giờ làm việc”.',
    ]);
    expect(await codeOf(() => dropDraft(t.ctx, admin, CODE))).toBe('not-found');
    t.clock.set(`${TODAY}T08:00:00+07:00`);
  });

  test('copied to many, each with its result; one that cannot be done stops no other', async () => {
    const results = await copyProcess(t.ctx, admin, {
      code: CODE,
      procedures: ['2.000884', '9.999999', '1.115520'],
      validFrom: TODAY,
    });
    expect(results.map(({ procedureCode, outcome }) => [procedureCode, outcome])).toEqual([
      ['2.000884', 'in-force'],
      ['9.999999', 'unknown-procedure'],
      ['1.115520', 'in-force'],
    ]);
    const again = await copyProcess(t.ctx, admin, { code: CODE, procedures: ['2.000884'], validFrom: null });
    expect(again[0]?.outcome).toBe('exists');
    const intake = await commune.intake('1.115520');
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    expect(dossier.process?.code).toBe('tt-1-115520');
  });
});

describe('pages', () => {
  const post = (url: string, form: Record<string, string>) =>
    t.as(admin, {
      method: 'POST',
      url,
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams(form).toString(),
    });

  function formOf(draft: ProcessDraft): Record<string, string> {
    const { steps, ...head } = draft;
    return {
      ...head,
      revision: '0',
      ...Object.fromEntries(
        steps.flatMap((row, i) => Object.entries(row).map(([key, value]) => [`steps.${i}.${key}`, value])),
      ),
    };
  }

  test('without script: a row is added and moved, what was typed stays, and nothing is kept', async () => {
    const before = await everything();
    const form = { ...formOf(land), 'steps.0.name': 'Tên vừa gõ “chưa lưu”', viec: 'add:0' };
    const added = await post(`${LIST}/${CODE}/sua`, form);
    expect(added.statusCode).toBe(200);
    expect(added.body).toContain('Tên vừa gõ “chưa lưu”');
    expect(added.body.match(/class="process-step"/g)).toHaveLength(8);
    expect(await everything()).toEqual(before);
  });

  test('a wrong field is named with how to mend it, and stays as it was typed', async () => {
    const reply = await post(`${LIST}/${CODE}/sua`, {
      ...formOf(land),
      'steps.1.amount': 'hai ngày',
      viec: 'force',
      validFrom: TODAY,
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('hai ngày');
    expect(reply.body).toContain('Xin ghi một số lớn hơn 0');
  });

  test('import keeps a draft; a broken file is refused with its place; export gives the same back', async () => {
    const file = (await t.as(admin, { method: 'GET', url: `${LIST}/${CODE}/tep?dang=csv` })).body;
    const send = (name: string, text: string) =>
      t.as(admin, {
        method: 'POST',
        url: `${LIST}/nhap`,
        headers: {
          accept: 'text/html',
          'content-type': 'multipart/form-data; boundary=x',
          'sec-fetch-site': 'same-origin',
        },
        payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--x--\r\n`,
      });
    const taken = await send('quy-trinh.csv', file);
    expect([taken.statusCode, taken.headers['location']]).toEqual([303, `${LIST}/${CODE}/sua`]);
    expect((await openDraft(t.ctx, admin, CODE)).revision).toBe(1);
    const before = await everything();
    const broken = await send('hong.yaml', 'code: X Y');
    expect(broken.statusCode).toBe(422);
    expect(broken.body).toContain('hong.yaml');
    expect(await everything()).toEqual(before);
  });

  test('printed as PDF/A', async () => {
    const reply = await t.as(admin, { method: 'GET', url: `${LIST}/${CODE}/in` });
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test.each(['', '/sua', '/chep'])('the page %s opens', async (path) => {
    const reply = await t.as(admin, {
      method: 'GET',
      url: `${LIST}/${CODE}${path}`,
      headers: { accept: 'text/html' },
    });
    expect(reply.statusCode).toBe(200);
  });
});
