import { describe, expect, it } from 'vitest';
import { chooseAssignee, overlappingMains } from './rules.ts';
import type { Duty, Leave, StaffMember } from './schema.ts';

const UNIT = '00000000-0000-7000-8000-000000000001';
const OTHER_UNIT = '00000000-0000-7000-8000-000000000002';
const day = Temporal.PlainDate.from('2026-11-23');
const at = Temporal.Instant.from('2026-11-23T09:00:00+07:00');

function person(n: number, name: string, roles: StaffMember['roles'], unitId = UNIT): StaffMember {
  return { accountId: `00000000-0000-7000-8000-00000000010${n}`, name, roles, unitId };
}

const an = person(1, 'Nguyễn Văn An Ví Dụ', ['officer']);
const binh = person(2, 'Trần Thị Bình Ví Dụ', ['officer']);
const head = person(3, 'Lê Văn Trưởng Ví Dụ', ['unit-head']);
const stranger = person(4, 'Phạm Thị Khác Ví Dụ', ['officer'], OTHER_UNIT);

function duty(who: StaffMember, rank: Duty['rank'], extra: Partial<Duty> = {}): Duty {
  return {
    id: crypto.randomUUID(),
    accountId: who.accountId,
    role: 'officer',
    scope: { fieldGroup: 'Đất đai' },
    rank,
    validFrom: '2026-01-01',
    validTo: null,
    ...extra,
  };
}

function leave(who: StaffMember, from: string, to: string): Leave {
  return { accountId: who.accountId, from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) };
}

const sickToday = leave(an, '2026-11-23T08:00:00+07:00', '2026-11-24T07:30:00+07:00');
const request = {
  centreId: UNIT,
  procedureCode: '1.012753',
  fieldGroup: 'Đất đai',
  unitId: UNIT,
  role: 'officer',
  at,
} as const;
const base = { request, day, staff: [an, binh, head, stranger], leaves: [] as Leave[] };
const matrix = [duty(an, 'main'), duty(binh, 'deputy')];

describe('chooseAssignee (NĐ 118/2025 Đ12 k.2, Đ19 k.1)', () => {
  it.each<[string, Duty[], Leave[], StaffMember, string]>([
    ['main officer', matrix, [], an, 'main'],
    ['deputy while the main one is away', matrix, [sickToday], binh, 'deputy-for'],
    ['deputy where no main one is named', [duty(binh, 'deputy')], [], binh, 'deputy'],
    [
      'own procedure before the field',
      [...matrix, duty(binh, 'main', { scope: { procedureCode: '1.012753' } })],
      [],
      binh,
      'main',
    ],
    [
      'field when the one of the procedure is away',
      [duty(binh, 'main'), duty(an, 'main', { scope: { procedureCode: '1.012753' } })],
      [sickToday],
      binh,
      'main',
    ],
    ['head when several could do it and none is named', [], [], head, 'unit-head'],
    ['the only one who is there', [], [sickToday], binh, 'only-one'],
    [
      'duty that ended yesterday counts no more',
      [duty(an, 'main', { validTo: '2026-11-22' })],
      [],
      head,
      'unit-head',
    ],
    ['duty on its last day still counts', [duty(an, 'main', { validTo: '2026-11-23' })], [], an, 'main'],
    ['person of another unit is never chosen', [duty(stranger, 'main')], [], head, 'unit-head'],
    [
      'duty in another role does not count',
      [duty(an, 'main', { role: 'receptionist' })],
      [],
      head,
      'unit-head',
    ],
  ])('%s', (_, duties, leaves, expected, reason) => {
    const choice = chooseAssignee({ ...base, duties, leaves });
    expect(choice?.member.name).toBe(expected.name);
    expect(choice?.reason).toBe(reason);
  });

  it('names who is away and until when', () => {
    const choice = chooseAssignee({ ...base, duties: matrix, leaves: [sickToday] });
    expect(choice?.absent).toEqual({ name: an.name, until: sickToday.to });
  });

  it('leaves out the one who hands work on, and says who is away where that is so', () => {
    const except = { ...base, request: { ...request, except: an.accountId }, duties: matrix };
    expect(chooseAssignee(except)).toMatchObject({ member: binh, reason: 'deputy' });
    expect(chooseAssignee({ ...except, leaves: [sickToday] })).toMatchObject({
      member: binh,
      reason: 'deputy-for',
    });
  });

  it('of two who stand equal the least loaded takes it, whatever the order of rows', () => {
    const twins = [duty(an, 'main'), duty(binh, 'main')];
    const loads = new Map([
      [an.accountId, { minutes: 600, dossiers: 3, over: 0 }],
      [binh.accountId, { minutes: 60, dossiers: 9, over: 0 }],
    ]);
    for (const duties of [twins, twins.toReversed()]) {
      const choice = chooseAssignee({ ...base, duties, loads });
      expect(choice?.member.name).toBe(binh.name);
      expect(choice?.equals.map(({ name }) => name)).toEqual([binh.name, an.name]);
    }
  });

  it('somebody of another unit signs where written authority says so (NĐ 280/2025)', () => {
    const signing = { ...request, role: 'commune-leader' } as const;
    const duties = [duty(stranger, 'main', { role: 'commune-leader' })];
    const authorised = new Set([stranger.accountId]);
    const facts = { ...base, request: signing, duties };
    expect(chooseAssignee({ ...facts, authorised })?.member.name).toBe(stranger.name);
    expect(chooseAssignee(facts)?.member.name).not.toBe(stranger.name);
  });

  it('is back at the very end of the leave', () => {
    const choice = chooseAssignee({
      ...base,
      request: { ...request, at: sickToday.to },
      duties: matrix,
      leaves: [sickToday],
    });
    expect(choice?.member.name).toBe(an.name);
  });

  it('gives nobody rather than a stranger when the whole unit is away', () => {
    const leaves = [an, binh, head].map((who) =>
      leave(who, '2026-11-20T00:00:00+07:00', '2026-12-01T00:00:00+07:00'),
    );
    expect(chooseAssignee({ ...base, duties: matrix, leaves })).toBeNull();
  });

  it('does not depend on the order of rows', () => {
    const twins = [duty(an, 'main'), duty(binh, 'main')];
    const one = chooseAssignee({ ...base, duties: twins });
    const two = chooseAssignee({ ...base, duties: [...twins].reverse(), staff: [...base.staff].reverse() });
    expect(one?.member.accountId).toBe(two?.member.accountId);
  });
});

describe('overlappingMains', () => {
  const old = duty(an, 'main', { validFrom: '2026-01-01', validTo: '2026-06-30' });
  it.each([
    ['2026-06-30', null, 1],
    ['2026-07-01', null, 0],
    ['2025-01-01', '2025-12-31', 0],
    ['2025-01-01', '2026-01-01', 1],
  ])('from %s to %s meets %i', (validFrom, validTo, count) => {
    expect(overlappingMains([old], duty(binh, 'main', { validFrom, validTo }))).toHaveLength(count);
  });

  it('lets deputies overlap', () => {
    expect(overlappingMains([old], duty(binh, 'deputy'))).toEqual([]);
  });
});
