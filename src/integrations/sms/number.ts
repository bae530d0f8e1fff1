/**
 * A mobile number of Viet Nam as gateways want it, `84` and nine digits; null for anything else, land lines included, which get no SMS.
 * Takes `0912…`, `+84 912…`, `84912…`, with spaces, dots or dashes.
 */
export function mobileNumber(text: string): string | null {
  const digits = text.replace(/[\s.\-()]/g, '').replace(/^\+/, '');
  const local = /^84(?=[35789]\d{8}$)/.test(digits) ? digits.slice(2) : digits.replace(/^0/, '');
  return /^[35789]\d{8}$/.test(local) ? `84${local}` : null;
}

/** "0912 *** 678": enough to recognise one's own number, not enough to call it. */
export function maskNumber(number: string): string {
  const local = number.replace(/^84(?=\d{9}$)/, '0');
  return local.length < 7 ? '***' : `${local.slice(0, 4)} *** ${local.slice(-3)}`;
}
