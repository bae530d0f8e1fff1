import { readDigitWords, readNumberWords, type SpeechRegion } from './numbers.ts';

/** How the letters of ticket numbers are named in a spoken call. */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'a',
  B: 'bê',
  C: 'xê',
  D: 'dê',
  Đ: 'đê',
  E: 'e',
  G: 'giê',
  H: 'hát',
  K: 'ca',
  L: 'e-lờ',
  M: 'em-mờ',
  N: 'en-nờ',
  P: 'pê',
  Q: 'quy',
  R: 'e-rờ',
  S: 'ét-sì',
  T: 'tê',
  U: 'u',
  V: 'vê',
  X: 'ích-xì',
  Y: 'i-dài',
};

/** Letters that may head a ticket number: those with one clear spoken name (I, O, J, W, Z, F are left out as easily misheard or misread). */
export const SPOKEN_LETTERS: readonly string[] = Object.keys(LETTERS);

/** What a call says: a ticket such as "A012" asked to come to counter 3. */
export interface SpokenCall {
  readonly ticket: string;
  readonly counter: number;
}

/** A spoken word and the id of the recorded clip that says it. */
export interface SpokenWord {
  readonly text: string;
  readonly clip: string;
}

const TICKET = /^(\p{Lu})(\d{1,6})$/u;

/** Clip id of a word: lower case, no diacritics lost (they carry the meaning), spaces and marks as hyphens. */
function word(text: string): SpokenWord {
  return { text, clip: `tu-${text.normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '-')}` };
}

function splitTicket(ticket: string): { letter: string; digits: string } {
  const match = TICKET.exec(ticket.normalize('NFC'));
  const [, letter, digits] = match ?? [];
  const spoken = letter === undefined ? undefined : LETTERS[letter];
  if (spoken === undefined || digits === undefined) {
    throw new RangeError(`Not a ticket number that can be spoken: "${ticket}"`);
  }
  return { letter: spoken, digits };
}

/** The words of a call in order, the same for recorded clips and for a synthetic voice: mời số A không một hai đến quầy số ba. */
export function callWords(call: SpokenCall, region: SpeechRegion = 'north'): readonly SpokenWord[] {
  const { letter, digits } = splitTicket(call.ticket);
  return [
    word('mời số'),
    { text: letter, clip: `chu-${letter}` },
    ...readDigitWords(digits).map(word),
    word('đến quầy số'),
    ...readNumberWords(call.counter, region).map(word),
  ];
}

/** The call as a sentence for a synthetic voice; commas make the short pauses that let people catch the number. */
export function callSentence(call: SpokenCall, region: SpeechRegion = 'north'): string {
  const { letter, digits } = splitTicket(call.ticket);
  const counter = readNumberWords(call.counter, region).join(' ');
  return `Mời số ${letter}, ${readDigitWords(digits).join(' ')}, đến quầy số ${counter}.`;
}

/** Ids of every clip that a hall needs for tickets of these letters and counters up to 99; a clip set lacking one is not used for calls. */
export function neededClips(letters: readonly string[], region: SpeechRegion = 'north'): readonly string[] {
  const clips = new Set<string>();
  for (const letter of letters) {
    for (const { clip } of callWords({ ticket: `${letter}012345`, counter: 1 }, region)) {
      clips.add(clip);
    }
  }
  for (let counter = 1; counter <= 99; counter += 1) {
    for (const text of readNumberWords(counter, region)) {
      clips.add(word(text).clip);
    }
  }
  return [...clips].sort();
}
