/**
 * Digital signatures (chữ ký số) that somebody else makes: remote signing services, where the person confirms on the phone.
 * Keys of the server (PKCS #12) and of the desk (USB token) have no outside server and need no port of their own.
 */

/** Why signing failed. `unavailable`: the line or the service; `refused`: it answered, and not as asked; the others: the person. */
export type SigningFault = 'unavailable' | 'refused' | 'declined' | 'expired';

/** A call to a signing service that came to nothing. The message is technical; people get words by `fault`. */
export class SigningFailure extends Error {
  readonly fault: SigningFault;

  constructor(fault: SigningFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SigningFailure';
    this.fault = fault;
  }
}

/** A certificate that the service keeps for a person. */
export interface RemoteCertificate {
  /** The service's own name for it. */
  readonly credentialId: string;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** One document to be signed: its digest goes out, and a name for the person's phone. */
export interface RemoteDocument {
  /** Ours; comes back with the signature. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the signed attributes. */
  readonly hash: Uint8Array;
}

export interface RemoteOrder {
  /** The person at the service: personal number or account. */
  readonly userId: string;
  readonly credentialId: string;
  /** Hex, as in the certificate. */
  readonly serial: string;
  /** Ours, so that a repeat can be told from a second order. */
  readonly transactionId: string;
  /** What the phone shows. */
  readonly description: string;
  readonly documents: readonly RemoteDocument[];
  readonly at: Temporal.Instant;
}

/** Where an order stands. Signatures by document: PKCS #1 v1.5 or DER of ECDSA, nothing around them. */
export type RemoteState =
  | { readonly state: 'waiting' }
  | { readonly state: 'signed'; readonly signatures: ReadonlyMap<string, Uint8Array> };

/** What a remote signing service does for us. Every method throws {@link SigningFailure}. */
export interface RemoteSigner {
  /** Whether {@link collect} may be asked again after an answer was lost; else asking again asks the person again. */
  readonly repeatable: boolean;
  /** Certificates of a person that can sign now. */
  certificates(userId: string): Promise<readonly RemoteCertificate[]>;
  /** Sends the digests. @returns what the order is called there, for {@link collect} */
  begin(order: RemoteOrder): Promise<string>;
  /** Whether the person has confirmed. May take as long as the connection's `timeoutSeconds`. */
  collect(reference: string, order: RemoteOrder): Promise<RemoteState>;
}
