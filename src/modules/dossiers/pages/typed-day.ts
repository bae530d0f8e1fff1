const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const TYPED = /^(\d{1,2})[\s./-]?(\d{1,2})[\s./-]?(\d{4})$/;

/** A day as officers type it (`05091955`, `5/9/1955`) in the form of the schema; anything else as it is, to be refused there. */
export function dayToIso(typed: string): string {
  const parts = TYPED.exec(typed.trim());
  if (parts === null || (parts[0].length < 8 && !/\D/.test(parts[0]))) {
    return typed;
  }
  const [, day = '', month = '', year = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `1955-09-05` as people write it: `05/09/1955`. */
export function dayToTyped(iso: string): string {
  const parts = ISO.exec(iso);
  return parts === null ? iso : `${parts[3]}/${parts[2]}/${parts[1]}`;
}
