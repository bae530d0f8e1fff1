import { beforeAll, describe, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { inspectWord } from '#modules/documents/content/word.ts';
import { everyone, officer } from '#modules/documents/testing/people.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { can } from '#platform/policy.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { dropFormDraft, saveFormDraft } from './commands/drafts.ts';
import { loadForm, publishForm } from './commands/publish-form.ts';
import { readForms } from './files.ts';
import { formsModule } from './index.ts';
import { FORM_POLICY, type FormAction } from './policy.ts';
import { findFormForProcedure, getFormVersion, listForms } from './queries.ts';
import { listFormOverviews, openFormDraft } from './queries-admin.ts';
import { checkAnswers } from './rules/check.ts';
import { draftOf } from './rules/draft.ts';
import type { FormDefinition } from './schema.ts';

const BIRTH = '1.001193';
const CODE = 'khai-sinh';
const TODAY = '2026-11-23';

let t: TestApp;
let home: string;
let other: string;
let admin: Actor;
let birth: FormDefinition;

beforeAll(async () => {
  t = await testApp({ modules: [formsModule], now: `${TODAY}T08:00:00+07:00` });
  home = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  other = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  admin = officer(home, 'administrator');
  const shipped = (await readForms()).find(({ code }) => code === CODE);
  if (shipped === undefined) {
    throw new Error('the birth form is missing');
  }
  birth = shipped;
  await loadForm(t.ctx, systemActor(home, 'set-up'), birth);
});

async function everything(): Promise<unknown> {
  const { rows } = await t.owner.query(
    `select (select count(*) from form_versions) as versions, (select count(*) from audit_entries) as audit,
      (select md5(string_agg(d::text, '' order by code)) from form_drafts d) as drafts`,
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

test('a new version is taken from its day; what was begun with the old one keeps it; none ever changes', async () => {
  const before = await findFormForProcedure(t.ctx, admin, BIRTH, t.clock.now());
  const draft = { ...draftOf(birth), intro: 'Lời dẫn mới.' };
  const published = await publishForm(t.ctx, admin, {
    code: CODE,
    revision: 0,
    draft,
    validFrom: '2026-12-01',
  });
  expect([before?.version, published?.version]).toEqual([1, 2]);
  const nextMonth = t.clock.now().add({ hours: 24 * 10 });
  expect((await findFormForProcedure(t.ctx, admin, BIRTH, t.clock.now()))?.id).toBe(before?.id);
  expect((await findFormForProcedure(t.ctx, admin, BIRTH, nextMonth))?.id).toBe(published?.id);
  expect((await getFormVersion(t.ctx, admin, before?.id ?? '')).definition.intro).toBe(birth.intro);
  await expect(t.owner.query('update form_versions set code = code')).rejects.toThrow();
});

test('a definition that cannot be right is refused naming the place, and nothing is written', async () => {
  const draft = draftOf(birth);
  const rows = draft.rows.map((row, i) => (i === 0 ? { ...row, when: 'ban-sao là có' } : row));
  const before = await everything();
  const wrong = { code: CODE, revision: 0, draft: { ...draft, rows }, validFrom: TODAY };
  await expect(publishForm(t.ctx, admin, wrong)).rejects.toMatchObject({
    code: 'validation',
    details: { fields: [{ path: 'rows.0.when', message: expect.stringContaining('Trang 1') }] },
  });
  expect(await codeOf(() => publishForm(t.ctx, admin, { ...wrong, draft, validFrom: '2026-11-22' }))).toBe(
    'validation',
  );
  expect(await everything()).toEqual(before);
});

test('two people do not overwrite each other', async () => {
  const draft = draftOf(birth);
  await saveFormDraft(t.ctx, admin, { code: CODE, revision: 0, draft });
  expect(await codeOf(() => saveFormDraft(t.ctx, admin, { code: CODE, revision: 0, draft }))).toBe(
    'conflict',
  );
  expect(
    await codeOf(() => publishForm(t.ctx, admin, { code: CODE, revision: 0, draft, validFrom: TODAY })),
  ).toBe('conflict');
  await dropFormDraft(t.ctx, admin, CODE);
  expect((await openFormDraft(t.ctx, admin, CODE)).revision).toBe(0);
});

describe('rights, as the table says', () => {
  test('every role, the public and devices, in the own and another centre', async () => {
    const draft = draftOf(birth);
    const acts: readonly [FormAction, (actor: Actor) => Promise<unknown>][] = [
      ['read', (actor) => listForms(t.ctx, actor)],
      ['edit', (actor) => listFormOverviews(t.ctx, actor)],
      ['edit', (actor) => saveFormDraft(t.ctx, actor, { code: 'thu', revision: 99, draft })],
      ['edit', (actor) => dropFormDraft(t.ctx, actor, 'thu')],
      [
        'publish',
        (actor) => publishForm(t.ctx, actor, { code: 'thu', revision: 99, draft, validFrom: TODAY }),
      ],
    ];
    for (const [who, actor] of [...everyone(home), ...everyone(other)]) {
      for (const [action, act] of acts) {
        const before = await everything();
        const code = await codeOf(() => act(actor));
        const may = can(FORM_POLICY, actor, action, { centreId: actor.centreId });
        expect({ who, action, refused: code === 'forbidden' }).toEqual({ who, action, refused: !may });
        expect(await everything()).toEqual(before);
      }
    }
  });

  test('the forms of one centre are not seen from another', async () => {
    expect(await listForms(t.ctx, officer(other, 'administrator'))).toEqual([]);
  });
});

describe('the pages', () => {
  const url = `/can-bo/quan-tri/bieu-mau/${CODE}/thu`;

  test('the same words as the rules say them, what was typed stays; nothing is stored', async () => {
    const before = await everything();
    const page = 'giay-to-nguoi-yeu-cau';
    const payload = new URLSearchParams({
      trang: page,
      traLoi: '{}',
      'nyc-so': '12',
      'nyc-ngay-cap.day': '31',
      'nyc-ngay-cap.month': '4',
      'nyc-ngay-cap.year': '2020',
    });
    const answer = await t.as(admin, {
      method: 'POST',
      url,
      payload: payload.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(422);
    const issues = checkAnswers(
      birth,
      { 'nyc-so': '12', 'nyc-ngay-cap': '31/4/2020' },
      { today: TODAY, only: page },
    );
    expect(issues).toHaveLength(2);
    for (const { message } of issues) {
      expect(answer.body).toContain(message);
    }
    expect(answer.body).toContain('value="31"');
    expect(await everything()).toEqual(before);
  });

  test('the forms to download: empty, as an example, in Word', async () => {
    const citizen: Actor = { kind: 'public', centreId: home };
    const list = await t.as(citizen, { url: '/bieu-mau' });
    expect(list.body).toContain(`/bieu-mau/${CODE}-vi-du.pdf`);
    const [empty, example, word] = await Promise.all(
      [`${CODE}.pdf`, `${CODE}-vi-du.pdf`, `${CODE}.docx`].map((file) =>
        t.as(citizen, { url: `/bieu-mau/${file}` }),
      ),
    );
    expect(empty?.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(example?.rawPayload.equals(empty?.rawPayload ?? Buffer.alloc(0))).toBe(false);
    expect(word && inspectWord(word.rawPayload)).toEqual([]);
    expect((await t.as(citizen, { url: '/bieu-mau/khong-co.pdf' })).statusCode).toBe(404);
  });
});
