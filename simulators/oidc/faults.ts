import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** What the provider can be made to do wrong. */
export const OIDC_FAULTS = [
  'wrong-nonce',
  'wrong-audience',
  'expired',
  'clock-ahead',
  'clock-behind',
  'key-rotated',
  'foreign-key',
  'unsigned',
  'issuer-mix-up',
  'response-issuer',
  'userinfo-500',
  'userinfo-other',
  'slow',
  'no-logout',
  'token-500',
  'token-html',
  'down',
] as const;
export type OidcFault = (typeof OIDC_FAULTS)[number];

/** A key of the provider with its public description. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

/** Makes an RSA key. */
export function makeKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    kid,
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
  };
}

const FIVE_MINUTES = 300;

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function shifted(claims: Readonly<Record<string, unknown>>, seconds: number): Record<string, unknown> {
  return { ...claims, iat: Number(claims['iat']) + seconds, exp: Number(claims['exp']) + seconds };
}

function spoil(
  claims: Readonly<Record<string, unknown>>,
  fault: OidcFault,
): Readonly<Record<string, unknown>> {
  switch (fault) {
    case 'wrong-nonce':
      return { ...claims, nonce: 'of-another-sign-on' };
    case 'wrong-audience':
      return { ...claims, aud: 'another-application' };
    case 'issuer-mix-up':
      return { ...claims, iss: 'https://another-issuer.example' };
    case 'expired':
      return { ...claims, exp: Number(claims['iat']) - FIVE_MINUTES };
    case 'clock-ahead':
      return shifted(claims, FIVE_MINUTES);
    case 'clock-behind':
      return shifted(claims, -FIVE_MINUTES);
    default:
      return claims;
  }
}

/** The same ID token with the fault in it, signed again by `key`. */
export function spoilIdToken(idToken: string, fault: OidcFault, key: SigningKey): string {
  const claims: Readonly<Record<string, unknown>> = JSON.parse(
    Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString(),
  );
  const unsigned = fault === 'unsigned';
  const header = unsigned ? { alg: 'none' } : { alg: 'RS256', kid: key.kid };
  const body = `${encode(header)}.${encode(spoil(claims, fault))}`;
  const signature = unsigned
    ? ''
    : sign('RSA-SHA256', Buffer.from(body), key.privateKey).toString('base64url');
  return `${body}.${signature}`;
}
