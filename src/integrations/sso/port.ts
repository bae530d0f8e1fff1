/**
 * Single sign-on of officers by OpenID Connect (VNeID or the province's own). This is the port only: the client, its
 * simulator and its health check come with the integration itself. Local accounts go on working when it is down.
 */

/** What the browser takes to the provider; `verifier`, `nonce` and `state` stay with us until it comes back. */
export interface SsoRequest {
  /** Address to send the browser to. */
  readonly url: string;
  /** Compared with what comes back, against forged answers (RFC 6749 §10.12). */
  readonly state: string;
  /** Compared with the ID token, against replays (OpenID Connect Core §3.1.2.1). */
  readonly nonce: string;
  /** Proof that who asks for the token is who began (PKCE, RFC 7636). */
  readonly verifier: string;
}

/** Who the provider says the person is. */
export interface SsoIdentity {
  readonly issuer: string;
  /** The provider's own, never changing key of the person. Accounts are linked by issuer and subject, never by name or mail. */
  readonly subject: string;
  /** For showing only. */
  readonly displayName: string | undefined;
  /** When the person proved who they are at the provider. */
  readonly authenticatedAt: Temporal.Instant;
  /** Assurance level that the provider states (`acr`), e.g. VNeID level 2. */
  readonly assurance: string | undefined;
}

/** What a provider of single sign-on has to do for us. */
export interface SsoPort {
  /** Begins a sign-in. `redirectUri` is the page of ours that the browser comes back to. */
  begin(redirectUri: string): Promise<SsoRequest>;
  /**
   * Finishes it with the address the browser came back to.
   * @throws Error when state, nonce, signature or time do not hold; nobody is signed in then
   */
  finish(request: SsoRequest, callbackUrl: string): Promise<SsoIdentity>;
  /** Address that also ends the session at the provider; undefined when it has none. */
  endSessionUrl(returnTo: string): Promise<string | undefined>;
}
