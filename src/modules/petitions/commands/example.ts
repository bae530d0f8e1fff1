import { listCentres } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { findPetition } from '../repo.ts';
import { findSettings } from '../repo-keep.ts';
import { KEEP, type OfficerCommand, SendInput } from '../schema.ts';
import { actAsOfficer } from './act.ts';
import { sendPetition } from './send.ts';
import { changeReception } from './settings.ts';

const QUESTION =
  'Tôi muốn hỏi: cháu tôi sinh ở bệnh viện tỉnh khác thì làm giấy khai sinh ở xã nào, có phải mang giấy chứng sinh bản gốc không?';
const ANSWER =
  'Khai sinh làm tại Ủy ban nhân dân xã nơi cha hoặc mẹ cư trú, sinh ở tỉnh nào cũng được. Ông/bà mang giấy chứng sinh bản chính và căn cước của cha hoặc mẹ; xã trả kết quả trong ngày, không thu lệ phí khi đăng ký đúng hạn.';

async function answered(
  ctx: AppContext,
  centreId: string,
  person: (role: Role) => StaffActor | undefined,
): Promise<void> {
  const [head, director, receptionist] = [
    person('commune-leader'),
    person('centre-director'),
    person('receptionist'),
  ];
  const visitor = { kind: 'public', centreId } as const;
  if (head === undefined || director === undefined || receptionist === undefined) {
    return;
  }
  const requestId = newId();
  await sendPetition(ctx, visitor, SendInput.parse({ requestId, kind: 'question', text: QUESTION }), []);
  const petition = await readOnly(ctx, visitor, (tx) => findPetition(tx, { requestId }));
  if (petition === undefined) {
    return;
  }
  const act = (actor: StaffActor, command: OfficerCommand) => actAsOfficer(ctx, actor, petition.id, command);
  await act(receptionist, {
    type: 'accept',
    field: 'procedures',
    nature: 'life',
    unitId: centreId,
    requestId: newId(),
  });
  await act(director, { type: 'draft', words: ANSWER, requestId: newId() });
  await act(head, { type: 'approve', alone: '', requestId: newId() });
  await act(head, {
    type: 'publish',
    title: 'Trẻ sinh ở bệnh viện tỉnh khác làm khai sinh ở đâu?',
    question: QUESTION,
    shownAnswer: ANSWER,
    allowed: '',
    alone: '',
    requestId: newId(),
  });
}

/** The example commune's petitions: a question answered in public, a report that waits. Repeatable: a centre that has any keeps them. */
export async function setUpExamplePetitions(ctx: AppContext): Promise<void> {
  for (const { id: centreId } of await listCentres(ctx)) {
    const scope = { centreId };
    if ((await readOnly(ctx, scope, findSettings)) !== undefined) {
      continue;
    }
    const accounts = await readOnly(ctx, scope, listAccountsIn);
    const person = (role: Role): StaffActor | undefined => {
      const found = accounts.find(({ roles }) => roles.includes(role));
      return (
        found && {
          kind: 'staff',
          accountId: found.id,
          centreId,
          unitId: found.unitId,
          roles: found.roles,
          displayName: found.displayName,
          position: found.position,
        }
      );
    };
    await changeReception(ctx, systemActor(centreId, 'example'), {
      place: 'Phòng tiếp công dân, trụ sở Ủy ban nhân dân xã (ví dụ)',
      hours: 'Thứ Năm hằng tuần, 7:30 đến 11:30; Chủ tịch tiếp ngày 10 và ngày 25 hằng tháng',
      phone: '0237 0000 001',
      keepDays: KEEP.usual,
    });
    await answered(ctx, centreId, person);
    const report = {
      requestId: newId(),
      kind: 'report',
      text: 'Nắp cống đầu ngõ vỡ đã hơn một tháng, buổi tối trẻ em và người già đi qua rất nguy hiểm. Mong xã cho thay nắp mới.',
      place: 'Đầu ngõ nhà văn hóa, cạnh trạm bơm',
      village: 'Thôn Ví Dụ',
    };
    await sendPetition(ctx, { kind: 'public', centreId }, SendInput.parse(report), []);
  }
}
