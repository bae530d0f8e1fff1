import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';

const ROOT = join(import.meta.dirname, '../..');
/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;
/** Attributes that a person reads or hears. */
const SPOKEN = ['title', 'alt', 'aria-label', 'placeholder'] as const;
/** So short, it may stand in a name as well. */
const SHORT = 10;

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Texts of a page and of its attributes that are not marked as Vietnamese, as a person reads or hears them. The tab's title holds names. */
function textsOf(html: string): readonly string[] {
  const texts: string[] = [];
  const inside: { readonly name: string; readonly lang: string }[] = [];
  const note = (...found: readonly (string | undefined)[]) => {
    const { name = '', lang = '' } = inside.at(-1) ?? {};
    if (lang !== 'vi' && !['style', 'script', 'title'].includes(name)) {
      texts.push(...found.map((text) => text ?? ''));
    }
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      inside.push({ name, lang: attributes['lang'] ?? inside.at(-1)?.lang ?? '' });
      note(...SPOKEN.map((attribute) => attributes[attribute]));
    },
    ontext: (text) => note(text),
    onclosetag() {
      inside.pop();
    },
  });
  parser.write(html);
  parser.end();
  return texts.map(tidy).filter((text) => VIETNAMESE.test(text));
}

/** The longest part of a text between its gaps that is Vietnamese. */
function longestPart(text: string): string {
  return (
    text
      .split(/\$?\{[^}]*\}/)
      .map(tidy)
      .filter((part) => VIETNAMESE.test(part))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  );
}

/**
 * Vietnamese texts that our own source holds, examples and what is data by nature (the catalogue, official names) left out: on an English
 * page they are leftovers.
 */
function ownTexts(): readonly string[] {
  const catalogue = globSync('catalogue/**/*.yaml', { cwd: ROOT })
    .map((path) => tidy(readFileSync(join(ROOT, path), 'utf8')))
    .join('\n');
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (path) => !/\.test\.tsx?$|\/testing\/|testing\.ts|example|gallery|simulate/.test(path),
  );
  const literals = sources.flatMap((path) => {
    const source = readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    const vietnamese = source.replace(/\ben:\s*(?:'(?:[^'\\\n]|\\.)*'|"[^"\n]*")/g, '');
    return [...vietnamese.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
      ([, a, b]) => a ?? b ?? '',
    );
  });
  const parts = literals.map((text) => longestPart(text.replaceAll("\\'", "'")));
  return [...new Set(parts)].filter(
    (part) => part.length >= SHORT && /\s/.test(part) && !catalogue.includes(part),
  );
}

/** Finds on an English page the Vietnamese texts that are ours. `names` are of the centre: our English sentences hold them. */
export function leftoverFinder(names: readonly string[]): (html: string) => readonly string[] {
  const own = ownTexts().filter((part) => !names.some((name) => name.includes(part)));
  return (html) => {
    const found = textsOf(html).flatMap((text) =>
      own.filter((part) => text.includes(part)).map((part) => `“${part}” in: ${text}`),
    );
    return [...new Set(found)];
  };
}
