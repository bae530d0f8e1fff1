/** Outgoing mail: the port, whoever carries it. */

/** One mail. Texts are plain; no mail of ours carries personal data. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachment?: { readonly name: string; readonly bytes: Uint8Array };
  /** The same id again is the same mail, so that a server may drop a repeat. */
  readonly id: string;
}

/** A mail that the server did not take. `temporary`: the same may succeed later. */
export class MailError extends Error {
  readonly temporary: boolean;

  constructor(message: string, temporary: boolean) {
    super(message);
    this.name = 'MailError';
    this.temporary = temporary;
  }
}

/** What carries our mail. */
export interface MailPort {
  /** @throws MailError when it was not taken, by nobody or only by some of the recipients */
  send(mail: Mail): Promise<void>;
  /** Whether the server answers and lets us in. @throws MailError */
  check(): Promise<void>;
}
