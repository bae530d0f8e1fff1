import type { Option } from '#ui/components.ts';
import type { Dossier } from '../schema.ts';
import { actionMessages } from './action-messages.ts';
import { intakeMessages } from './messages.ts';

const t = actionMessages('vi');
const intake = intakeMessages('vi');

/** One input of a command's form. `name` is the path in the command's schema. */
export type ActionField =
  | {
      readonly kind: 'line' | 'long' | 'day' | 'count';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
      readonly value?: string;
      readonly optional?: boolean;
    }
  | {
      readonly kind: 'choose';
      readonly name: string;
      readonly label: string;
      readonly options: readonly Option[];
      readonly value?: string;
      readonly blank?: string;
    }
  | { readonly kind: 'hidden'; readonly name: string; readonly value: string }
  | { readonly kind: 'group'; readonly label: string; readonly fields: readonly ActionField[] };

/** Why, in writing. */
export const reason: ActionField = { kind: 'long', name: 'reason', label: t('reason') };
/** A remark that may stay empty. */
export const note: ActionField = { kind: 'line', name: 'note', label: t('note'), optional: true };
/** The article of law, where one is to be named. */
export const basis: ActionField = {
  kind: 'line',
  name: 'legalBasis',
  label: t('legalBasis'),
  optional: true,
};

/** Choices whose labels are the messages of the same names. */
export function options<K extends Parameters<typeof t>[0]>(...keys: readonly K[]): readonly Option[] {
  return keys.map((key) => ({ value: key, label: label(key) }));
}

function label(key: Parameters<typeof t>[0]): string {
  return (t as (key: string) => string)(key);
}

/** Rows of a supplement slip: four, empty ones are left out. */
export function supplementItems(dossier: Dossier): readonly ActionField[] {
  const papers = dossier.papers.map((paper) => ({ value: paper.key, label: paper.name }));
  return [0, 1, 2, 3].map((index) => ({
    kind: 'group',
    label: t('item', { no: index + 1 }),
    fields: [
      {
        kind: 'choose',
        name: `items.${index}.paperKey`,
        label: t('itemPaper'),
        options: papers,
        blank: t('itemOther'),
      },
      { kind: 'line', name: `items.${index}.content`, label: t('itemContent'), optional: index > 0 },
      { kind: 'line', name: `items.${index}.reason`, label: t('itemReason'), optional: index > 0 },
      { kind: 'line', name: `items.${index}.guidance`, label: t('itemGuidance'), optional: true },
    ],
  }));
}

/** The papers that were asked for or are still missing, to be marked as brought. */
export function broughtPapers(dossier: Dossier): readonly ActionField[] {
  const request = dossier.supplements.findLast((supplement) => supplement.completedAt === null);
  const wanted = new Set(request?.items.map((item) => item.paperKey));
  return dossier.papers
    .filter((paper) => wanted.has(paper.key) || paper.satisfied === null)
    .map((paper, index) => ({
      kind: 'group',
      label: paper.name,
      fields: [
        { kind: 'hidden', name: `papers.${index}.key`, value: paper.key },
        {
          kind: 'choose',
          name: `papers.${index}.how`,
          label: intake('how'),
          blank: intake('howNone'),
          options: (['original', 'certified-copy', 'plain-copy', 'shown', 'uploaded'] as const).map(
            (way) => ({
              value: way,
              label: intake(way),
            }),
          ),
        },
        { kind: 'count', name: `papers.${index}.count`, label: intake('copies'), value: '1' },
      ],
    }));
}

/** Rows of documents that get a number each. */
export function registerDocuments(dossier: Dossier): readonly ActionField[] {
  return [0, 1, 2].map((index) => ({
    kind: 'group',
    label: t('documentNo', { no: index + 1 }),
    fields: [
      {
        kind: 'line',
        name: `documents.${index}.name`,
        label: t('documentName'),
        optional: index > 0,
        ...(index === 0
          ? { value: dossier.content || dossier.procedure.resultName || dossier.procedure.name }
          : {}),
      },
      {
        kind: 'line',
        name: `documents.${index}.signers`,
        label: t('signers'),
        optional: true,
        ...(index === 0 ? { value: dossier.parties.applicant.name } : {}),
      },
      { kind: 'count', name: `documents.${index}.pages`, label: t('pages'), value: '1' },
      { kind: 'count', name: `documents.${index}.copies`, label: t('copies'), value: '1' },
      {
        kind: 'count',
        name: `documents.${index}.fee`,
        label: t('fee'),
        value: index === 0 ? String(dossier.fee.lines.reduce((sum, line) => sum + line.amount, 0)) : '0',
      },
    ],
  }));
}

/** Who takes the result, as their papers show. */
export function receiverFields(dossier: Dossier): readonly ActionField[] {
  const { applicant } = dossier.parties;
  return [
    {
      kind: 'choose',
      name: 'via',
      label: t('returnVia'),
      options: options('paper', 'electronic', 'paper-and-electronic', 'post'),
      value:
        dossier.delivery.how === 'post'
          ? 'post'
          : dossier.delivery.how === 'electronic'
            ? 'electronic'
            : 'paper',
    },
    { kind: 'line', name: 'receiver.name', label: t('receiver'), value: applicant.name },
    {
      kind: 'choose',
      name: 'receiver.as',
      label: t('receiverAs'),
      options: [
        ...options('applicant', 'submitter', 'authorised', 'relative'),
        { value: 'post', label: t('postman') },
      ],
      value: 'applicant',
    },
    {
      kind: 'choose',
      name: 'receiver.hasReceipt',
      label: t('hasReceipt'),
      options: [
        { value: 'true', label: t('receiptShown') },
        { value: 'false', label: t('receiptLost') },
      ],
      value: 'true',
    },
    { kind: 'line', name: 'receiver.idNumber', label: t('idNumber'), optional: true },
    { kind: 'line', name: 'receiver.authorisation', label: t('authorisation'), optional: true },
    { kind: 'line', name: 'receiver.matter', label: t('matter'), hint: t('matterHint'), optional: true },
    {
      kind: 'choose',
      name: 'originalsGivenBack',
      label: t('originals'),
      options: [
        { value: 'true', label: t('originalsBack') },
        { value: 'false', label: t('originalsKept') },
      ],
      value: 'true',
    },
    note,
  ];
}

/** Everything of the parties as hidden fields, so that correcting a name keeps the rest. */
function hiddenParties(dossier: Dossier, shown: readonly string[]): readonly ActionField[] {
  const flat: ActionField[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === null || value === undefined || shown.includes(path)) {
      return;
    }
    if (typeof value === 'object' && !(value instanceof Temporal.PlainDate)) {
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, `${path}.${key}`);
      }
      return;
    }
    flat.push({ kind: 'hidden', name: path, value: String(value) });
  };
  walk(dossier.parties, 'parties');
  return flat;
}

/** The applicant’s data to correct, everything else of the parties kept. */
export function personFields(dossier: Dossier): readonly ActionField[] {
  const { applicant } = dossier.parties;
  const shown: readonly ActionField[] = [
    { kind: 'line', name: 'parties.applicant.name', label: t('name'), value: applicant.name },
    {
      kind: 'line',
      name: 'parties.applicant.idNumber',
      label: t('idNumber'),
      value: applicant.idNumber ?? '',
      optional: true,
    },
    {
      kind: 'line',
      name: 'parties.applicant.address',
      label: t('address'),
      value: applicant.address,
      optional: true,
    },
    {
      kind: 'line',
      name: 'parties.applicant.phone',
      label: t('phone'),
      value: applicant.phone ?? '',
      optional: true,
    },
  ];
  const names = shown.flatMap((field) => ('name' in field ? [field.name] : []));
  return [...shown, ...hiddenParties(dossier, names), reason];
}

/** The charge to ask for. */
export function feeFields(dossier: Dossier): readonly ActionField[] {
  const line = dossier.fee.lines[0];
  return [
    { kind: 'line', name: 'fee.lines.0.name', label: t('feeName'), value: line?.name ?? '' },
    {
      kind: 'count',
      name: 'fee.lines.0.amount',
      label: t('fee'),
      value: line === undefined ? '' : String(line.amount),
    },
    reason,
    basis,
  ];
}
