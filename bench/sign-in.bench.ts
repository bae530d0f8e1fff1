import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { addAccount } from '#modules/identity/commands/accounts.ts';
import { hashPassword, passwordMatches } from '#modules/identity/commands/hashing.ts';
import { systemActor } from '#platform/actor.ts';
import { type Client, client } from './client.ts';
import { openLoop, type Shot, timesOf } from './load.ts';
import { type BenchServer, benchServer, visitor } from './server.ts';
import { type Bench, percentile, type Row, timed } from './support.ts';

const OFFICERS = 500;
const MINUTE = 60;
/** A province's morning: officers of many communes, several behind the address of each office. */
const BEHIND_ONE_ADDRESS = 20;
const PASSWORD = 'mot-cua-vi-du-2026';
const HASHES = 20;

const usernameOf = (n: number) => `bench${n}`;

/** Officers who sign in for the first time today; one hash for all, as making five hundred proves nothing here. */
async function addOfficers({ runtime }: BenchServer): Promise<void> {
  const { centreId } = await testCommune(runtime.ctx);
  const actor = systemActor(centreId, 'bench');
  const passwordHash = await hashPassword(PASSWORD);
  for (let n = 0; n < OFFICERS; n += 1) {
    await addAccount(
      runtime.ctx,
      actor,
      {
        username: usernameOf(n),
        displayName: `Nguyễn Văn Ví Dụ ${n}`,
        position: 'Chuyên viên',
        unitId: centreId,
        roles: ['receptionist'],
        requestId: null,
        passwordHash,
        mustChangePassword: false,
      },
      undefined,
    );
  }
}

/** One officer: signs in, then opens the first page with the session. */
function arrive(ask: Client): (n: number) => Promise<Omit<Shot, 'ms'>> {
  return async (n) => {
    const from = visitor(Math.floor(n / BEHIND_ONE_ADDRESS));
    const answer = await ask('/api/v1/session', {
      method: 'POST',
      body: { username: usernameOf(n), password: PASSWORD },
      headers: from,
    });
    const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const me = answer.status === 201 ? await ask('/api/v1/me', { headers: { ...from, cookie } }) : undefined;
    return { kind: 'sign-in', ok: me?.status === 200 };
  };
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  const ask = client(bench.server.url, OFFICERS);
  try {
    await addOfficers(bench);
    const hash = await hashPassword(PASSWORD);
    const floors: number[] = [];
    for (let n = 0; n < HASHES; n += 1) {
      floors.push(await timed(() => passwordMatches(hash, PASSWORD)));
    }
    const floor = percentile(floors, 50);
    const floorIs = 'one comparison of the password with its hash';
    const spread = await openLoop(OFFICERS / MINUTE, MINUTE, arrive(ask));
    let at = 0;
    const rush = await timed(async () => {
      const shots = await Promise.all(
        Array.from({ length: OFFICERS }, async () => {
          at += 1;
          return arrive(ask)(at - 1);
        }),
      );
      at = shots.filter((shot) => !shot.ok).length;
    });
    const failed = spread.filter((shot) => !shot.ok).length;
    const times = timesOf(spread, () => true);
    return [
      {
        name: `${OFFICERS} officers spread over one minute: failures`,
        value: failed,
        unit: '',
        budget: 'no failure',
        kept: failed === 0 && spread.length === OFFICERS,
      },
      { name: 'sign-in and first question, p50', value: percentile(times, 50), unit: 'ms', floor, floorIs },
      { name: 'sign-in and first question, p99', value: percentile(times, 99), unit: 'ms', floor, floorIs },
      {
        name: `${OFFICERS} officers at the same moment: failures`,
        value: at,
        unit: '',
        budget: 'no failure',
        kept: at === 0,
      },
      {
        name: `${OFFICERS} officers at the same moment: until the last is in`,
        value: rush / 1_000,
        unit: 's',
        floor: (floor * OFFICERS) / 1_000,
        floorIs: `${OFFICERS} comparisons one after another`,
        budget: '< 60 s',
        kept: rush < MINUTE * 1_000,
      },
    ];
  } finally {
    ask.close();
    await bench.close();
  }
}

export const bench: Bench = { title: 'Signing in', run };
