import * as oidc from 'openid-client';
import { faultOf } from './fault.ts';
import { type SsoCheck, type SsoConnection, SsoFailure, type SsoIdentity, type SsoPort } from './port.ts';

/** How far two clocks may be apart, in seconds. */
const CLOCK_TOLERANCE = 60;
/** An ID token comes straight from the provider; one that was issued longer ago was kept by somebody. In seconds. */
const ID_TOKEN_AGE = 120;

function manualServer(connection: SsoConnection): oidc.ServerMetadata | undefined {
  const { issuer, authorizationUrl, tokenUrl, jwksUrl } = connection;
  if (!issuer || !authorizationUrl || !tokenUrl || !jwksUrl) {
    return undefined;
  }
  return {
    issuer,
    authorization_endpoint: authorizationUrl,
    token_endpoint: tokenUrl,
    jwks_uri: jwksUrl,
    ...(connection.userInfoUrl ? { userinfo_endpoint: connection.userInfoUrl } : {}),
    ...(connection.endSessionUrl ? { end_session_endpoint: connection.endSessionUrl } : {}),
  };
}

function clientAuth(connection: SsoConnection, secret: string): oidc.ClientAuth {
  switch (connection.clientAuth) {
    case 'client_secret_post':
      return oidc.ClientSecretPost(secret);
    case 'client_secret_basic':
      return oidc.ClientSecretBasic(secret);
    case 'none':
      return oidc.None();
    default:
      return connection.clientAuth satisfies never;
  }
}

/**
 * The client of one connection.
 *
 * Keys are fetched anew for every sign-on: a rotated key is known at once, a withdrawn one is worth nothing at once. The
 * provider's description is fetched when a sign-on begins, so that a provider that is down is noticed before the browser is sent there.
 *
 * @param secret the client's secret; empty with `clientAuth: none`
 * @param now seconds since 1970 by this machine's clock
 */
export function ssoClient(
  connection: SsoConnection,
  secret: string,
  now: () => number = () => Temporal.Now.instant().epochMilliseconds / 1000,
): SsoPort {
  let known: oidc.ServerMetadata | undefined = manualServer(connection);
  /** The provider's clock against ours, in seconds, by the last answer's `Date`. */
  let clockAhead: number | undefined;

  const plain = connection.issuer?.startsWith('http:') ?? false;
  const customFetch: oidc.CustomFetch = async (url, options) => {
    // No redirects: the provider's addresses are configuration, not something an answer may change.
    const { body, headers, method, signal } = options;
    const answer = await fetch(url, {
      headers,
      method,
      redirect: 'manual',
      ...(body == null ? {} : { body: body instanceof Uint8Array ? new Uint8Array(body) : body }),
      ...(signal == null ? {} : { signal }),
    });
    const date = Date.parse(answer.headers.get('date') ?? '');
    clockAhead = Number.isNaN(date) ? undefined : Math.round(date / 1000 - now());
    return answer;
  };

  const prepare = (configuration: oidc.Configuration): oidc.Configuration => {
    configuration.timeout = connection.timeoutSeconds;
    configuration[oidc.customFetch] = customFetch;
    oidc.enableNonRepudiationChecks(configuration);
    if (plain) {
      oidc.allowInsecureRequests(configuration);
    }
    return configuration;
  };

  const discover = async (): Promise<oidc.ServerMetadata> => {
    const manual = manualServer(connection);
    if (manual) {
      return manual;
    }
    const found = await oidc.discovery(
      new URL(connection.issuer ?? ''),
      connection.clientId,
      undefined,
      undefined,
      {
        timeout: connection.timeoutSeconds,
        [oidc.customFetch]: customFetch,
        ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
      },
    );
    const { supportsPKCE: _, ...described } = found.serverMetadata();
    const server: oidc.ServerMetadata = {
      ...described,
      ...(connection.endSessionUrl ? { end_session_endpoint: connection.endSessionUrl } : {}),
    };
    known = server;
    return server;
  };

  const configure = async (anew: boolean): Promise<oidc.Configuration> => {
    const server = anew || known === undefined ? await discover() : known;
    // A new one each time: it keeps the keys it has seen.
    return prepare(
      new oidc.Configuration(
        server,
        connection.clientId,
        { [oidc.clockTolerance]: CLOCK_TOLERANCE },
        clientAuth(connection, secret),
      ),
    );
  };

  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw faultOf(error);
    }
  };

  const checkTimes = (claims: oidc.IDToken): void => {
    const age = now() - claims.iat;
    if (age < -CLOCK_TOLERANCE || age > ID_TOKEN_AGE) {
      throw new SsoFailure('clock', `ID token issued ${Math.round(age)} s ago by our clock`);
    }
  };

  const checkAcr = (claims: oidc.IDToken): void => {
    const wanted = connection.acrValues.split(' ');
    const acr = typeof claims['acr'] === 'string' ? claims['acr'] : '';
    if (connection.acrRequired && !wanted.includes(acr)) {
      throw new SsoFailure('assurance', `acr "${acr}" is none of ${connection.acrValues}`);
    }
  };

  return {
    begin: (request, fresh) =>
      guard(async () => {
        const configuration = await configure(true);
        return oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: request.redirectUri,
          scope: connection.scopes,
          state: request.state,
          nonce: request.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(request.verifier),
          code_challenge_method: 'S256',
          ...(connection.acrValues === '' ? {} : { acr_values: connection.acrValues }),
          ...(fresh ? { prompt: 'login' } : {}),
        }).href;
      }),

    finish: (request, callbackUrl, needsMore) =>
      guard(async (): Promise<SsoIdentity> => {
        const configuration = await configure(false);
        // The address as it was registered, with what came back: a proxy in front may know us by another name.
        const url = new URL(request.redirectUri);
        url.search = callbackUrl.search;
        const tokens = await oidc.authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: request.verifier,
          expectedState: request.state,
          expectedNonce: request.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined || tokens.id_token === undefined) {
          throw new SsoFailure('refused', 'no ID token');
        }
        checkTimes(claims);
        checkAcr(claims);
        const more = needsMore(claims)
          ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {};
        return {
          issuer: claims.iss,
          subject: claims.sub,
          acr: typeof claims['acr'] === 'string' ? claims['acr'] : undefined,
          // What is signed counts before what is only told.
          claims: { ...more, ...claims },
          idToken: tokens.id_token,
        };
      }),

    endSessionUrl: (returnTo, idToken) =>
      guard(async () => {
        const configuration = await configure(false);
        if (configuration.serverMetadata().end_session_endpoint === undefined) {
          return undefined;
        }
        return oidc.buildEndSessionUrl(configuration, {
          post_logout_redirect_uri: returnTo,
          id_token_hint: idToken,
        }).href;
      }),

    check: () =>
      guard(async (): Promise<SsoCheck> => {
        const server = await discover();
        const keys = await fetch(server.jwks_uri ?? '', {
          redirect: 'error',
          signal: AbortSignal.timeout(connection.timeoutSeconds * 1000),
        });
        const set: unknown = await keys.json();
        const list = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : undefined;
        if (!keys.ok || !Array.isArray(list)) {
          throw new SsoFailure('unavailable', `keys: HTTP ${keys.status}`);
        }
        return {
          issuer: server.issuer,
          keys: list.length,
          userInfo: server.userinfo_endpoint !== undefined,
          endSession: server.end_session_endpoint !== undefined,
          pkce: server.code_challenge_methods_supported?.includes('S256') ?? false,
          clockAhead,
        };
      }),
  };
}
