/** DER (ITU-T X.690), as much of it as a signature is made of. */

/** One element: tag, length, content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) {
    length.unshift(left % 256);
  }
  const head = content.length < 128 ? [content.length] : [0x80 | length.length, ...length];
  return Buffer.concat([Uint8Array.of(tag, ...head), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => der(0x04, bytes);
export const NULL: Uint8Array = Uint8Array.of(5, 0);

/** SET OF: the elements in the order that DER asks for. */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x31, ...[...parts].sort(Buffer.compare));
}

/** A small INTEGER, 0 to 127. */
export const smallInteger = (value: number): Uint8Array => Uint8Array.of(2, 1, value);

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift((left & 0x7f) | 0x80);
  }
  return digits;
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(6, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** Length in bytes of the element that begins the bytes; undefined when they are cut off or not DER. */
export function elementLength(bytes: Uint8Array): number | undefined {
  const first = bytes[1];
  if (first === undefined) {
    return undefined;
  }
  const digits = first < 128 ? 0 : first & 0x7f;
  if (first === 0x80 || digits > 4 || bytes.length < 2 + digits) {
    return undefined;
  }
  let length = digits === 0 ? first : 0;
  for (let i = 0; i < digits; i += 1) {
    length = length * 256 + (bytes[2 + i] ?? 0);
  }
  const whole = 2 + digits + length;
  return whole <= bytes.length ? whole : undefined;
}

/** The elements within the content of a constructed element. @throws Error when they do not fill it exactly */
export function elements(whole: Uint8Array): readonly Uint8Array[] {
  const size = elementLength(whole);
  if (size === undefined || size !== whole.length) {
    throw new Error('DER: an element that does not end where it should');
  }
  const first = whole[1] ?? 0;
  let at = first < 128 ? 2 : 2 + (first & 0x7f);
  const found: Uint8Array[] = [];
  while (at < whole.length) {
    const length = elementLength(whole.subarray(at));
    if (length === undefined) {
      throw new Error('DER: an element that is cut off');
    }
    found.push(whole.subarray(at, at + length));
    at += length;
  }
  return found;
}
