import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listCentres } from '#modules/agencies/queries.ts';
import { papersOf } from '#modules/dossiers/commands/reception.ts';
import { reconcile } from '#modules/national-portal/commands/reconcile.ts';
import { ourSide, theirSide } from '#modules/national-portal/testing/both-sides.ts';
import { loadStarterCatalogue } from '#modules/procedures/starter.ts';
import { systemActor } from '#platform/actor.ts';
import { readConfig } from '#platform/config.ts';
import { newRequestId } from '#platform/id.ts';
import { type Filing, handOver } from '#simulators/national-portal/filed.ts';
import { startPortal } from '#simulators/national-portal/start.ts';
import { openRuntime } from '../src/runtime.ts';
import { readExamplePassword } from './support/example.ts';
import { serverProcess } from './support/server-process.ts';

/**
 * Ten kill -9 of the server while it tells a portal that fails in 30 % of calls, and while that hands dossiers over whose files are fetched, which are received,
 * refused, asked to be completed, returned. Real minutes pass (leases, rests), so it runs on demand: MOTCUA_LONG=1 npx vitest run e2e/portal-kill.test.ts
 */
const LONG = process.env['MOTCUA_LONG'] === '1';
const KILLS = 10;
/** Dossiers received at the counter, and filed on the portal. */
const OURS = 90;
const FILED = 36;
/** Answers between two kills, while there are any; then milliseconds in which the portal is told. */
const ANSWERS = 28;
const TELLING_MS = 3_000;
const COUNTER = '2.000884';
const ONLINE = '1.001193';
const SECRET = 'khoa-bi-mat-vi-du-dai';
/** How the last paper of a filed dossier behaves when it is fetched. */
const LAST_PAPER = ['pdf', 'broken-once', 'missing', 'not-a-paper'] as const;
const PEOPLE = ['quantri', 'tiepnhan1', 'chuyenvien.tp', 'phochutich'] as const;
type Person = (typeof PEOPLE)[number];

const Done = z.object({ number: z.string().nullable(), id: z.string() });
const Answer = z.object({ error_code: z.enum(['0', '1']) });
const Arrived = z.array(z.object({ dossier_id: z.string(), versions: z.number(), waiting: z.number() }));

const server = LONG ? await serverProcess() : undefined;
const portal = LONG ? await startPortal({ seed: 11, username: 'vi-du', password: 'mat-khau' }) : undefined;
afterAll(async () => {
  await server?.destroy();
  await portal?.stop();
});

const catalogue = LONG ? loadStarterCatalogue() : [];
const papersFor = (code: string) =>
  catalogue.filter((procedure) => procedure.code === code).flatMap(papersOf);
const brought = (code: string) =>
  papersFor(code).map(({ key, name }) => ({ key, name, originals: 1, satisfied: { how: 'original' } }));

/** What every officer of the counter and behind does with a dossier to its return, in order. */
const WHOLE_WAY: readonly (readonly [Person, string, object])[] = [
  ['tiepnhan1', 'receive', {}],
  ['tiepnhan1', 'complete-step', {}],
  ['chuyenvien.tp', 'accept-hand-over', {}],
  ['chuyenvien.tp', 'record-decision', { outcome: 'approve', summary: 'Đủ điều kiện' }],
  ['chuyenvien.tp', 'complete-step', {}],
  ['phochutich', 'sign-result', {}],
  ['phochutich', 'complete-step', {}],
  ['chuyenvien.tp', 'enter-register', { book: 'HT/KS', documents: [{ name: 'Giấy khai sinh' }] }],
  ['chuyenvien.tp', 'complete-step', {}],
  ['tiepnhan1', 'return-result', { via: 'paper', receiver: { name: 'Nguyễn Thị Ví Dụ', as: 'applicant' } }],
];

test.skipIf(!LONG)(
  'ten kill -9 while both sides tell each other: each dossier once, in order, none lost',
  { timeout: 2_400_000 },
  async () => {
    if (server === undefined || portal === undefined) {
      throw new Error('the long run was not prepared');
    }
    portal.switches.slowMs = 1_500;
    await server.start();
    const config = readConfig({
      MOTCUA_DATA: server.dataHome,
      PUBLIC_URL: server.url,
      LOG_LEVEL: 'error',
    });
    const runtime = await openRuntime(config, { guest: true });
    const query = (text: string, values: unknown[] = []) => runtime.ownerPool.query(text, values);
    const password = await readExamplePassword({ dataHome: server.dataHome });
    let answers = 0;

    /** Asks until there is an answer, as whoever got none does: the server may be away. */
    const insist = async <T>(ask: () => Promise<T | undefined>): Promise<T> => {
      for (let tries = 0; tries < 3_000; tries += 1) {
        const answer = await ask();
        if (answer !== undefined) {
          return answer;
        }
        await sleep(200);
      }
      throw new Error('no answer after all');
    };
    const post = async (cookie: string, path: string, key: string, body: object) => {
      const request = { method: 'POST', body: JSON.stringify(body) };
      const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': key };
      const answer = await fetch(server.url + path, { ...request, headers }).catch(() => undefined);
      if (answer === undefined || answer.status >= 500 || answer.status === 429) {
        return undefined;
      }
      const text = await answer.text().catch(() => undefined);
      if (text !== undefined && !answer.ok) {
        throw new Error(`${path}: ${answer.status} ${text}`);
      }
      return text;
    };
    const signIn = async (username: Person) => {
      const body = new URLSearchParams({ username, password });
      const answer = await fetch(`${server.url}/dang-nhap`, { method: 'POST', body, redirect: 'manual' });
      return (
        answer.headers
          .getSetCookie()
          .find((one) => one.startsWith('session='))
          ?.split(';')[0] ?? ''
      );
    };
    const cookies = new Map<Person, string>();
    for (const person of PEOPLE) {
      cookies.set(person, await signIn(person));
    }
    /** The same request again and again is one act. */
    const act = async (person: Person, path: string, body: object) => {
      const key = newRequestId();
      const text = await insist(() => post(cookies.get(person) ?? '', `/api/v1/dossiers${path}`, key, body));
      answers += 1;
      return Done.parse(JSON.parse(text));
    };
    const save = async (path: string, fields: Readonly<Record<string, string>>) => {
      const body = new URLSearchParams({ requestId: newRequestId(), ...fields });
      const headers = { cookie: cookies.get('quantri') ?? '' };
      const url = `${server.url}/can-bo/quan-tri/${path}`;
      const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers, body });
      expect(answer.status, path).toBe(303);
    };
    const line = { mode: 'adapter', base: portal.url, madonvi: 'H56.999', username: 'vi-du' };
    await save('cong-dvcqg', { ...line, secret: 'mat-khau', timeoutSeconds: '1' });
    await save('ho-so-tu-cong', { auth: 'key', secret: SECRET, origins: portal.url, ownNetwork: 'yes' });

    const atCounter = async (no: number) => {
      const { id } = await act('tiepnhan1', '', {
        procedureCode: COUNTER,
        parties: {
          applicant: { name: `Nguyễn Văn Ví Dụ ${no}`, idNumber: '038000000001', phone: '0900000001' },
        },
        papers: brought(COUNTER),
        fee: { lines: [{ name: 'Phí chứng thực chữ ký', amount: 10_000 }], paid: { method: 'cash' } },
      });
      if (no % 3 === 0) {
        await act('tiepnhan1', `/${id}/commands/withdraw`, { reason: 'Công dân xin rút' });
      } else if (no % 3 === 1) {
        await act('tiepnhan1', `/${id}/commands/complete-step`, {});
        await act('chuyenvien.tp', `/${id}/commands/accept-hand-over`, {});
      }
    };
    /** The portal hands over until it is acknowledged, and once more, as it does when it did not hear that. Gives how often it was taken as new. */
    const handed = async (filing: Filing): Promise<number> => {
      const body = portal.box.file(portal.url, filing);
      const target = { url: `${server.url}/api/v1/portal/dossiers`, secret: SECRET, auth: 'key' as const };
      const once = () =>
        insist(async () => {
          const answer = await handOver(target, body).catch(() => undefined);
          return answer === undefined || answer.status >= 500 || answer.status === 429
            ? undefined
            : Answer.parse(answer.body).error_code;
        });
      const codes = [await once(), await once()];
      answers += 2;
      return codes.filter((code) => code === '0').length;
    };
    /** Waits until so many versions were taken in and none of their files is on the way. Gives the dossier. */
    const arrived = (number: string, versions: number) =>
      insist(async () => {
        const { rows } = await query(
          `select i.dossier_id, count(distinct i.id)::int as versions, count(f.id)::int as waiting
           from portal_inbox i left join portal_inbox_files f on f.inbox_id = i.id and f.state = 'waiting'
           where i.national_number = $1 and i.state = 'admitted' group by i.dossier_id`,
          [number],
        );
        const [found] = Arrived.parse(rows);
        return found?.versions === versions && found.waiting === 0 ? found.dossier_id : undefined;
      });
    const onPortal = async (no: number) => {
      const number = `G22.99-261123-${String(no).padStart(4, '0')}`;
      const kind = LAST_PAPER[Math.floor(no / 4) % LAST_PAPER.length] ?? 'pdf';
      const papers = papersFor(ONLINE).map(({ key }) => ({ key, kind: 'pdf' as const }));
      const filing = { number, procedureCode: ONLINE, papers: [...papers, { key: '', kind }] };
      expect(await handed(filing), `${number} taken as new`).toBeLessThanOrEqual(1);
      const id = await arrived(number, 1);
      const does = (person: Person, command: string, body: object) =>
        act(person, `/${id}/commands/${command}`, body);
      switch (no % 4) {
        case 0:
          await does('tiepnhan1', 'receive', {});
          await does('tiepnhan1', 'withdraw', { reason: 'Công dân xin rút' });
          return;
        case 1:
          await does('tiepnhan1', 'refuse-at-reception', { reason: 'Không thuộc thẩm quyền' });
          return;
        case 2: {
          const items = [{ content: 'Giấy chứng sinh', reason: 'Bản nộp bị mờ' }];
          await does('tiepnhan1', 'request-supplement', { items });
          const answer = { ...filing, updating: true, content: 'Đã bổ sung' };
          expect(await handed(answer), `${number} taken as newly updated`).toBeLessThanOrEqual(1);
          await arrived(number, 2);
          await does('tiepnhan1', 'complete-supplement', { complete: true, papers: brought(ONLINE) });
          return;
        }
        default:
          for (const [person, command, body] of WHOLE_WAY) {
            await does(person, command, body);
          }
      }
    };

    portal.switches.faultRate = 0.3;
    let living = true;
    const lives = Promise.all([
      ...Array.from({ length: OURS }, (_, no) => atCounter(no)),
      ...Array.from({ length: FILED }, (_, no) => onPortal(no)),
    ]).finally(() => {
      living = false;
    });
    // A life that failed is told at the end, not as an unhandled rejection in the middle.
    lives.catch(() => undefined);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while (living && answers < kill * ANSWERS) {
        await sleep(20);
      }
      if (!living) {
        await sleep(TELLING_MS);
      }
      await server.kill();
      await server.start();
    }
    await lives;
    portal.switches.faultRate = 0;
    await expect
      .poll(
        async () =>
          (await query(`select state, count(*)::int from portal_outbox where state <> 'sent' group by state`))
            .rows,
        { timeout: 1_200_000, interval: 2_000 },
      )
      .toEqual([]);

    const ours = await ourSide(query);
    expect(Object.keys(ours)).toHaveLength(OURS + FILED);
    expect(theirSide(portal)).toEqual(ours);
    const ends = Object.values(ours).flatMap(({ now, inserts }) => (inserts === 0 ? [now] : []));
    expect([...new Set(ends)]).toEqual(expect.arrayContaining(['3', '7', '10']));
    const { rows: dossiers } = await query(
      'select count(distinct dossier_id)::int as dossiers, count(distinct national_number)::int as filed from portal_inbox',
    );
    expect(dossiers).toEqual([{ dossiers: FILED, filed: FILED }]);
    const { rows: arrivals } = await query('select distinct state from portal_inbox');
    expect(arrivals).toEqual([{ state: 'admitted' }]);
    const { rows: files } = await query(
      `select state, count(*)::int from portal_inbox_files where url like '%/missing/%' or url like '%/not-a-paper/%'
       or state <> 'kept' or not bound group by state`,
    );
    expect(files.map(({ state }) => state)).toEqual(['refused']);
    const { rows: twice } = await query(
      `select dossier_id from dossier_events where type = 'file-added' group by dossier_id, data->'file'->>'id' having count(*) > 1`,
    );
    expect(twice, 'a file handed to its dossier twice').toEqual([]);
    const [centre] = await listCentres(runtime.ctx);
    const found = await reconcile(runtime.ctx, systemActor(centre?.id ?? '', 'national-portal'));
    expect(found).toMatchObject({ checked: OURS + FILED, unanswered: 0, differences: [] });
    await runtime.close();
    const verified = await server.motcua('verify');
    expect(verified.code, verified.err).toBe(0);
  },
);
