import type { InjectOptions } from 'fastify';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeRandom } from '#platform/random.ts';
import { testApp } from '#platform/testing/app.ts';
import { MODULES } from '../src/modules.ts';
import { exampleAppointment } from './support/appointment.ts';
import { asMultipart, type FoundForm, fillIn, readPage } from './support/fuzz-forms.ts';
import { type JsonSchema, someText, someValue } from './support/fuzz-values.ts';
import { playLife } from './support/life.ts';
import { exampleRatings } from './support/rated.ts';
import { walkedAddresses } from './support/walked.ts';

/**
 * What strangers send: requests made from the API document and from the forms of the public pages, with values that no
 * person would type. None may end in an error of ours, and one that is refused has written nothing.
 * `MOTCUA_FUZZ=10000 npm test -- e2e/fuzz` is the whole run; `MOTCUA_FUZZ_SEED` picks another row of requests.
 */
const REQUESTS = Number(process.env['MOTCUA_FUZZ'] ?? 900);
const random = makeRandom(process.env['MOTCUA_FUZZ_SEED'] ?? 'hoa-loc');

/** What a refusal may write: that somebody guessed, so that guessing gets slow and is seen. */
const NOTES_OF_GUESSING: ReadonlySet<string> = new Set([
  'lookup_attempts',
  'sign_in_log',
  'audit_entries',
  'audit_heads',
]);
const GUESSED: ReadonlySet<number> = new Set([401, 404, 429]);

const PERSON = { accept: 'text/html' };
const POSTED = { ...PERSON, 'content-type': 'application/x-www-form-urlencoded' };
const t = await testApp({ example: true });
const known: string[] = [];
const forms = new Map<string, FoundForm>();

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
const methodOf = (text: string): Method | undefined => METHODS.find((one) => one === text.toUpperCase());

const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.custom<JsonSchema>() })) })
    .optional(),
});
const ApiDocument = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body: JsonSchema | undefined;
  readonly query: readonly string[];
}
let calls: readonly Call[] = [];

/** Every row that a transaction writes and keeps leaves a line, whoever wrote it. */
async function watchWrites(): Promise<void> {
  await t.owner.query(`
    CREATE UNLOGGED TABLE fuzz_writes (of_table text NOT NULL);
    CREATE FUNCTION fuzz_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN INSERT INTO public.fuzz_writes VALUES (tg_table_name); RETURN NULL; END $$;
    DO $$ DECLARE r record; BEGIN
      FOR r IN SELECT oid::regclass AS name FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'fuzz_writes'
      LOOP EXECUTE format('CREATE TRIGGER fuzz AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION fuzz_note()', r.name);
      END LOOP; END $$`);
}

async function takeWrites(): Promise<readonly string[]> {
  const { rows } = await t.owner.query<{ of_table: string }>(
    'WITH gone AS (DELETE FROM fuzz_writes RETURNING of_table) SELECT DISTINCT of_table FROM gone',
  );
  return rows.map((row) => row.of_table);
}

function readApiDocument(json: unknown): readonly Call[] {
  return Object.entries(ApiDocument.parse(json).paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([name, operation]) => {
      const method = methodOf(name);
      const body = operation.requestBody?.content['application/json']?.schema;
      const query = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
      return method === undefined ? [] : [{ method, path, body, query }];
    }),
  );
}

type Answer = Awaited<ReturnType<typeof t.as>>;

interface Address {
  readonly method: Method;
  readonly url: string;
}

/** Addresses of pages and form posts that modules mount, of which a crawl may see only some. */
function mounted(): readonly Address[] {
  const probe = fastify();
  const found: Address[] = [];
  probe.addHook('onRoute', (route) => {
    for (const method of [route.method].flat().map(methodOf)) {
      if (method !== undefined) found.push({ method, url: route.url });
    }
  });
  for (const module of MODULES) {
    module.pages?.(probe, t.ctx);
  }
  return found;
}

/** Reads an answer for forms and links; an answer that leads on is followed. */
async function look(at: string, answer: Answer): Promise<readonly string[]> {
  const onward = answer.headers.location;
  if (onward !== undefined) {
    return [onward.replace(/^https?:\/\/[^/]+/, '').replace(/#.*$/, '')];
  }
  if (!String(answer.headers['content-type']).startsWith('text/html')) {
    return [];
  }
  const page = readPage(answer.body, at);
  for (const form of page.forms) {
    forms.set(`${form.method} ${form.action} ${form.fields.map(({ name }) => name).join()}`, form);
  }
  // Officers' pages lead strangers to the sign-in page, each by an address of its own.
  return page.links.filter((link) => !/^\/(can-bo|dang-nhap)\b/.test(link));
}

/** Goes through the public pages, and presses the buttons of their forms with what a person might fill in. */
async function crawl(from: readonly string[], most: number): Promise<void> {
  const waiting = [...from];
  const seen = new Set<string>();
  const pressed = new Set<string>();
  while (seen.size < most && waiting.length > 0) {
    const at = waiting.shift() ?? '/';
    if (!seen.has(at)) {
      seen.add(at);
      waiting.push(...(await look(at, await t.as(undefined, { method: 'GET', url: at, headers: PERSON }))));
    }
    for (const [key, form] of [...forms].filter(
      ([key, { method }]) => method === 'POST' && !pressed.has(key),
    )) {
      pressed.add(key);
      for (let tries = 0, status = 400; tries < 5 && status >= 400; tries += 1) {
        const payload = fillIn(form, random, known, 'usual').toString();
        const answer = await t.as(undefined, { method: 'POST', url: form.action, headers: POSTED, payload });
        waiting.unshift(...(await look(form.action, answer)));
        status = answer.statusCode;
      }
    }
  }
}

/** `/lay-so/:token` → the address with something in each place. */
function placed(url: string): string {
  return url.replace(/:\w+|\{\w+\}|\*/g, () =>
    encodeURIComponent(someText(random, known).toWellFormed().slice(0, 500)),
  );
}

function headersOf(): Record<string, string> {
  return {
    accept: random.chance(0.7) ? 'text/html' : 'application/json',
    'idempotency-key': random.chance(0.9) ? crypto.randomUUID() : 'x',
    ...(random.chance(0.1)
      ? { cookie: `session=${encodeURIComponent(someText(random, known).toWellFormed())}` }
      : {}),
    ...(random.chance(0.05) ? { authorization: 'Bearer x' } : {}),
    ...(random.chance(0.05) ? { 'accept-language': '\u00ff'.repeat(50) } : {}),
  };
}

function apiRequest(): InjectOptions {
  const call = random.pick(calls);
  const query = new URLSearchParams(
    call.query.filter(() => random.chance(0.7)).map((name) => [name, someText(random, known)]),
  );
  const url = `${placed(call.path)}${query.size > 0 ? `?${query}` : ''}`;
  const headers = headersOf();
  if (call.body === undefined) {
    return { method: call.method, url, headers };
  }
  const broken = random.chance(0.08);
  const payload = broken ? '{"a":' : JSON.stringify(someValue(call.body, random, known));
  return {
    method: call.method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload,
  };
}

function formRequest(): InjectOptions {
  const form = random.pick([...forms.values()]);
  const fields = fillIn(form, random, known);
  const headers = headersOf();
  if (form.method === 'GET') {
    return { method: 'GET', url: `${form.action.split('?')[0]}?${fields}`, headers };
  }
  if (form.multipart || random.chance(0.05)) {
    const { body, type } = asMultipart(fields, random);
    return { method: 'POST', url: form.action, headers: { ...headers, 'content-type': type }, payload: body };
  }
  const urlencoded = 'application/x-www-form-urlencoded';
  return {
    method: 'POST',
    url: form.action,
    headers: { ...headers, 'content-type': urlencoded },
    payload: fields.toString(),
  };
}

let posts: readonly Address[] = [];

/** A mounted address with random fields: also those of officers and devices, who are strangers here. */
function blindRequest(): InjectOptions {
  const { method, url } = random.pick(posts);
  const fields = new URLSearchParams(
    Array.from({ length: random.int(0, 4) }, () => [
      random.pick(['requestId', 'q', 'ma', 'code', 'id', 'page', 'trang', 'tu', 'den', 'ngay', 'name']),
      someText(random, known),
    ]),
  );
  const headers = headersOf();
  return method === 'GET'
    ? { method, url: `${placed(url)}?${fields}`, headers }
    : {
        method,
        url: placed(url),
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: fields.toString(),
      };
}

beforeAll(async () => {
  const site = { t };
  const life = await playLife(site);
  const { commune } = life;
  const booked = await exampleAppointment(site);
  const { token } = await exampleRatings(site, commune);
  const walked = Object.values(await walkedAddresses(site, life)).flat();
  known.push(commune.centreId);
  for (const table of ['procedures', 'dossiers', 'tickets', 'service_groups', 'agencies', 'accounts']) {
    const { rows } = await t.owner.query<{ id: string }>(`SELECT id::text FROM ${table} LIMIT 5`);
    known.push(...rows.map(({ id }) => id));
  }
  posts = mounted();
  const doors = posts
    .filter(({ method, url }) => method === 'GET' && !/[:*]|^\/can-bo/.test(url))
    .map(({ url }) => url);
  await crawl([`/hen/${booked.token}`, `/danh-gia/${token}`, ...walked, ...doors], 400);
  calls = readApiDocument((await t.as(undefined, { method: 'GET', url: '/api/v1/openapi.json' })).json());
  await watchWrites();
});

const tally = new Map<string, number>();
afterAll(() => {
  process.stdout.write(
    `fuzz: ${[...tally]
      .sort()
      .map(([status, n]) => `${status}: ${n}`)
      .join(', ')}\n`,
  );
});

test(`${REQUESTS} requests of strangers: no error of ours, nothing written on refusal`, {
  timeout: 3_600_000,
}, async () => {
  expect(forms.size).toBeGreaterThan(20);
  expect(calls.length).toBeGreaterThan(20);
  const broken: string[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const make = random.pick([apiRequest, formRequest, formRequest, blindRequest]);
    const request = { ...make(), remoteAddress: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` };
    const answer = await t.as(undefined, request);
    const kind = `${Math.floor(answer.statusCode / 100)}xx`;
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
    const written = await takeWrites();
    const kept = written.filter((table) => !(GUESSED.has(answer.statusCode) && NOTES_OF_GUESSING.has(table)));
    const told = `${request.method} ${String(request.url).slice(0, 300)} ${String(request.payload ?? '').slice(0, 600)}`;
    if (answer.statusCode >= 500) {
      broken.push(`${answer.statusCode}: ${told}`);
    } else if (answer.statusCode >= 400 && kept.length > 0) {
      broken.push(`${answer.statusCode} wrote ${kept.join(', ')}: ${told}`);
    }
  }
  expect(broken).toEqual([]);
});
