import * as oidc from 'openid-client';
import { SsoFailure, type SsoFault } from './port.ts';

/** Which claim or attribute an error is about, as deep as the library says it. */
function attributeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    const { cause } = at;
    if (typeof cause === 'object' && cause !== null) {
      if ('claim' in cause && typeof cause.claim === 'string') {
        return cause.claim;
      }
      if ('attribute' in cause && typeof cause.attribute === 'string') {
        return cause.attribute;
      }
    }
  }
  return '';
}

const BY_CLAIM: Readonly<Record<string, SsoFault>> = {
  iss: 'issuer',
  issuer: 'issuer',
  aud: 'audience',
  azp: 'audience',
  nonce: 'nonce',
};

function byCode(code: string, error: Error): SsoFault | undefined {
  switch (code) {
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
    case 'OAUTH_PARSE_ERROR':
      return 'unavailable';
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return attributeOf(error) === 'nbf' ? 'clock' : 'expired';
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return BY_CLAIM[attributeOf(error)] ?? 'refused';
    case 'OAUTH_KEY_SELECTION_FAILED':
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return 'signature';
    case 'OAUTH_INVALID_RESPONSE':
      return invalidResponse(error);
    default:
      return undefined;
  }
}

/** The library has one code for several answers that do not hold; its message says which. */
function invalidResponse(error: Error): SsoFault {
  const words = `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`;
  if (/"state"/.test(words)) {
    return 'state';
  }
  if (/"iss"/.test(words)) {
    return 'issuer';
  }
  return /signature|"alg"/.test(words) ? 'signature' : 'refused';
}

/** Sorts whatever went wrong at the provider or in its answer into what we do about it. */
export function faultOf(error: unknown): SsoFailure {
  if (error instanceof SsoFailure) {
    return error;
  }
  if (error instanceof oidc.AuthorizationResponseError) {
    const cancelled = error.error === 'access_denied';
    return new SsoFailure(cancelled ? 'cancelled' : 'refused', `provider: ${error.error}`, error);
  }
  if (error instanceof oidc.ResponseBodyError) {
    const fault = error.status >= 500 ? 'unavailable' : 'refused';
    return new SsoFailure(fault, `provider: ${error.error} (HTTP ${error.status})`, error);
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) {
    return new SsoFailure('refused', `provider: HTTP ${error.status}`, error);
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    const fault = byCode(error.code, error);
    if (fault !== undefined) {
      return new SsoFailure(fault, error.message, error);
    }
  }
  if (error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError) {
    // fetch: no line, or cut
    return new SsoFailure('unavailable', error.message, error);
  }
  return new SsoFailure('refused', error instanceof Error ? error.message : 'unknown', error);
}
