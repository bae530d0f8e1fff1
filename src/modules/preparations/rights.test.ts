import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { dropAssist } from '#modules/national-portal/commands/assist.ts';
import { type Actor, ROLES, type StaffActor, type SystemActor, systemActor } from '#platform/actor.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { SIMULATED_VIRUS, startClamd } from '#simulators/clamav/server.ts';
import { addFile, dropFile, openPreparedFile } from './commands/add-file.ts';
import { changeAnswers, choosePaper, discardDraft } from './commands/answer.ts';
import { fileHere } from './commands/file-here.ts';
import { makeAssistedPackage, makePackage } from './commands/make-package.ts';
import { assistWith, openAtCounter } from './commands/open-at-counter.ts';
import { changeSettings, switchFiling } from './commands/settings.ts';
import { startPreparation } from './commands/start.ts';
import { forgetExpired, scanWaiting } from './commands/tend.ts';
import { watchFiled } from './commands/watch-clocks.ts';
import { PREPARATION_POLICY, type PreparationAction } from './policy.ts';
import { getAssisted, getHeld, listUsedPreparations, preparationSettings } from './queries.ts';
import { SettingsInput } from './schema.ts';
import { BIRTH, begin, fill, photograph, plainPdf } from './testing/drafts.ts';
import { PREPARATION_MODULES } from './testing/modules.ts';

/** All of the product's own work. */
const tendAll = async (actor: SystemActor): Promise<void> => {
  await forgetExpired(t.ctx, actor);
  await watchFiled(t.ctx, actor);
};

let t: TestApp;
let commune: TestCommune;
let nobody: { readonly kind: 'public'; readonly centreId: string };

beforeAll(async () => {
  t = await testApp({ example: true, modules: PREPARATION_MODULES });
  commune = await testCommune(t.ctx);
  nobody = { kind: 'public', centreId: commune.centreId };
});

const TABLES = [
  'preparations',
  'preparation_files',
  'preparation_settings',
  'preparation_filings',
  'circuits',
  'dossiers',
];
/** Everything that a refused act must have left as it was. */
const state = async (): Promise<readonly unknown[]> =>
  Promise.all(
    TABLES.map(
      async (table) =>
        (
          await t.owner.query(
            `select count(*)::int as n, md5(string_agg(x::text, '' order by x::text)) from ${table} x`,
          )
        ).rows[0],
    ),
  );

async function ready(): Promise<{ token: string; first: string; code: string; id: string }> {
  const token = await begin(t.ctx, nobody);
  const { procedure, preparation } = await getHeld(t.ctx, nobody, token);
  const first = procedure.components.find(({ kind }) => kind === 'submit')?.id ?? '';
  await fill(t.ctx, nobody, token, { [first]: 'photo' }, [first]);
  return { token, first, code: preparation.code, id: preparation.id };
}

describe('rights', () => {
  it('every actor may do exactly what the table says; a refusal writes nothing', async () => {
    const { token } = await ready();
    const example = commune.person('tiepnhan1');
    const staff = (centreId: string) =>
      ROLES.map((role): StaffActor => ({ ...example, centreId, roles: [role] }));
    const actors = (centreId: string): readonly Actor[] => [
      ...staff(centreId),
      { kind: 'public', centreId },
      { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' },
      { kind: 'device', centreId, deviceId: newId(), purpose: 'board' },
      systemActor(centreId, 'test'),
    ];
    const refused = () => Promise.reject(new Problem('forbidden', { detail: '' }));
    const settings = SettingsInput.parse({ keepDays: 30 });
    const acts: Readonly<Record<PreparationAction, (actor: Actor) => Promise<unknown>>> = {
      start: (actor) => startPreparation(t.ctx, actor, { requestId: newRequestId(), procedureCode: BIRTH }),
      fill: (actor) => changeAnswers(t.ctx, actor, token, (body) => body),
      look: (actor) => (actor.kind === 'staff' ? listUsedPreparations(t.ctx, actor) : refused()),
      open: (actor) =>
        actor.kind === 'staff'
          ? openAtCounter(t.ctx, actor, { code: '1000000000', requestId: newRequestId() })
          : refused(),
      'see-settings': (actor) => preparationSettings(t.ctx, actor),
      settings: (actor) => (actor.kind === 'staff' ? changeSettings(t.ctx, actor, settings) : refused()),
      tend: (actor) => (actor.kind === 'system' ? tendAll(actor) : refused()),
    };
    for (const actor of actors(commune.centreId)) {
      for (const [action, act] of Object.entries(acts) as [
        PreparationAction,
        (actor: Actor) => Promise<unknown>,
      ][]) {
        const allowed = can(PREPARATION_POLICY, actor, action, actor);
        const before = allowed ? undefined : await state();
        const answer = await act(actor).then(
          () => 'done',
          (error: unknown) => (isProblem(error, 'forbidden') ? 'forbidden' : 'allowed'),
        );
        expect(answer === 'forbidden', `${JSON.stringify(actor)} ${action}: ${answer}`).toBe(!allowed);
        if (before !== undefined) {
          expect(await state()).toEqual(before);
        }
      }
    }
  });

  it('of another centre, of somebody else, or with an address made up: nothing opens and nothing is written', async () => {
    const { token, first, code } = await ready();
    const stranger = { kind: 'public', centreId: newId() } as const;
    const elsewhere: StaffActor = { ...commune.person('tiepnhan1'), centreId: stranger.centreId };
    const forged = `${token.slice(0, -3)}abc`;
    const file = { paperKey: first, bytes: await photograph(), name: 'a.jpg', requestId: newRequestId() };
    const before = await state();
    for (const [actor, address] of [
      [stranger, token],
      [elsewhere, token],
      [nobody, forged],
      [nobody, 'x'],
    ] as const) {
      for (const act of [
        () => getHeld(t.ctx, actor, address),
        () => changeAnswers(t.ctx, actor, address, (body) => body),
        () => choosePaper(t.ctx, actor, address, { key: first, way: 'later' }),
        () => addFile(t.ctx, actor, address, file),
        () => dropFile(t.ctx, actor, address, newId()),
        () => openPreparedFile(t.ctx, actor, address, newId()),
        () => discardDraft(t.ctx, actor, address),
        () => fileHere(t.ctx, actor, address, newRequestId()),
        () => makePackage(t.ctx, actor, address, 'vi'),
      ]) {
        await expect(act()).rejects.toMatchObject({ code: 'gone' });
      }
    }
    await expect(openAtCounter(t.ctx, elsewhere, { code, requestId: newRequestId() })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      switchFiling(t.ctx, commune.person('giamdoc'), { procedureCode: BIRTH, on: 'yes' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await state()).toEqual(before);
  });
});

describe('filed at the portal together with its citizen', () => {
  it('the package is for who began to help, while that is open; a refusal writes nothing, and the code stays good', async () => {
    const { code } = await ready();
    const helper = commune.person('tiepnhan1');
    const input = { code, requestId: newRequestId() };
    const id = await assistWith(t.ctx, helper, input);
    expect(await assistWith(t.ctx, helper, input)).toBe(id);
    expect((await getAssisted(t.ctx, helper, id)).preparation.code).toBe(code);
    const made = await makeAssistedPackage(t.ctx, helper, id, 'vi');
    expect(made.bytes.includes('00-huong-dan.txt')).toBe(true);
    const before = await state();
    const others: readonly (readonly [StaffActor, string, string])[] = [
      [commune.person('tiepnhan2'), id, 'not-found'],
      [{ ...helper, centreId: newId() }, id, 'not-found'],
      [helper, newId(), 'not-found'],
      [commune.person('quantri'), id, 'forbidden'],
    ];
    for (const [actor, which, refusal] of others) {
      await expect(getAssisted(t.ctx, actor, which)).rejects.toMatchObject({ code: refusal });
      await expect(makeAssistedPackage(t.ctx, actor, which, 'vi')).rejects.toMatchObject({ code: refusal });
    }
    expect(await state()).toEqual(before);
    await dropAssist(t.ctx, helper, id, { requestId: newRequestId(), reason: 'Người dân về lấy điện thoại' });
    await expect(getAssisted(t.ctx, helper, id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await openAtCounter(t.ctx, helper, { code, requestId: newRequestId() })).used).toBe(false);
  });
});

describe('Luật 91/2025: no longer than needed', () => {
  it('a draft is over when nobody touched it for its days, and is deleted with its files; a used one is emptied', async () => {
    t.clock.set('2026-05-04T08:00:00+07:00');
    const draft = await ready();
    const used = await ready();
    await openAtCounter(t.ctx, commune.person('tiepnhan1'), { code: used.code, requestId: newRequestId() });
    t.clock.set('2026-06-03T07:59:00+07:00');
    await changeAnswers(t.ctx, nobody, draft.token, (body) => body);
    t.clock.set('2026-06-20T08:00:00+07:00');
    const tender = systemActor(commune.centreId, 'preparations');
    await forgetExpired(t.ctx, tender);
    expect((await getHeld(t.ctx, nobody, draft.token)).files).toHaveLength(1);
    const emptied = await getHeld(t.ctx, nobody, used.token);
    expect(emptied.preparation.body.applicant.name).toBe('');
    expect(emptied.files).toEqual([]);
    t.clock.set('2026-07-03T08:00:00+07:00');
    await expect(getHeld(t.ctx, nobody, draft.token)).rejects.toMatchObject({ code: 'gone' });
    await expect(
      openAtCounter(t.ctx, commune.person('tiepnhan1'), { code: draft.code, requestId: newRequestId() }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await forgetExpired(t.ctx, tender)).toBeGreaterThan(0);
    const { rows } = await t.owner.query('select 1 from preparations where id = $1', [draft.id]);
    expect(rows).toEqual([]);
    // What it became is still told.
    expect(
      (
        await openAtCounter(t.ctx, commune.person('tiepnhan1'), {
          code: used.code,
          requestId: newRequestId(),
        })
      ).used,
    ).toBe(true);
    t.clock.set('2026-05-04T08:00:00+07:00');
  });
});

describe('the virus scanner', () => {
  it('refuses what it finds; away, the file waits, is handed to nobody, and follows its dossier later', async () => {
    const clamd = await startClamd();
    const admin = commune.person('quantri');
    const tender = systemActor(commune.centreId, 'preparations');
    try {
      await changeSettings(
        t.ctx,
        admin,
        SettingsInput.parse({ keepDays: 30, scannerHost: '127.0.0.1', scannerPort: clamd.port }),
      );
      const { token, first, code } = await ready();
      const pdf = (words: string) => ({
        paperKey: first,
        bytes: plainPdf(words),
        name: 'a.pdf',
        requestId: newRequestId(),
      });
      await expect(addFile(t.ctx, nobody, token, pdf(SIMULATED_VIRUS))).rejects.toMatchObject({
        code: 'unsupported-file',
      });
      await addFile(t.ctx, nobody, token, pdf('sach'));
      clamd.switches.answer = 'cut';
      await addFile(t.ctx, nobody, token, pdf('cho'));
      const held = await getHeld(t.ctx, nobody, token);
      expect(held.files.map(({ state: one }) => one)).toEqual(['clean', 'clean', 'waiting']);
      expect((await preparationSettings(t.ctx, admin)).waiting).toBe(1);
      const opened = await openAtCounter(t.ctx, commune.person('tiepnhan1'), {
        code,
        requestId: newRequestId(),
      });
      const filesOf = async () =>
        (
          await t.owner.query("select 1 from files where subject_type = 'dossier' and subject_id = $1", [
            opened.dossierId,
          ])
        ).rows.length;
      expect(await filesOf()).toBe(2);
      await scanWaiting(t.ctx, tender);
      expect(await filesOf()).toBe(2);
      clamd.switches.answer = 'look';
      await scanWaiting(t.ctx, tender);
      await scanWaiting(t.ctx, tender);
      expect(await filesOf()).toBe(3);
      expect((await preparationSettings(t.ctx, admin)).settings.circuit).toMatchObject({ failures: 0 });
    } finally {
      await clamd.stop();
      await changeSettings(t.ctx, admin, SettingsInput.parse({ keepDays: 30 }));
    }
  });
});
