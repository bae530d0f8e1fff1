import { Parser } from 'htmlparser2';
import type { Random } from '#platform/random.ts';
import { someText, USUAL_TEXTS } from './fuzz-values.ts';

/** A form as a page showed it. */
export interface FoundForm {
  readonly method: 'GET' | 'POST';
  readonly action: string;
  readonly multipart: boolean;
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** The forms of a page and the addresses it links to inside the site. */
export interface FoundPage {
  readonly forms: readonly FoundForm[];
  readonly links: readonly string[];
}

type Draft = { -readonly [K in keyof FoundForm]: FoundForm[K] } & {
  fields: { name: string; values: string[] }[];
};

/** Reads a page as a program would that wants to send nonsense to it. */
export function readPage(html: string, at: string): FoundPage {
  const forms: Draft[] = [];
  const links = new Set<string>();
  let open: Draft | undefined;
  let choice: { name: string; values: string[] } | undefined;
  const inside = (href: string | undefined) => {
    const url = href === undefined ? undefined : URL.parse(href, `http://localhost${at}`);
    return url?.host === 'localhost' ? `${url.pathname}${url.search}` : undefined;
  };
  const parser = new Parser({
    onopentag(tag, attributes) {
      const { name, value } = attributes;
      if (tag === 'a') {
        const link = inside(attributes['href']);
        if (link !== undefined) links.add(link);
      } else if (tag === 'form') {
        open = {
          method: attributes['method']?.toLowerCase() === 'post' ? 'POST' : 'GET',
          action: inside(attributes['action'] ?? at) ?? at,
          multipart: attributes['enctype'] === 'multipart/form-data',
          fields: [],
        };
        forms.push(open);
      } else if (tag === 'option' && choice !== undefined) {
        choice.values.push(value ?? '');
      } else if (open !== undefined && name !== undefined) {
        choice = { name, values: value === undefined ? [] : [value] };
        open.fields.push(choice);
      }
    },
    onclosetag(tag) {
      if (tag === 'form') open = undefined;
      if (tag === 'select') choice = undefined;
    },
  });
  parser.write(html);
  parser.end();
  return { forms, links: [...links] };
}

/** Fields filled in; wildly: some as the page proposed, some as nobody would, some left out, some twice. */
export function fillIn(
  form: FoundForm,
  random: Random,
  known: readonly string[],
  how: 'usual' | 'wild' = 'wild',
): URLSearchParams {
  const filled = new URLSearchParams();
  const wild = how === 'wild';
  for (const { name, values } of form.fields) {
    if (wild && random.chance(0.12)) {
      continue;
    }
    const proposed = values.length > 0 && (!wild || random.chance(0.6));
    const typed = wild ? someText(random, known) : random.pick(USUAL_TEXTS);
    filled.append(name, proposed ? random.pick(values) : typed);
    if (wild && random.chance(0.05)) {
      filled.append(name, someText(random, known));
    }
  }
  if (wild && random.chance(0.1)) {
    filled.append(random.pick(['__proto__.x', 'constructor', 'a.b.c.0', 'centreId', 'requestId']), 'x');
  }
  return filled;
}

/** The fields as a browser would send them with files. */
export function asMultipart(fields: URLSearchParams, random: Random): { body: Buffer; type: string } {
  const edge = 'ranh-gioi-cua-phep-thu';
  const parts = [...fields].map(([name, value]) => {
    const asFile = random.chance(0.2);
    const head = `content-disposition: form-data; name="${encodeURIComponent(name)}"`;
    const file = asFile ? '; filename="giấy tờ.pdf"\r\ncontent-type: application/pdf' : '';
    return `--${edge}\r\n${head}${file}\r\n\r\n${value}\r\n`;
  });
  const end = random.chance(0.9) ? `--${edge}--\r\n` : '';
  return { body: Buffer.from(parts.join('') + end), type: `multipart/form-data; boundary=${edge}` };
}
