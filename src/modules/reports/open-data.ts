import { z } from 'zod';
import type { PublicFigures } from './queries.ts';
import { ended, inProgress, settled } from './rules.ts';
import type { FigureLine, PeriodFigures } from './schema.ts';

/** What open data calls the source of a centre's layer. */
const SOURCE_NAME = 'Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh';

const Figures = z.object({
  carriedOver: z.int().describe('Từ kỳ trước chuyển sang'),
  received: z.int().describe('Tiếp nhận trong kỳ'),
  settled: z.int().describe('Đã giải quyết'),
  early: z.int().describe('Trước hạn'),
  onTime: z.int().describe('Đúng hạn'),
  late: z.int().describe('Quá hạn'),
  withdrawn: z.int().describe('Công dân rút'),
  stopped: z.int().describe('Dừng giải quyết'),
  inProgress: z.int().describe('Đang giải quyết cuối kỳ'),
  overdue: z.int().describe('Đang giải quyết, đã quá hạn'),
});

/** The open data of a period: figures only. */
export const OpenData = z.object({
  centre: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  countedAt: z.string().describe('Moment of the stock figures, ISO 8601'),
  source: z
    .object({
      name: z.string(),
      readAt: z.string().nullable().describe('Last successful read of the source, ISO 8601'),
      stale: z.boolean(),
      leftOut: z.int().describe('Dossiers in no figure, since the source leaves a date out'),
    })
    .nullable()
    .describe('Where the figures come from; null where they were counted by the centre itself'),
  total: Figures,
  byField: z.array(Figures.extend({ field: z.string() })),
  byChannel: z.array(Figures.extend({ channel: z.string() })),
});
export type OpenData = z.output<typeof OpenData>;

function flat(figures: PeriodFigures): z.output<typeof Figures> {
  const { carriedOver, received, early, onTime, late, withdrawn, stopped, overdue } = figures;
  return {
    carriedOver,
    received,
    settled: settled(figures),
    early,
    onTime,
    late,
    withdrawn,
    stopped,
    inProgress: inProgress(figures),
    overdue,
  };
}

function sourceOf({ source }: PublicFigures): OpenData['source'] {
  if (source === null) {
    return null;
  }
  const { said, lacking } = source;
  return {
    name: SOURCE_NAME,
    readAt: said.readAt?.toString() ?? null,
    stale: said.stale,
    leftOut: lacking.received + lacking.due + lacking.ended,
  };
}

/** The figures as the API gives them. */
export function toOpenData(figures: PublicFigures): OpenData {
  return {
    centre: figures.centreName,
    from: figures.period.from.toString(),
    to: figures.period.to.toString(),
    countedAt: figures.countedAt.toString(),
    source: sourceOf(figures),
    total: flat(figures.total),
    byField: figures.fields.map((line) => ({ field: line.label, ...flat(line.figures) })),
    byChannel: figures.channels.map((line) => ({ channel: line.key, ...flat(line.figures) })),
  };
}

/** A CSV cell; a leading sign that a spreadsheet would take for a formula is made text. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The columns of the CSV, each with the figure it holds and what it means: shown beside the data, and its head. */
export const OPEN_COLUMNS = [
  { name: 'linh_vuc', meaning: { vi: 'Lĩnh vực của thủ tục', en: 'Field of the procedure' } },
  {
    name: 'ky_truoc',
    meaning: {
      vi: 'Hồ sơ nhận từ trước, chưa xong khi kỳ bắt đầu',
      en: 'Received before and not finished when the period begins',
    },
  },
  { name: 'tiep_nhan', meaning: { vi: 'Hồ sơ tiếp nhận trong kỳ', en: 'Received in the period' } },
  {
    name: 'da_giai_quyet',
    meaning: {
      vi: 'Hồ sơ giải quyết xong trong kỳ = truoc_han + dung_han + qua_han',
      en: 'Finished in the period = truoc_han + dung_han + qua_han',
    },
  },
  { name: 'truoc_han', meaning: { vi: 'Xong trước ngày hẹn trả', en: 'Finished before the day due' } },
  {
    name: 'dung_han',
    meaning: {
      vi: 'Xong trong ngày hẹn trả, không quá giờ hẹn',
      en: 'Finished on the day due, not after its hour',
    },
  },
  {
    name: 'qua_han',
    meaning: {
      vi: 'Xong sau thời điểm hẹn trả ban đầu, kể cả đã xin lỗi và hẹn lại',
      en: 'Finished after the first due moment, a new date with apologies notwithstanding',
    },
  },
  { name: 'cong_dan_rut', meaning: { vi: 'Hồ sơ công dân rút', en: 'Withdrawn by citizens' } },
  {
    name: 'dung',
    meaning: {
      vi: 'Hồ sơ dừng giải quyết, hoặc đóng vì không bổ sung',
      en: 'Stopped, or closed because nothing was added',
    },
  },
  {
    name: 'dang_giai_quyet',
    meaning: {
      vi: 'Hồ sơ chưa xong khi hết kỳ = ky_truoc + tiep_nhan − da_giai_quyet − cong_dan_rut − dung',
      en: 'Not finished when the period ends = ky_truoc + tiep_nhan − da_giai_quyet − cong_dan_rut − dung',
    },
  },
  {
    name: 'dang_qua_han',
    meaning: {
      vi: 'Trong số đang giải quyết, hồ sơ đã quá hạn khi hết kỳ',
      en: 'Of those in progress, late when the period ends',
    },
  },
] as const;

/** Two columns more where the figures come from another system: its name, and when it was read last. */
const SOURCE_COLUMNS = 'nguon,doc_luc';

function csvLine({ label, figures }: Pick<FigureLine, 'label' | 'figures'>): string {
  const f = flat(figures);
  return [
    label,
    f.carriedOver,
    f.received,
    f.settled,
    f.early,
    f.onTime,
    f.late,
    f.withdrawn,
    f.stopped,
    f.inProgress,
    f.overdue,
  ]
    .map(cell)
    .join(',');
}

/** The figures by field as CSV (RFC 4180) with a byte-order mark, so that spreadsheets read the Vietnamese letters. */
export function toCsv(figures: PublicFigures): string {
  const source = sourceOf(figures);
  const [head, tail] =
    source === null ? ['', ''] : [`,${SOURCE_COLUMNS}`, `,${cell(source.name)},${cell(source.readAt ?? '')}`];
  const lines = [
    OPEN_COLUMNS.map(({ name }) => name).join(',') + head,
    ...figures.fields.map((line) => csvLine(line) + tail),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Whether the lines of a period account for every dossier once: used by tests and by the page's own check. */
export function accountsForAll(figures: PublicFigures): boolean {
  const t = figures.total;
  return t.carriedOver + t.received === ended(t) + inProgress(t);
}
