import { expect, it } from 'vitest';
import { isRefused } from '#modules/dossiers/rules/context.ts';
import { decide } from '#modules/dossiers/rules/decide.ts';
import { evolveAll } from '#modules/dossiers/rules/evolve.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { command, context, INTAKE, PEOPLE, type Person } from '#modules/dossiers/testing/facts.ts';
import { actsUntilEnd, nextAct } from './next-act.ts';

const WORDS = { documents: [{ name: 'Giấy ví dụ' }], receiverName: 'Nguyễn Văn Ví Dụ' };

function personOf(unitId: string): Person {
  const names: readonly Person[] = ['counter', 'head', 'leader'];
  return names.find((name) => PEOPLE[name].unitId === unitId) ?? 'counter';
}

it('drives a dossier from receipt to the returned result, and knows how many acts are left', () => {
  let now = Temporal.Instant.from('2026-05-04T08:00+07:00');
  let dossier: Dossier | null = null;
  let next: ReturnType<typeof nextAct> = {
    command: { type: 'receive', intake: INTAKE },
    by: { accountId: null, unitId: PEOPLE.counter.unitId, role: 'receptionist' },
    ends: false,
  };
  const left: number[] = [];
  for (let i = 0; next !== null && i < 40; i += 1) {
    now = now.add({ minutes: 30 });
    const decided = decide(dossier, command(next.command), context(personOf(next.by.unitId), now.toString()));
    if (isRefused(decided)) {
      throw new Error(`${next.command.type}: ${decided.refusal.text}`);
    }
    dossier = evolveAll(dossier, decided.events);
    if (dossier.endedAt === null) {
      left.push(actsUntilEnd(dossier));
    }
    next = nextAct(dossier, WORDS);
  }
  expect(dossier).toMatchObject({ status: 10, outcome: 'early' });
  expect(left).toEqual([...left].sort((a, b) => b - a));
  expect(left.at(-1)).toBeGreaterThan(0);
});
