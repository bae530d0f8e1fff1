/**
 * Single sign-on by OpenID Connect: officers with the province's account system, citizens with VNeID or the portal's sign-on.
 * Local accounts go on working while a provider is down.
 */
import { z } from 'zod';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** An address of the provider: https, or http on this very machine (simulator). */
const ProviderUrl = z
  .url('Xin nhập địa chỉ đầy đủ, bắt đầu bằng https://.')
  .max(300)
  .refine((text) => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  }, 'Địa chỉ phải bắt đầu bằng https://.');

const Optional = ProviderUrl.optional();

/** How a provider is reached. What the guides leave open is a setting here. */
export const SsoConnection = z
  .object({
    mode: z.enum(['off', 'on']),
    /** Issuer exactly as it stands in its tokens. */
    issuer: Optional,
    clientId: z.string().trim().max(200).default(''),
    clientAuth: z.enum(['client_secret_post', 'client_secret_basic', 'none']).default('client_secret_post'),
    scopes: z
      .string()
      .trim()
      .max(300)
      .regex(/^[!-~]+( [!-~]+)*$/, 'Xin cách các scope bằng một dấu cách, ví dụ: openid profile.')
      .default('openid')
      .refine((text) => text.split(' ').includes('openid'), 'Phải có scope openid.'),
    /** `acr_values` that are asked for. */
    acrValues: z.string().trim().max(200).default(''),
    /** Whether an ID token without one of the asked `acr` values is refused. */
    acrRequired: z.stringbool().or(z.boolean()).default(false),
    /** Whether the provider's sign-in already has two factors, so that ours is not asked. Needs `acrRequired`. */
    trustSecondFactor: z.stringbool().or(z.boolean()).default(false),
    /** Level of assurance from which a citizen sees personal pages (IAL). */
    minimumAssurance: z.coerce.number().int().min(0).max(3).default(2),
    /** For providers without discovery; all of the first three, or none. */
    authorizationUrl: Optional,
    tokenUrl: Optional,
    jwksUrl: Optional,
    userInfoUrl: Optional,
    endSessionUrl: Optional,
    timeoutSeconds: z.coerce.number().int().min(1).max(60).default(8),
  })
  .superRefine((input, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (input.mode === 'off') {
      return;
    }
    if (input.issuer === undefined) {
      say('issuer', 'Xin nhập địa chỉ đơn vị phát hành (issuer).');
    }
    if (input.clientId === '') {
      say('clientId', 'Xin nhập mã ứng dụng (client id) được cấp.');
    }
    const manual = [input.authorizationUrl, input.tokenUrl, input.jwksUrl].filter((url) => url !== undefined);
    if (manual.length === 1 || manual.length === 2) {
      say('authorizationUrl', 'Xin nhập đủ ba địa chỉ: cấp quyền, lấy mã và khóa; hoặc bỏ trống cả ba.');
    }
    if (input.acrRequired && input.acrValues === '') {
      say('acrValues', 'Xin nhập mức xác thực (acr) bắt buộc.');
    }
    if (input.trustSecondFactor && !input.acrRequired) {
      say('trustSecondFactor', 'Chỉ chọn được khi bắt buộc mức xác thực (acr).');
    }
  });
export type SsoConnection = z.output<typeof SsoConnection>;

/** What the browser takes to the provider; `verifier`, `nonce` and `state` stay with us until it comes back. */
export interface SsoRequest {
  /** Compared with what comes back, against forged answers (RFC 6749 §10.12). */
  readonly state: string;
  /** Compared with the ID token, against replays (OpenID Connect Core §3.1.2.1). */
  readonly nonce: string;
  /** Proof that who asks for the token is who began (PKCE, RFC 7636). */
  readonly verifier: string;
  /** The page of ours that the browser comes back to. */
  readonly redirectUri: string;
}

/** Who the provider says the person is. */
export interface SsoIdentity {
  readonly issuer: string;
  /** The provider's own, never changing key of the person. Accounts are linked by issuer and subject, never by name or mail. */
  readonly subject: string;
  readonly acr: string | undefined;
  /** Claims of the verified ID token and, where they were asked for, of the user info. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** For signing out at the provider, nothing else. */
  readonly idToken: string;
}

/** Why a sign-on failed. `unavailable`: the line; the others: the provider answered and the answer does not hold. */
export type SsoFault =
  | 'unavailable'
  | 'cancelled'
  | 'state'
  | 'issuer'
  | 'audience'
  | 'nonce'
  | 'expired'
  | 'clock'
  | 'signature'
  | 'assurance'
  | 'refused';

/** A sign-on that came to nothing. The message is technical and for the log; people get words by `fault`. */
export class SsoFailure extends Error {
  readonly fault: SsoFault;

  constructor(fault: SsoFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SsoFailure';
    this.fault = fault;
  }
}

/** What a test of the connection found. */
export interface SsoCheck {
  readonly issuer: string;
  readonly keys: number;
  readonly userInfo: boolean;
  readonly endSession: boolean;
  readonly pkce: boolean;
  /** How far the provider's clock is ahead of ours, in seconds; undefined when it does not tell. */
  readonly clockAhead: number | undefined;
}

/** What a provider of single sign-on does for us. Every method throws {@link SsoFailure}. */
export interface SsoPort {
  /** Address to send the browser to. `fresh`: the person has to prove again who they are, whoever is signed in there. */
  begin(request: SsoRequest, fresh: boolean): Promise<string>;
  /**
   * Finishes with the address the browser came back to: state, issuer, signature, audience, nonce, time and ACR are checked.
   * @param needsMore whether the ID token's claims say too little, so that the user info is asked
   */
  finish(
    request: SsoRequest,
    callbackUrl: URL,
    needsMore: (claims: SsoIdentity['claims']) => boolean,
  ): Promise<SsoIdentity>;
  /** Address that also ends the session at the provider; undefined when it has none. */
  endSessionUrl(returnTo: string, idToken: string): Promise<string | undefined>;
  /** Asks the provider for its description and keys without signing anybody in. */
  check(): Promise<SsoCheck>;
}
