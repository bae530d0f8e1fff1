/**
 * The line format of a national catalogue export (`procedures.jsonl`) and its translation into `Procedure`.
 * Unknown keys are ignored, so that a richer export can be read; what is read is checked.
 */
import { z } from 'zod';
import { Procedure, ProcedureCode } from './schema.ts';

const SourceChannel = z.enum(['inPerson', 'online', 'postal']);
const SourceUnit = z.enum(['workingDay', 'calendarDay', 'workingHour', 'immediate', 'unspecified']);

const SourceCondition = z.object({
  amount: z.int().min(0).nullish(),
  unit: SourceUnit,
  channels: z.array(SourceChannel).default([]),
  note: z.string().optional(),
});

/** One line of the export. Only code, name and field are demanded; the rest may be unknown. */
export const CatalogueLine = z.object({
  code: ProcedureCode,
  name: z.string().trim().min(3),
  field: z.string().trim().min(1),
  fieldGroup: z.string().trim().min(1).optional(),
  executor: z
    .enum(['communePeopleCommittee', 'police', 'receivedAtCommune', 'landRegistrationOffice', 'military'])
    .default('communePeopleCommittee'),
  levels: z.array(z.enum(['ministry', 'province', 'commune', 'other'])).default([]),
  promulgatedBy: z.string().optional(),
  province: z.string().optional(),
  timeLimit: z
    .object({
      text: z.string().nullish(),
      amount: z.int().min(0).nullish(),
      unit: SourceUnit.default('unspecified'),
      source: z.string().optional(),
      conditions: z.array(SourceCondition).default([]),
      unitInferred: z.boolean().optional(),
      unitUncertain: z.boolean().optional(),
    })
    .optional(),
  fees: z
    .array(
      z.object({
        text: z.string(),
        amountVnd: z.number().min(0).nullish(),
        channels: z.array(SourceChannel).default([]),
        setByProvince: z.boolean().optional(),
        appliesTo: z.string().optional(),
      }),
    )
    .default([]),
  channels: z.array(SourceChannel).default([]),
  components: z
    .array(
      z.object({
        name: z.string().trim().min(1),
        originals: z.int().min(0).max(99).default(0),
        copies: z.int().min(0).max(99).default(0),
        group: z.string().optional(),
        formCode: z.string().optional(),
        formFile: z.string().optional(),
      }),
    )
    .default([]),
  componentNotes: z.array(z.string()).default([]),
  result: z.string().nullish(),
  agency: z.string().nullish(),
  audience: z.array(z.string()).default([]),
  legalBasis: z.array(z.string()).default([]),
  decision: z.string().nullish(),
  requirements: z.string().nullish(),
  procedureSteps: z.string().nullish(),
  sourceUrl: z.string().nullish(),
  detailLevel: z.string().optional(),
});
export type CatalogueLine = z.infer<typeof CatalogueLine>;

const EXECUTORS = {
  communePeopleCommittee: 'commune',
  police: 'police',
  receivedAtCommune: 'received-at-commune',
  landRegistrationOffice: 'land-office',
  military: 'military',
} as const;

const CHANNELS = { inPerson: 'in-person', online: 'online', postal: 'postal' } as const;

/** "sau 15 giờ", "sau 15h": the hour after which a same-day receipt moves to the next working day. */
const CUT_OFF = /sau (\d{1,2})\s*(?:giờ|h)/i;

type TermInput = NonNullable<z.input<typeof Procedure>['terms']>[number];

const termOf = (unit: z.infer<typeof SourceUnit>, amount: number | null | undefined, text: string) => {
  switch (unit) {
    case 'immediate': {
      const hour = CUT_OFF.exec(text)?.[1];
      return { unit: 'same-day' as const, amount: 0, cutOff: `${(hour ?? '15').padStart(2, '0')}:00` };
    }
    case 'workingDay':
      return amount ? { unit: 'working-day' as const, amount } : null;
    case 'calendarDay':
      return amount ? { unit: 'calendar-day' as const, amount } : null;
    case 'workingHour':
      return amount ? { unit: 'working-hour' as const, amount } : null;
    case 'unspecified':
      return null;
    default:
      return unit satisfies never;
  }
};

const termsOf = (line: CatalogueLine): TermInput[] => {
  const limit = line.timeLimit;
  if (!limit) {
    return [];
  }
  const certain = limit.unitUncertain !== true;
  const terms: TermInput[] = [];
  const main = termOf(limit.unit, limit.amount, limit.text ?? '');
  if (main) {
    terms.push({
      term: main,
      certain,
      ...(limit.text ? { note: limit.text } : {}),
      ...(limit.source && /\d\/\d{4}/.test(limit.source) ? { legalBasis: limit.source } : {}),
    });
  }
  for (const condition of limit.conditions) {
    const term = termOf(condition.unit, condition.amount, condition.note ?? '');
    if (term) {
      terms.push({
        term,
        certain,
        channels: condition.channels.map((channel) => CHANNELS[channel]),
        ...(condition.note ? { condition: condition.note } : {}),
      });
    }
  }
  return terms;
};

const SHOWN = /xuất trình|chỉ xem|đối chiếu/i;
const IN_CASE = /^(trường hợp|nếu|đối với|khi)\b|(trong|đối với) trường hợp|nếu có\)?\.?$/i;
const ONE_OF = /một trong (các|những)/i;

const componentsOf = (line: CatalogueLine) =>
  line.components.map((component, index) => {
    const shown = SHOWN.test(component.group ?? '') && !/phải nộp/i.test(component.group ?? '');
    const need = ONE_OF.test(component.group ?? '')
      ? 'one-of'
      : IN_CASE.test(component.name)
        ? 'if-applies'
        : 'always';
    return {
      id: `c${index + 1}`,
      name: component.name,
      kind: shown ? ('show' as const) : ('submit' as const),
      originals: component.originals,
      copies: component.copies,
      need: need as 'always' | 'one-of' | 'if-applies',
      ...(component.group?.trim() ? { group: component.group.trim() } : {}),
      ...(component.formCode ? { formCode: component.formCode } : {}),
      ...(component.formFile ? { formFile: component.formFile } : {}),
    };
  });

const feesOf = (line: CatalogueLine) =>
  line.fees
    .filter((fee) => fee.appliesTo !== 'overseasMission' && fee.text.trim().length > 0)
    .map((fee) => ({
      text: fee.text,
      amountVnd: typeof fee.amountVnd === 'number' && Number.isInteger(fee.amountVnd) ? fee.amountVnd : null,
      unit: feeUnitOf(fee.text),
      channels: fee.channels.map((channel) => CHANNELS[channel]),
      setByProvince: fee.setByProvince ?? false,
    }));

const feeUnitOf = (text: string) => {
  if (/\/\s*trang/i.test(text)) return 'page' as const;
  if (/\/\s*(bản|trích lục)/i.test(text)) return 'copy' as const;
  if (/\/\s*(giao dịch|hợp đồng)/i.test(text)) return 'transaction' as const;
  if (/\/\s*người/i.test(text)) return 'person' as const;
  return 'case' as const;
};

const paragraphs = (text: string): string[] =>
  text
    .split(/\r?\n+/)
    .map((part) => part.trim())
    .filter((part) => part.length > 0);

const certificationOf = (line: CatalogueLine) =>
  line.field === 'Chứng thực' && /^(thủ tục )?chứng thực/i.test(line.name);

/**
 * Translates one line of the national export. Nothing is guessed: what the export does not say stays empty, except
 * that a same-day term without an hour gets the usual 15:00, and a paper's group tells whether it is only shown.
 * The answer is Zod's: the procedure, or what is wrong with it.
 */
export const procedureFromLine = (line: CatalogueLine): z.ZodSafeParseResult<Procedure> =>
  Procedure.safeParse({
    code: line.code,
    name: line.name,
    field: line.field,
    fieldGroup: line.fieldGroup ?? line.field,
    executor: EXECUTORS[line.executor],
    levels: line.levels,
    ...(line.agency ? { agency: line.agency } : {}),
    ...(line.promulgatedBy ? { promulgatedBy: line.promulgatedBy } : {}),
    ...(line.province ? { province: line.province } : {}),
    audience: line.audience.filter((who) => who.length > 0),
    channels: line.channels.map((channel) => CHANNELS[channel]),
    terms: termsOf(line),
    fees: feesOf(line),
    components: componentsOf(line),
    componentNotes: line.componentNotes.filter((note) => note.trim().length > 0),
    results: line.result ? [{ name: line.result }] : [],
    ...(line.requirements ? { requirements: line.requirements } : {}),
    steps: line.procedureSteps ? paragraphs(line.procedureSteps) : [],
    legalBasis: line.legalBasis,
    ...(line.decision ? { decision: line.decision } : {}),
    source: 'Cổng Dịch vụ công quốc gia',
    ...(line.sourceUrl ? { sourceUrl: line.sourceUrl } : {}),
    flags: {
      certification: certificationOf(line),
      decidedAtCounter: false,
      receiptOptional: line.timeLimit?.unit === 'immediate',
      inPersonOnly: false,
    },
  });
