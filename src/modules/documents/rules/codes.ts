/** Crockford's alphabet: no I, L, O, U, so that a code read from paper cannot be mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 16;
/** Random bytes that one code needs: 16 letters of 5 bits. */
export const VERIFY_CODE_BYTES = 10;

/**
 * The code of a paper from random bytes: "7KQ2-M9TX-4HDP-A1B2", 80 bits.
 * @throws RangeError unless given {@link VERIFY_CODE_BYTES} bytes
 */
export function verifyCode(random: Uint8Array): string {
  if (random.length !== VERIFY_CODE_BYTES) {
    throw new RangeError(`a code needs ${VERIFY_CODE_BYTES} bytes`);
  }
  const bits = Array.from(random, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = Array.from({ length: LETTERS }, (_, index) =>
    ALPHABET.charAt(Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)),
  );
  return grouped(letters.join(''));
}

function grouped(letters: string): string {
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** A code as somebody typed it from paper, put right: small letters, O for 0, I or L for 1, other dashes. Null when it cannot be one. */
export function readVerifyCode(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return letters.length === LETTERS && Array.from(letters).every((letter) => ALPHABET.includes(letter))
    ? grouped(letters)
    : null;
}

/** A dossier number with its serial half hidden: enough to compare with the paper, too little to look anything up. */
export function maskLabel(label: string): string {
  const shown = Math.ceil(label.length * 0.6);
  const tail = label.length > 6 ? 2 : 0;
  return (
    label.slice(0, shown) +
    '•'.repeat(Math.max(0, label.length - shown - tail)) +
    label.slice(label.length - tail)
  );
}
