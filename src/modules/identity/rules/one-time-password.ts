/** Letters and digits that nobody mistakes for one another when they are read out or copied by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A password to hand over: as many characters as bytes, in groups of four ("kq4m-7xwp-h2rt").
 * Each byte chooses by remainder; the slight unevenness costs under 0.1 bit a character.
 */
export function passwordFromBytes(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => LETTERS[byte % LETTERS.length] ?? '')
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
}

/** Base32 letters (RFC 4648) of recovery codes: 16 letters from 10 bytes. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A recovery code of 80 bits, without its hyphens. */
export function recoveryCodeFromBytes(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)] ?? '').join('');
}
