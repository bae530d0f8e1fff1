import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import Provider from 'oidc-provider';
import { bytesOf, listenHere, send } from '../http.ts';
import { pageOf } from '../page.ts';
import { makeKey, type OidcFault, type SigningKey, spoilIdToken } from './faults.ts';
import { PEOPLE } from './people.ts';

/** A provider that is running. */
export interface SimulatedProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it does wrong from now on. */
  readonly faults: Set<OidcFault>;
  /** Requests by path. */
  readonly calls: Record<string, number>;
  stop(): Promise<void>;
}

export interface ProviderOptions {
  readonly port?: number;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly slowMs?: number;
}

const CLIENT = { id: 'mot-cua', secret: 'bi-mat-mo-phong-khong-dung-that' } as const;
const CLAIMS = [...new Set(PEOPLE.flatMap(({ claims }) => Object.keys(claims)))];

function makeProvider(issuer: string, options: ProviderOptions, key: SigningKey): Provider {
  const jwk = key.privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...(options.postLogoutRedirectUris ?? [])],
      },
    ],
    jwks: { keys: [{ ...jwk, kid: key.kid, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['simulated'] },
    acrValues: ['LoA1', 'LoA2'],
    // As at the portal, most of it is told by the user info.
    claims: { openid: ['sub', 'acr'], profile: CLAIMS },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          const button =
            '<button type="submit" form="op.logoutForm" name="logout" value="yes">Đăng xuất</button>';
          ctx.body = pageOf('Đăng xuất khỏi hệ thống mô phỏng', `${form}${button}`).body;
        },
        postLogoutSuccessSource(ctx) {
          ctx.body = pageOf('Đã đăng xuất khỏi hệ thống mô phỏng', '').body;
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount(_ctx, id) {
      const person = PEOPLE.find(({ sub }) => sub === id);
      return person && { accountId: id, claims: () => ({ sub: id, ...person.claims }) };
    },
    // Everybody agrees to everything here.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) {
        return undefined;
      }
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  return provider;
}

/** Lets the provider misbehave after it has answered. */
function misbehave(
  provider: Provider,
  faults: ReadonlySet<OidcFault>,
  keys: Readonly<Record<'old' | 'fresh' | 'foreign', SigningKey>>,
  slowMs: number,
): void {
  const tamper = (body: unknown) => {
    if (typeof body !== 'object' || body === null || !('id_token' in body)) {
      return;
    }
    const key = faults.has('key-rotated') ? keys.fresh : faults.has('foreign-key') ? keys.foreign : keys.old;
    for (const fault of faults) {
      body.id_token = spoilIdToken(String(body.id_token), fault, key);
    }
  };
  provider.use(async (ctx, next) => {
    if (faults.has('down')) {
      ctx.status = 503;
      ctx.body = '<html>503</html>';
      return;
    }
    if (faults.has('slow')) {
      await sleep(slowMs);
    }
    if (ctx.path === '/me' && faults.has('userinfo-500')) {
      ctx.status = 500;
      ctx.body = { error: 'server_error' };
      return;
    }
    if (ctx.path === '/token' && faults.has('token-500')) {
      ctx.status = 500;
      ctx.body = { error: 'server_error' };
      return;
    }
    await next();
    const { body } = ctx;
    if (ctx.path === '/token') {
      tamper(body);
      if (faults.has('token-html')) {
        ctx.type = 'html';
        ctx.body = '<html>Đang bảo trì</html>';
      }
    }
    if (ctx.path === '/me' && faults.has('userinfo-other')) {
      ctx.body = { sub: 'somebody-else', SoDinhDanh: '038056000001', LoaiTaiKhoan: '1', IAL: '2' };
    }
    if (ctx.path === '/jwks' && faults.has('key-rotated')) {
      ctx.body = { keys: [keys.fresh.publicJwk] };
    }
    if (ctx.path.endsWith('/openid-configuration') && faults.has('no-logout')) {
      ctx.body = { ...Object(body), end_session_endpoint: undefined };
    }
    const location = String(ctx.response.get('location') ?? '');
    if (faults.has('response-issuer') && location.includes('code=')) {
      const url = new URL(location);
      url.searchParams.set('iss', 'https://another-issuer.example');
      ctx.set('location', url.href);
    }
  });
}

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'POST') {
    const user = new URLSearchParams((await bytesOf(request)).toString('utf8')).get('user') ?? '';
    const person = PEOPLE.find(({ sub }) => sub === user);
    const result = person
      ? { login: { accountId: person.sub, ...(person.acr === undefined ? {} : { acr: person.acr }) } }
      : { error: 'access_denied', error_description: 'cancelled' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  const people = PEOPLE.map(
    ({ sub, label }) => `<p><button type="submit" name="user" value="${sub}">${label}</button></p>`,
  );
  const cancel = '<p><button type="submit" name="user" value="">Hủy</button></p>';
  send(
    response,
    pageOf('Hệ thống tài khoản mô phỏng', `<form method="post">${people.join('')}${cancel}</form>`),
  );
}

/** Starts a provider of OpenID Connect with invented people, which misbehaves as its `faults` say. */
export async function startProvider(options: ProviderOptions): Promise<SimulatedProvider> {
  const faults = new Set<OidcFault>();
  const calls: Record<string, number> = {};
  const keys = { old: makeKey('old'), fresh: makeKey('fresh'), foreign: makeKey('foreign') };
  const server = createServer();
  const { url: issuer, stop } = await listenHere(server, options.port ?? 0);
  const provider = makeProvider(issuer, options, keys.old);
  misbehave(provider, faults, keys, options.slowMs ?? 2_000);
  const callback = provider.callback();
  server.on('request', (request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    calls[path] = (calls[path] ?? 0) + 1;
    if (path.startsWith('/interaction/')) {
      interact(provider, request, response).catch(() => response.destroy());
    } else {
      callback(request, response).catch(() => response.destroy());
    }
  });
  return {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    faults,
    calls,
    stop,
  };
}
