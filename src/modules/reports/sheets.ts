import { z } from 'zod';
import { getCentrePath } from '#modules/agencies/queries.ts';
import { saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { layerMessages } from './messages-layer.ts';
import { type FilledForm, getForm, getKeptForm, refuseUnfit } from './queries/forms.ts';
import { type FigureSource, refuseLacking } from './queries/layer.ts';
import { getPeriodReport, getProvinceReport } from './queries/period.ts';
import { FORM_CODES, FORMS, type FormRow } from './rules/forms.ts';
import { leftOutInWords } from './rules/layer.ts';
import { nameOf } from './rules/periods.ts';
import type { Sheet, SheetCell, SheetColumn } from './rules/sheet.ts';
import { inProgress, settled } from './rules.ts';
import { Dimension, type Period, type PeriodFigures } from './schema.ts';
import { reportMessages } from './sheet-messages.ts';
import { controlSheet, lateSheet, type Progress, registerSheet } from './sheets-lists.ts';

const t = reportMessages('vi');

/** What can be made into a file. */
export const ReportKind = z.enum([...FORM_CODES, 'period', 'province', 'register', 'control', 'late']);
export type ReportKind = z.infer<typeof ReportKind>;

/** A report as it is asked for. */
export const ReportAsked = z.object({
  report: ReportKind,
  tu: z.iso.date(),
  den: z.iso.date(),
  theo: Dimension.default('field'),
  /** Field that a register is narrowed to. */
  linhVuc: z.string().trim().max(200).optional(),
  /** Only so many dossiers of a list: what a page shows of it. */
  first: z.coerce.number().int().min(1).max(1_000).optional(),
  /** A kept report, instead of what is known now. */
  chot: z.uuid().optional(),
});
export type ReportAsked = z.output<typeof ReportAsked>;

/** What a report is called in a list of files. */
export function titleOf(asked: Pick<ReportAsked, 'report' | 'theo' | 'tu' | 'den'>): string {
  const period = periodInWords({
    from: Temporal.PlainDate.from(asked.tu),
    to: Temporal.PlainDate.from(asked.den),
  });
  switch (asked.report) {
    case 'period':
      return `${t('period-title', { dimension: t(`dim-${asked.theo}`).toLocaleLowerCase('vi') })}. ${period}`;
    case 'province':
    case 'register':
    case 'control':
    case 'late':
      return `${t(`${asked.report}-title`)}. ${period}`;
    default:
      return `${t('form-number', { number: FORMS[asked.report].number })}. ${period}`;
  }
}

/** Days of a period as a report says them, with the name of the period where it has one. */
export function periodInWords(period: Period): string {
  const days = { from: formatDate(period.from), to: formatDate(period.to) };
  const named = nameOf(period);
  return named === null
    ? t('period-free', days)
    : t('period-named', { ...days, name: t(`name-${named.kind}`, { no: named.no, year: named.year }) });
}

/** The head that all sheets share. */
export type Frame = Pick<Sheet, 'office' | 'period' | 'madeOn'>;

async function frameOf(ctx: AppContext, actor: Actor, period: Period): Promise<Frame> {
  const { centre, commune } = await getCentrePath(ctx, actor.centreId);
  const today = localDay(ctx.clock.now());
  const place = commune.shortName.replace(/^(xã|phường|đặc khu) /, '');
  return {
    office: { governing: commune.name, name: centre.name, place },
    period: periodInWords(period),
    madeOn: t('made-on', {
      place,
      day: String(today.day).padStart(2, '0'),
      month: String(today.month).padStart(2, '0'),
      year: today.year,
    }),
  };
}

function figure(label: string, ...under: readonly string[]): SheetColumn {
  return { no: null, under, label, kind: 'figure', width: 1 };
}

/** An official form as a table: its columns with their numbers, (1) and (2) before them. */
export function formTable(form: FilledForm): Pick<Sheet, 'columns' | 'rows' | 'total'> {
  const { spec, rows, total } = form;
  const cells = (no: SheetCell, row: FormRow): readonly SheetCell[] => [
    no,
    row.about,
    ...spec.columns.map((column) => row.values[column.no] ?? null),
  ];
  return {
    columns: [
      { no: '(1)', under: [], label: t('no'), kind: 'text', width: 0.5 },
      { no: '(2)', under: [], label: spec.about, kind: 'text', width: 2.4 },
      ...spec.columns.map(
        (column): SheetColumn => ({
          no: `(${column.no})`,
          under: column.under,
          label: column.label,
          kind: 'figure',
          width: 1,
        }),
      ),
    ],
    rows: rows.map((row, i) => cells(String(i + 1), row)),
    total: total === null ? null : cells(null, total),
  };
}

/** An official form as a sheet. */
export function formSheet(form: FilledForm, frame: Frame): Sheet {
  const { spec, manual } = form;
  return {
    ...frame,
    ...formTable(form),
    form: t('form-number', { number: spec.number }),
    source: spec.source,
    title: spec.title,
    unit: t('unit', { unit: spec.unit }),
    notes: [
      ...(spec.filled === 'counted'
        ? [t('note-out'), t('note-counted', { when: formatDateTime(form.countedAt) })]
        : []),
      ...(manual === null ? [] : [t('note-manual', { by: manual.by, when: formatDateTime(manual.at) })]),
      ...(spec.numbered ? [] : [t('note-numbers')]),
    ],
  };
}

const FIGURES: readonly SheetColumn[] = [
  figure(t('col-carried')),
  figure(t('col-received')),
  figure(t('col-settled'), t('under-settled')),
  figure(t('col-early'), t('under-settled')),
  figure(t('col-on-time'), t('under-settled')),
  figure(t('col-late'), t('under-settled')),
  figure(t('col-refused'), t('under-settled')),
  figure(t('col-withdrawn')),
  figure(t('col-stopped')),
  figure(t('col-open'), t('under-open')),
  figure(t('col-in-term'), t('under-open')),
  figure(t('col-overdue'), t('under-open')),
];

function figureCells(figures: PeriodFigures, mirrored: boolean): readonly SheetCell[] {
  return [
    figures.carriedOver,
    figures.received,
    settled(figures),
    figures.early,
    figures.onTime,
    figures.late,
    // What is a refusal the provincial system does not tell: empty, never 0.
    mirrored ? null : figures.refused,
    figures.withdrawn,
    figures.stopped,
    inProgress(figures),
    figures.inTerm,
    figures.overdue,
  ];
}

/** Where figures come from that were not counted here, how old they are and what they leave out: a sentence each. */
export function sourceNotes(source: FigureSource | null, lang: Lang): readonly string[] {
  if (source === null) {
    return [];
  }
  const words = saidInWords(source.said, lang);
  return [
    `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
    staleInWords(source.said, lang),
    leftOutInWords(source.lacking, lang),
    layerMessages(lang)('refused'),
  ].filter((note) => note !== null);
}

/** Lines of figures as a table, without its frame: what the page shows. */
export function balanceTable(
  header: string,
  lines: readonly { readonly label: string; readonly figures: PeriodFigures }[],
  total: PeriodFigures,
  mirrored = false,
): Pick<Sheet, 'columns' | 'rows' | 'total'> {
  return {
    columns: [
      { no: null, under: [], label: t('no'), kind: 'text', width: 0.5 },
      { no: null, under: [], label: header, kind: 'text', width: 2.6 },
      ...FIGURES,
    ],
    rows: lines.map(({ label, figures }, i) => [String(i + 1), label, ...figureCells(figures, mirrored)]),
    total: lines.length === 0 ? null : [null, t('total'), ...figureCells(total, mirrored)],
  };
}

function balanceSheet(
  frame: Frame,
  about: {
    readonly title: string;
    readonly header: string;
    readonly notes: readonly string[];
    readonly mirrored?: boolean;
  },
  lines: readonly { readonly label: string; readonly figures: PeriodFigures }[],
  total: PeriodFigures,
): Sheet {
  return {
    ...frame,
    ...balanceTable(about.header, lines, total, about.mirrored),
    form: null,
    source: null,
    title: about.title,
    unit: null,
    notes: about.notes,
  };
}

/**
 * A report as a sheet, read with the rights of the one who asks.
 * @throws Problem `forbidden`, `not-allowed-now` for a form that does not balance or that nobody has entered
 */
export async function buildSheet(
  ctx: AppContext,
  actor: Actor,
  asked: ReportAsked,
  progress: Progress,
): Promise<Sheet> {
  const period = { from: Temporal.PlainDate.from(asked.tu), to: Temporal.PlainDate.from(asked.den) };
  if (Temporal.PlainDate.compare(period.from, period.to) > 0) {
    throw new Problem('validation', {
      detail: 'Ngày đầu kỳ phải trước ngày cuối kỳ.',
      fields: [{ path: 'den', message: 'Xin chọn ngày cuối kỳ từ ngày đầu kỳ trở đi.' }],
    });
  }
  if (asked.report === 'register' || asked.report === 'control' || asked.report === 'late') {
    refuseLacking(ctx, { kind: 'list' });
  }
  const frame = await frameOf(ctx, actor, period);
  switch (asked.report) {
    case 'period': {
      const report = await getPeriodReport(ctx, actor, period, asked.theo);
      const header = t(`dim-${asked.theo}`);
      const title = t('period-title', { dimension: header.toLocaleLowerCase('vi') });
      const notes = [
        t('note-counted', { when: formatDateTime(report.countedAt) }),
        ...sourceNotes(report.source, 'vi'),
      ];
      const mirrored = report.source !== null;
      return balanceSheet(frame, { title, header, notes, mirrored }, report.lines, report.total);
    }
    case 'province': {
      const { communes, total } = await getProvinceReport(ctx, actor, period);
      const about = {
        title: t('province-title'),
        header: t('col-commune'),
        notes: [t('province-note', { n: communes.length })],
      };
      const lines = communes.map(({ commune, figures }) => ({ label: commune, figures }));
      return balanceSheet(frame, about, lines, total);
    }
    case 'register':
      return registerSheet(
        ctx,
        actor,
        frame,
        { period, field: asked.linhVuc ?? null, first: asked.first },
        progress,
      );
    case 'control':
      return controlSheet(
        ctx,
        actor,
        frame,
        { period, field: asked.linhVuc ?? null, first: asked.first },
        progress,
      );
    case 'late':
      return lateSheet(ctx, actor, frame, { period, field: null, first: asked.first }, progress);
    default: {
      const form =
        asked.chot === undefined
          ? await getForm(ctx, actor, asked.report, period)
          : await getKeptForm(ctx, actor, asked.chot);
      refuseUnfit(form);
      return formSheet(form, frame);
    }
  }
}
