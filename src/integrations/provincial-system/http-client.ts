import { z } from 'zod';
import { callLine, jsonOfText, unreadable } from '#integrations/line.ts';
import { formatIso } from '#platform/time.ts';
import type { MirrorRead, MirrorSource, ProvincialSystem } from './port.ts';

type Http = Extract<MirrorSource, { kind: 'http' }>;

const Token = z.object({ access_token: z.string().min(1) });
const Tree = z.record(z.string(), z.unknown());

/** The value at "a.b.c"; the value itself for "". */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter((name) => name !== '')
    .reduce<unknown>((found, name) => {
      const tree = Tree.safeParse(found);
      return tree.success ? tree.data[name] : undefined;
    }, value);
}

const Total = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** The rows of an answer; null where they are not where they should be. */
function pageOf(text: string, source: Http): MirrorRead | null {
  const body = jsonOfText(text);
  const rows = z.array(z.unknown()).safeParse(valueAt(body, source.rowsAt));
  const total = source.totalAt === '' ? undefined : Total.safeParse(valueAt(body, source.totalAt));
  return rows.success
    ? { kind: 'page', page: { rows: rows.data, total: total?.success ? total.data : null } }
    : null;
}

/**
 * The client of a provincial system over HTTP. A fetched token is renewed once when it is denied; a fixed one cannot be.
 * @param secret the token, or the secret of the client
 */
export function provincialSystem(source: Http, secret: string): ProvincialSystem {
  const timeoutMs = source.timeoutSeconds * 1000;
  let fetched: string | undefined;

  async function fetchToken(): Promise<MirrorRead | string> {
    const reply = await callLine(source.base + source.tokenPath, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${source.clientId}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      timeoutMs,
    });
    if (reply.kind === 'lost') {
      return { kind: 'unavailable', why: reply.why };
    }
    const read = Token.safeParse(jsonOfText(reply.text));
    if (read.success && reply.status < 400) {
      return read.data.access_token;
    }
    return reply.status === 401 || reply.status === 403 || reply.status === 400
      ? { kind: 'denied', why: `không cấp mã truy cập (HTTP ${reply.status})` }
      : { kind: 'unavailable', why: unreadable(reply.status) };
  }

  function headersWith(token: string): Readonly<Record<string, string>> {
    switch (source.token) {
      case 'none':
        return {};
      case 'bearer':
      case 'client-credentials':
        return { authorization: `Bearer ${token}` };
      case 'lgspaccesstoken':
        return { lgspaccesstoken: token };
      case 'access_token':
        return { access_token: token };
      default:
        return source.token satisfies never;
    }
  }

  async function ask(url: string, token: string): Promise<MirrorRead> {
    const reply = await callLine(url, { method: 'GET', headers: headersWith(token), timeoutMs });
    if (reply.kind === 'lost') {
      return { kind: 'unavailable', why: reply.why };
    }
    if (reply.status === 401 || reply.status === 403) {
      return { kind: 'denied', why: `mã truy cập sai hoặc đã hết hạn (HTTP ${reply.status})` };
    }
    const page = reply.status < 400 ? pageOf(reply.text, source) : null;
    return page ?? { kind: 'unavailable', why: unreadable(reply.status) };
  }

  return {
    async dossiers(since, page) {
      const query = new URLSearchParams({
        ...(since === null || source.sinceName === '' ? {} : { [source.sinceName]: formatIso(since) }),
        [source.pageName]: String(page),
        ...(source.sizeName === '' ? {} : { [source.sizeName]: String(source.size) }),
      });
      const url = `${source.base}${source.path}?${query}`;
      if (source.token !== 'client-credentials') {
        return ask(url, secret);
      }
      for (let attempt = 0; ; attempt += 1) {
        const token = fetched ?? (await fetchToken());
        if (typeof token !== 'string') {
          return token;
        }
        fetched = token;
        const read = await ask(url, token);
        if (read.kind !== 'denied' || attempt > 0) {
          return read;
        }
        fetched = undefined;
      }
    },
  };
}
