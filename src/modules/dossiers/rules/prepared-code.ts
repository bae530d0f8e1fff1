/** Where the counter opens a dossier that a citizen prepared at home; the module above this one answers there. */
export const OPEN_PREPARED = '/can-bo/ho-so-chuan-bi/mo';

/** The way of the public page that a QR of a prepared dossier names, before its ten digits. */
export const PREPARED_CODE_PATH = '/nop-ho-so/ma/';

/**
 * The ten digits of a prepared dossier in what a reader typed, or a person by hand ("482 109 3716"); null when it is
 * something else. Readers behind a Vietnamese keyboard may change letters of the address, never its last digits.
 */
export function readPreparedCode(typed: string): string | null {
  const plain = typed.replace(/[\s.-]+/g, '');
  return /^(?:[^|]*\/)?([1-9]\d{9})$/.exec(plain)?.[1] ?? null;
}

/** The digits as they are read aloud: "482 109 3716". */
export function spokenCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;
}
