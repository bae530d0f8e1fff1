import { expect } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { oversightModule } from '#modules/oversight/index.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { actAsOfficer, actAsSender } from '../commands/act.ts';
import { sendPetition } from '../commands/send.ts';
import { petitionsModule } from '../index.ts';
import { getHeldPetition } from '../queries.ts';
import { OfficerCommand, SenderCommand } from '../schema.ts';
import { sending } from './examples.ts';

const TABLES = [
  'petitions',
  'petition_files',
  'petition_events',
  'petition_settings',
  'tasks',
  'audit_entries',
];

/** The example commune with people who send petitions and officers who act on them. */
export async function petitionScene() {
  const t = await testApp({ example: true, modules: [...MODULES_BELOW, petitionsModule, oversightModule] });
  const commune = await testCommune(t.ctx);
  const nobody = { kind: 'public', centreId: commune.centreId } as const;
  const { unitId } = commune.person('chuyenvien.kt');
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
  /** An act is refused so, and nothing is written. */
  const refuses = async (code: string, work: () => Promise<unknown>) => {
    const before = await state();
    await expect(work()).rejects.toMatchObject({ code });
    expect(await state()).toEqual(before);
  };
  const send = (change: Parameters<typeof sending>[0] = { requestId: newRequestId() }) =>
    sendPetition(t.ctx, nobody, sending(change), []);
  const act = (who: string, id: string, command: object, requestId = newRequestId()) =>
    actAsOfficer(t.ctx, commune.person(who), id, OfficerCommand.parse({ ...command, requestId }));
  const answer = (token: string, command: object, requestId = newRequestId()) =>
    actAsSender(t.ctx, nobody, token, SenderCommand.parse({ ...command, requestId }));
  const idOf = async (token: string) => (await getHeldPetition(t.ctx, nobody, token)).petition.id;
  const accept = () => ({ type: 'accept', field: 'roads', nature: 'life', unitId });
  const words = { type: 'draft', words: 'Xã đã thay nắp cống mới ngày hôm qua.' };
  const shown = {
    title: 'Thay nắp cống vỡ đầu ngõ',
    question: 'Nắp cống đầu ngõ vỡ, đi lại nguy hiểm.',
    shownAnswer: 'Xã đã thay nắp cống mới.',
  };
  const tasks = async (id: string) =>
    (
      await t.owner.query(
        'select unit_id, state, due_at, work from tasks where source_ref like $1 order by code',
        [`petition:${id}:%`],
      )
    ).rows;

  /** All that is stored of a petition, as text, and how many photographs. */
  const written = async (one: string) => {
    const { rows: found } = await t.owner.query(
      `select p::text as petition, (select string_agg(e::text, ' ') from petition_events e where petition_id = p.id) as events,
         (select count(*)::int from petition_files where petition_id = p.id) as photos from petitions p where id = $1`,
      [one],
    );
    return found[0];
  };
  /** Every role in the own and in another unit and centre, and everybody who is no officer. */
  function everybody() {
    const elsewhere = newId();
    const person = commune.person('chuyenvien.kt');
    const actors: readonly Actor[] = [
      ...[person.unitId, commune.person('chuyenvien.vhxh').unitId].flatMap((unit) =>
        ROLES.map((role): StaffActor => ({ ...person, unitId: unit, roles: [role] })),
      ),
      ...ROLES.map((role): StaffActor => ({ ...person, centreId: elsewhere, roles: [role] })),
      nobody,
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'kiosk' },
      { kind: 'device', centreId: commune.centreId, deviceId: newId(), purpose: 'board' },
      systemActor(commune.centreId, 'test'),
    ];
    return { elsewhere, actors };
  }

  /** A petition that was answered: drafted by the officer of the unit, approved by its head. */
  async function answered(): Promise<{ token: string; id: string }> {
    const token = await send();
    const id = await idOf(token);
    await act('tiepnhan1', id, accept());
    await act('chuyenvien.kt', id, words);
    await act('truongphong.kt', id, { type: 'approve' });
    return { token, id };
  }

  return {
    t,
    commune,
    nobody,
    unitId,
    state,
    refuses,
    send,
    act,
    answer,
    idOf,
    accept,
    words,
    shown,
    tasks,
    written,
    everybody,
    answered,
  };
}
