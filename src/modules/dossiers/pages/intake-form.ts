import * as z from 'zod';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { Intake } from '../schema.ts';
import { type FormMessage, formMessages } from './messages.ts';
import { dayToIso } from './typed-day.ts';

const form = formMessages('vi');

/** What the officer does with the intake form: the names of its buttons. */
export const IntakeDeed = z.enum([
  'refresh',
  'keep',
  'receive',
  'supplement',
  'supplement-issue',
  'refuse',
  'refuse-issue',
]);
export type IntakeDeed = z.infer<typeof IntakeDeed>;

/** One value of a form, empty when absent. */
export function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Every value of a field that may come several times. */
export function texts(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

function count(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,12}$/.test(value.replaceAll('.', ''))
    ? Number(value.replaceAll('.', ''))
    : value;
}

/** Who looks a paper up in a database, and when: not typed, and the same when the form is sent twice. */
export interface Stamp {
  readonly at: Temporal.Instant;
  readonly by: string;
}

const LONGEST_INTAKE_HOURS = 12;

/** When the form was opened, which its hidden field keeps; now, when that is missing or cannot be. */
export function openedAt(values: FormValues, now: Temporal.Instant): Temporal.Instant {
  const typed = z.iso.datetime({ offset: true }).safeParse(text(values, 'openedAt'));
  const at = typed.success ? Temporal.Instant.from(typed.data) : now;
  const early = Temporal.Instant.compare(at, now.subtract({ hours: LONGEST_INTAKE_HOURS })) < 0;
  return early || Temporal.Instant.compare(at, now) > 0 ? now : at;
}

function satisfaction(paper: Tree, stamp: Stamp): unknown {
  const how = paper['how'];
  if (typeof how !== 'string') {
    return null;
  }
  switch (how) {
    case 'reused':
      return { how, from: paper['from'] };
    case 'database':
      return { how, database: paper['from'], key: paper['key2'], at: stamp.at.toString(), by: stamp.by };
    default:
      return { how };
  }
}

const COUNTED: Readonly<Record<string, string>> = {
  original: 'originals',
  'certified-copy': 'certifiedCopies',
  'plain-copy': 'plainCopies',
};

/** The one number of a row means originals, certified or plain copies, as the way of handing in says; one when left empty. */
export function copies(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kind = typeof row['how'] === 'string' ? COUNTED[row['how']] : undefined;
  return kind === undefined ? {} : { [kind]: count(row['count'] ?? '1') };
}

function paper(row: Tree, stamp: Stamp): unknown {
  return {
    ...row,
    ...(row['skip'] === undefined ? {} : { required: false }),
    ...copies(row),
    satisfied: satisfaction(row, stamp),
    files: Array.isArray(row['files']) ? row['files'] : row['files'] === undefined ? [] : [row['files']],
  };
}

/** A row without a number, or with none of it, is no quantity. */
function quantities(rows: unknown): unknown {
  return list(rows)
    .map(({ units, times }) => ({ units: count(units), times: count(times ?? '1') }))
    .filter(({ units }) => units !== undefined && units !== 0);
}

/** A line of the fee list says what it is counted by; one without its place in the list stands as it was typed. */
function feeLine(line: Tree): Tree {
  const { name, amount, fee: place, exemption, reason } = line;
  return {
    name,
    ...(amount === undefined ? {} : { amount: count(amount) }),
    ...(place === undefined
      ? {}
      : {
          choice: {
            fee: count(place),
            quantities: quantities(line['quantities']),
            exemption: exemption === undefined ? null : count(exemption),
            ...(reason === undefined ? {} : { reason }),
          },
        }),
  };
}

function fee(tree: unknown): unknown {
  const { lines, method, receiptNo } = isTree(tree) ? tree : {};
  const charged = list(lines)
    .filter((line) => 'name' in line && ('amount' in line || 'fee' in line))
    .map(feeLine);
  const paid = typeof method === 'string' ? { method, receiptNo: receiptNo ?? '' } : null;
  return { lines: charged, paid };
}

/** One ticked box comes as a text, several as a list. */
function contact(tree: unknown): unknown {
  return isTree(tree) && typeof tree['by'] === 'string' ? { ...tree, by: [tree['by']] } : tree;
}

/** Days of birth are typed as people write them. */
function parties(tree: unknown): unknown {
  if (!isTree(tree) || !isTree(tree['applicant'])) {
    return tree;
  }
  const { applicant } = tree;
  const { birthDate } = applicant;
  const told = { ...tree, ...(tree['contact'] === undefined ? {} : { contact: contact(tree['contact']) }) };
  return typeof birthDate === 'string'
    ? { ...told, applicant: { ...applicant, birthDate: dayToIso(birthDate) } }
    : told;
}

/** Turns what a form can say (text only) into the shape of {@link Intake}; field names are the paths of the schema. */
function shape(tree: unknown, stamp: Stamp): unknown {
  if (!isTree(tree)) {
    return tree;
  }
  return {
    ...tree,
    parties: parties(tree['parties']),
    papers: list(tree['papers']).map((row) => paper(row, stamp)),
    fee: fee(tree['fee']),
    sets: count(tree['sets']),
    termIndex: tree['termIndex'] === undefined ? undefined : count(tree['termIndex']),
  };
}

export type IntakeResult =
  | { readonly ok: true; readonly intake: Intake }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Paths of the schema whose message belongs to an input of another name, or needs plainer words. */
const PLAIN: Readonly<Record<string, readonly [input: string, message: FormMessage]>> = {
  procedureCode: ['procedureCode', 'chooseProcedure'],
  parties: ['parties.applicant.name', 'applicantName'],
  'parties.applicant': ['parties.applicant.name', 'applicantName'],
  'parties.applicant.name': ['parties.applicant.name', 'applicantName'],
  'parties.applicant.birthDate': ['parties.applicant.birthDate', 'birthDate'],
  'parties.applicant.email': ['parties.applicant.email', 'email'],
  'parties.contact.email': ['parties.contact.email', 'email'],
  'parties.submitter.person': ['parties.submitter.person.name', 'submitterName'],
  'parties.submitter.person.name': ['parties.submitter.person.name', 'submitterName'],
  'parties.submitter.authorisation': ['parties.submitter.authorisation.document', 'authorisation'],
  'parties.submitter.authorisation.document': ['parties.submitter.authorisation.document', 'authorisation'],
  'parties.submitter.relation': ['parties.submitter.relation', 'relation'],
};

function worded(error: FieldError, values: FormValues): FieldError {
  if (error.path === 'parties.applicant.idNumber' || error.path === 'parties.submitter.person.idNumber') {
    return { path: error.path, message: idNumberFault(text(values, error.path)) ?? error.message };
  }
  if (/^papers\.\d+\.satisfied\.(from|database)$/.test(error.path)) {
    return { path: error.path.replace(/satisfied\.\w+$/, 'from'), message: form('paperFrom') };
  }
  if (error.path.startsWith('fee.lines.')) {
    const path = error.path.replace('.choice.', '.');
    return { path, message: /\.(units|times|amount)$/.test(path) ? form('feeNumber') : error.message };
  }
  const plain = PLAIN[error.path];
  return plain === undefined ? error : { path: plain[0], message: form(plain[1]) };
}

/** What is wrong with a personal number, as people say it: "ông/bà mới nhập 11". Nothing when it could be one. */
function idNumberFault(number: string): string | undefined {
  const digits = number.replaceAll(/\s/g, '');
  return /^\d+$/.test(digits) && digits.length !== 12 && digits.length !== 9
    ? form('idDigits', { count: digits.length })
    : undefined;
}

/** Reads the posted intake form. Every field error comes with the name of its input. */
export function readIntake(body: unknown, stamp: Stamp): IntakeResult {
  const values = formValues(body);
  const result = parseForm(
    z.preprocess((tree) => shape(tree, stamp), Intake),
    body,
  );
  const clash = ['parties.applicant.idNumber', 'parties.submitter.person.idNumber'].flatMap((path) => {
    const kind = text(values, path.replace('idNumber', 'idKind'));
    const message = kind === 'personal-id' || kind === '' ? idNumberFault(text(values, path)) : undefined;
    return message === undefined ? [] : [{ path, message }];
  });
  if (result.ok && clash.length === 0) {
    return { ok: true, intake: result.data };
  }
  const errors = [...(result.ok ? [] : result.fields.map((error) => worded(error, values))), ...clash];
  const first = new Map<string, FieldError>();
  for (const error of errors) {
    first.set(error.path, first.get(error.path) ?? error);
  }
  return { ok: false, errors: [...first.values()] };
}
