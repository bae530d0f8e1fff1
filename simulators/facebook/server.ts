import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { chance } from '#platform/random.ts';
import { answerWith, faultByChance } from '../faults.ts';
import { bytesOf, json, type Reply, send, serveHere } from '../http.ts';

/** Ways in which the simulated Graph API misbehaves. */
export const FACEBOOK_FAULTS = [
  /** Takes the request, does nothing, closes the line. */
  'drop-before',
  /** Does it, then closes the line: the caller cannot know. */
  'drop-after',
  /** Does it, answers too late. */
  'slow',
  /** Temporary error, nothing done. */
  'busy',
  /** Too many calls (code 4), nothing done. */
  'throttle',
  /** Does it, answers with half a JSON text. */
  'truncated',
] as const;
export type FacebookFault = (typeof FACEBOOK_FAULTS)[number];

/** A post as the page holds it. */
export interface PagePostHeld {
  readonly id: string;
  message: string;
  readonly picture: number | null;
  /** How often its text was changed. */
  edits: number;
}

export interface FacebookSwitches {
  faultRate: number;
  faults: readonly FacebookFault[];
  slowMs: number;
  /** Answers every call with this code of the Graph API. */
  code: number | null;
  subcode: number | null;
  /** Seconds since 1970 at which the token ends; 0: never. */
  tokenEnds: number;
}

export interface SimulatedFacebook {
  readonly url: string;
  readonly pageId: string;
  readonly switches: FacebookSwitches;
  readonly posts: readonly PagePostHeld[];
  /** Posts that were taken away. */
  readonly removed: readonly PagePostHeld[];
  /** Tokens that are accepted; the last is the newest. */
  readonly tokens: readonly string[];
  stop(): Promise<void>;
}

interface Options {
  readonly port?: number;
  readonly seed?: number;
  readonly token?: string;
  readonly appSecret?: string;
}

async function formOf(request: IncomingMessage): Promise<FormData | URLSearchParams> {
  const body = await bytesOf(request);
  const type = request.headers['content-type'] ?? '';
  return type.includes('multipart')
    ? new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    : new URLSearchParams(body.toString('utf8'));
}

function text(form: FormData | URLSearchParams, name: string): string {
  const found = form.get(name);
  return typeof found === 'string' ? found : '';
}

const failure = (code: number, message: string, subcode?: number): Reply =>
  json(
    {
      error: {
        message,
        type: 'OAuthException',
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        fbtrace_id: 'vi-du',
      },
    },
    400,
  );

/** The part of Facebook's Graph API that a page needs: feed, photos, editing, removing, tokens; it misbehaves as switched. */
export async function startFacebook(options: Options = {}): Promise<SimulatedFacebook> {
  const next = chance(options.seed ?? 1);
  const pageId = '100000000000099';
  const tokens = [options.token ?? 'ma-truy-cap-vi-du'];
  const posts: PagePostHeld[] = [];
  const removed: PagePostHeld[] = [];
  const switches: FacebookSwitches = {
    faultRate: 0,
    faults: FACEBOOK_FAULTS,
    slowMs: 1_500,
    code: null,
    subcode: null,
    tokenEnds: 0,
  };
  let count = 0;
  const add = (message: string, picture: number | null): string => {
    count += 1;
    const id = `${pageId}_${1_000_000 + count}`;
    posts.unshift({ id, message, picture, edits: 0 });
    return id;
  };
  const authorised = (request: IncomingMessage, url: URL): boolean => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const { appSecret } = options;
    const proof = appSecret === undefined ? '' : createHmac('sha256', appSecret).update(token).digest('hex');
    return (
      tokens.includes(token) && (appSecret === undefined || url.searchParams.get('appsecret_proof') === proof)
    );
  };
  const feedPage = (url: URL) => {
    const limit = Number(url.searchParams.get('limit') ?? 25);
    const from = Number(url.searchParams.get('after') ?? 0);
    const data = posts.slice(from, from + limit).map(({ id, message }) => ({ id, message }));
    const more = from + limit < posts.length;
    return { data, paging: more ? { next: 'more', cursors: { after: String(from + limit) } } : {} };
  };
  const write = async (request: IncomingMessage, path: string) => {
    const form = await formOf(request);
    if (path === `${pageId}/feed`) {
      return json({ id: add(text(form, 'message'), null) });
    }
    if (path === `${pageId}/photos`) {
      const source = form.get('source');
      const size = source instanceof Blob ? source.size : 0;
      const post = add(text(form, 'caption'), size);
      return json({ id: `${count}`, post_id: post });
    }
    const post = posts.find(({ id }) => id === path);
    if (post === undefined) {
      return failure(100, 'Unsupported post request. Object does not exist', 33);
    }
    post.message = text(form, 'message');
    post.edits += 1;
    return json({ success: true });
  };
  const remove = (path: string) => {
    const at = posts.findIndex(({ id }) => id === path);
    if (at < 0) {
      return failure(100, 'Unsupported delete request. Object does not exist', 33);
    }
    removed.push(...posts.splice(at, 1));
    return json({ success: true });
  };
  const read = (url: URL, path: string) => {
    if (path === 'debug_token') {
      return json({ data: { is_valid: true, expires_at: switches.tokenEnds } });
    }
    if (path === `${pageId}/feed`) {
      return json(feedPage(url));
    }
    const wantsToken = url.searchParams.get('fields') === 'access_token';
    return path === pageId
      ? json(wantsToken ? { id: pageId, access_token: tokens.at(-1) } : { id: pageId, name: 'Xã Ví Dụ' })
      : failure(100, 'Unsupported get request', 33);
  };
  const renew = async (request: IncomingMessage) => {
    const form = await formOf(request);
    if (
      text(form, 'client_secret') !== options.appSecret ||
      !tokens.includes(text(form, 'fb_exchange_token'))
    ) {
      return failure(190, 'Invalid OAuth access token', 467);
    }
    tokens.push(`ma-moi-${tokens.length}`);
    switches.tokenEnds = 0;
    return json({ access_token: tokens.at(-1), token_type: 'bearer' });
  };
  const answer = async (request: IncomingMessage, url: URL): Promise<Reply> => {
    const path = decodeURIComponent(url.pathname.replace(/^\/v\d+\.\d\//, ''));
    if (path === 'oauth/access_token') {
      return renew(request);
    }
    if (!authorised(request, url)) {
      return failure(190, 'Error validating access token', 463);
    }
    if (switches.code !== null) {
      return failure(switches.code, 'switched', switches.subcode ?? undefined);
    }
    switch (request.method) {
      case 'POST':
        return write(request, path);
      case 'DELETE':
        return remove(path);
      default:
        return read(url, path);
    }
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const writes = request.method !== 'GET' && !url.pathname.endsWith('/oauth/access_token');
    const fault = writes ? faultByChance(next, switches) : null;
    if (fault === 'busy' || fault === 'throttle') {
      await bytesOf(request);
      send(response, failure(fault === 'busy' ? 2 : 4, 'Please retry later'));
      return;
    }
    await answerWith(fault, () => answer(request, url), response, switches.slowMs);
  };
  const { url, stop } = await serveHere(options.port ?? 0, serve);
  return { url, pageId, switches, posts, removed, tokens, stop };
}
