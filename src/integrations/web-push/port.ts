/** The centre's VAPID keys (RFC 8292), base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** Whom the push service may ask: an https address or `mailto:`. */
  readonly contact: string;
}

/** A browser that can be told, as it described itself. */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** What is sent: small, encrypted on the way, and yet nothing of a person. */
export interface PushMessage {
  readonly title: string;
  readonly text: string;
  /** Path on this site that opens on a touch. */
  readonly path: string;
  /** A later message of the same tag replaces an earlier one on the device. */
  readonly tag: string;
}

/** How long a message is worth delivering, in seconds, and whether the device should wake up for it. */
export interface PushOptions {
  readonly ttl: number;
  readonly urgent: boolean;
}

/**
 * What the push service said. `accepted`: it took the message over, which is not yet seen by anybody; `gone`: the browser has turned it
 * off; `later`: try again, after so many seconds where it said so; `refused`: trying again is of no use.
 */
export type PushOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'later'; readonly seconds: number | undefined; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Sends one message to one browser (RFC 8030, 8291). Never throws for what the other side does. */
export type PushSender = (
  keys: PushKeys,
  to: PushAddress,
  message: PushMessage,
  options: PushOptions,
) => Promise<PushOutcome>;
