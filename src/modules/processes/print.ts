import { renderPdf } from '#platform/pdf/render.ts';
import { formatDate } from '#platform/time.ts';
import { editorMessages } from './editor-messages.ts';
import type { StepUnit } from './queries.ts';
import type { StoredProcess } from './repo.ts';
import { timeBalance } from './rules/checks.ts';
import { differenceMessages } from './rules/difference-messages.ts';
import { followers } from './rules/graph.ts';
import type { ProcessStep } from './schema.ts';
import { hours, kindName, roleName } from './words.ts';

const TEMPLATE = new URL('./templates/process.typ', import.meta.url);
const t = editorMessages('vi');
const words = differenceMessages('vi') as (key: string, params?: Record<string, string | number>) => string;

/** "14 giờ làm việc", "50 phần còn lại". */
function timeText(step: ProcessStep): string {
  return 'hours' in step.time
    ? `${hours(step.time.hours * 60)} ${t('hours')}`
    : `${step.time.share} ${t('share')}`;
}

/** Where a step leads, by numbers: "3", "3, 4 (cùng lúc)", "kết thúc; trả về: 1". */
function wayText(process: StoredProcess, i: number): string {
  const step = process.steps[i];
  const numbers = (keys: readonly string[]) =>
    keys.map((key) => process.steps.findIndex((one) => one.key === key) + 1).join(', ');
  const next = followers(process.steps, i);
  const on = next.length === 0 ? 'kết thúc' : `bước ${numbers(next)}`;
  const together = step?.split === 'all' ? ` (${words('together')})` : '';
  const back =
    step === undefined || step.returnTo.length === 0
      ? ''
      : `; ${t('legendBack')}: bước ${numbers(step.returnTo)}`;
  return `${on}${together}${back}`;
}

/** The data of the official table of a process, as the template takes it. */
export function printData(process: StoredProcess, units: ReadonlyMap<string, StepUnit>, office: string) {
  const { term } = process;
  const balance = timeBalance(process);
  return {
    office,
    title: t('tableTitle'),
    name: process.name,
    source: process.source,
    facts: [
      [
        words('appliesTo'),
        [...process.appliesTo.procedures, ...process.appliesTo.fieldGroups].join('; ') || words('everything'),
      ],
      [words('term'), term === null ? words('anyTerm') : words(`term-${term.unit}`, { n: term.amount })],
      ['Bản', `${process.version}, áp dụng từ ${formatDate(Temporal.PlainDate.from(process.validFrom))}`],
    ],
    columns: [
      'TT',
      t('stepName'),
      t('unit'),
      t('role'),
      t('amount'),
      t('documentsIn'),
      t('documentsOut'),
      t('next'),
    ],
    rows: process.steps.map((step, i) => [
      String(i + 1),
      `${step.name} (${kindName(step.kind).toLowerCase()})`,
      step.agency ?? units.get(step.unit)?.name ?? step.unit,
      roleName(step.role),
      timeText(step),
      step.documentsIn.join('; '),
      step.documentsOut.join('; '),
      wayText(process, i),
    ]),
    foot:
      balance === null
        ? t('restShares')
        : balance.restMinutes > 0
          ? t('rest', {
              used: hours(balance.stepMinutes),
              term: hours(balance.termMinutes),
              rest: hours(balance.restMinutes),
            })
          : t('restNone', { used: hours(balance.stepMinutes) }),
  };
}

/** The internal process as a PDF/A file. The same version gives the same bytes. */
export async function printProcess(
  process: StoredProcess,
  units: ReadonlyMap<string, StepUnit>,
  office: string,
): Promise<Uint8Array> {
  const createdAt = Temporal.PlainDate.from(process.validFrom)
    .toZonedDateTime('Asia/Ho_Chi_Minh')
    .toInstant();
  return renderPdf(TEMPLATE, printData(process, units, office), { createdAt });
}
