/** UTF-8 bytes of Vietnamese letters read as Latin-1 or Windows-1252: "Nguyá»…n", "VÄƒn". */
const MOJIBAKE =
  /[\u00c3\u00c4\u00c5\u00c6\u00e1][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

/** Windows-1252 puts these letters where Latin-1 has control codes. */
const WINDOWS_1252 = new Map<string, number>(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((letter, index) => [
    letter,
    0x80 + index,
  ]),
);

/** Whether the text looks like UTF-8 that was read in a one-byte code page. */
export function looksMojibake(text: string): boolean {
  return MOJIBAKE.test(text);
}

/** Reads the letters as bytes again, once. @returns undefined unless that gives valid UTF-8. */
export function repairLatin1(text: string): string | undefined {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = WINDOWS_1252.get(letter) ?? letter.codePointAt(0) ?? 0x100;
    if (code > 0xff) {
      return undefined;
    }
    bytes.push(code);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** Signs of a reader or typing tool at work: unknown letters, Telex or VNI left-overs, doubled vowels, no vowel at all. */
const SPOILT_WORD = [
  /[?\ufffd]/,
  // Telex: aa, ee, oo, dd, aw, ow, uw stand for one letter each; no Vietnamese syllable has them
  /aa|ee|oo(?!ng?$|c$)|dd|[aou]w|w/i,
  // a tone key at the end of an unaccented syllable: "Nguyens", "Lef"
  /^[a-z]*[aeiouy][a-z]*[sfrxj]$/i,
  // VNI: a digit inside a word
  /^\p{L}+\d+\p{L}*$/u,
] as const;

/** Whether some word of a name or address cannot be as the card has it, so that it has to be typed again. */
export function letterFault(text: string): boolean {
  return text
    .split(/[\s,.;:()/-]+/)
    .filter((word) => word !== '')
    .some((word) => SPOILT_WORD.some((spoilt) => spoilt.test(word)));
}

/** A name in capitals as people write it: "NGUYỄN VĂN VÍ DỤ" → "Nguyễn Văn Ví Dụ". Mixed case is left alone. */
export function titleCase(name: string): string {
  const tidy = name.replace(/\s+/g, ' ').trim();
  if (tidy !== tidy.toLocaleUpperCase('vi') && tidy !== tidy.toLocaleLowerCase('vi')) {
    return tidy;
  }
  return tidy
    .toLocaleLowerCase('vi')
    .split(' ')
    .map((word) => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1))
    .join(' ');
}
