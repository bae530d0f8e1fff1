/** A virus scanner: the port, whoever answers it. */

/** What it says of some bytes. `name` is the scanner's own name of what it found. */
export type ScanVerdict = { readonly clean: true } | { readonly clean: false; readonly name: string };

/** The scanner did not give an answer that can be used: away, too slow, or saying something else. */
export class ScannerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ScannerError';
  }
}

/** What looks at files of strangers. */
export interface ScannerPort {
  /** @throws ScannerError */
  scan(bytes: Uint8Array): Promise<ScanVerdict>;
  /** Whether it answers at all. @throws ScannerError */
  check(): Promise<void>;
}
