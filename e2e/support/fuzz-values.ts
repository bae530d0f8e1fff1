import type { Random } from '#platform/random.ts';

/** A JSON schema as the API document holds it; only what values are made from. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

const HEX = '0123456789abcdef';
const ODD = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b\ufeff',
  '😀'.repeat(300),
  'ệ'.repeat(5_000),
  "' OR 1=1 --",
  '"><script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%2e%2e',
  '#{7*7}{{7*7}}',
  '__proto__',
  'constructor',
  'NaN',
  '-0',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '-1',
  '0x10',
  'null',
  'true',
  '0000-00-00',
  '2026-02-30',
  '+999999-12-31',
  '24:61',
  '=cmd|A1',
  '\\',
  '%',
  '_',
  '\r\nSet-Cookie: a=b',
] as const;
/** What a person might type. */
export const USUAL_TEXTS = [
  'Nguyễn Văn Ví Dụ',
  'khai sinh cho cháu',
  '038099000001',
  '0912345678',
  '2026-05-04',
  '2026-05-04T08:00:00Z',
  '08:00',
  'on',
  '1',
  '12',
  'vi',
  'H56.99-260504-0001',
  'nguoi-cao-tuoi',
  'https://vi-du.example/a?b=c',
] as const;
const OTHER_KINDS: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  { length: 1 },
  '',
];

/** An identifier; every so often one of the few that are given in `known`. */
export function someId(random: Random, known: readonly string[]): string {
  if (known.length > 0 && random.chance(0.6)) {
    return random.pick(known);
  }
  const hex = (n: number) => Array.from({ length: n }, () => random.pick([...HEX])).join('');
  return `${hex(8)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** A text: usual, odd, or an identifier. */
export function someText(random: Random, known: readonly string[]): string {
  const kind = random.int(0, 9);
  if (kind < 4) {
    return random.pick(USUAL_TEXTS);
  }
  return kind < 8 ? random.pick(ODD) : someId(random, known);
}

function ofType(schema: JsonSchema, random: Random, known: readonly string[], depth: number): unknown {
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) === true || random.chance(0.5))
          .map(([name, part]) => [name, someValue(part, random, known, depth + 1)]),
      );
    case 'array':
      return Array.from({ length: random.int(0, 3) }, () =>
        someValue(schema.items ?? {}, random, known, depth + 1),
      );
    case 'integer':
    case 'number':
      return random.pick([schema.minimum ?? 0, schema.maximum ?? 1_000_000, 1, -1, 2 ** 31, 2 ** 53]);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return schema.format === 'uuid' ? someId(random, known) : someText(random, known);
  }
}

/** A value for a schema: mostly of its shape, now and then of quite another. */
export function someValue(schema: JsonSchema, random: Random, known: readonly string[], depth = 0): unknown {
  if (random.chance(0.08)) {
    return random.pick(OTHER_KINDS);
  }
  if (schema.const !== undefined) {
    return schema.const;
  }
  if (schema.enum !== undefined && schema.enum.length > 0) {
    return random.chance(0.9) ? random.pick(schema.enum) : someText(random, known);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined && choices.length > 0) {
    return someValue(random.pick(choices), random, known, depth + 1);
  }
  return depth > 8 ? null : ofType(schema, random, known, depth);
}
