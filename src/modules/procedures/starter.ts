/**
 * The starter catalogue: `catalogue/procedures/*.yaml`, a file a field, in words an officer reads and corrects without
 * a developer ("thời hạn: 5 ngày làm việc", "thu: 10.000 đồng/trường hợp"). This file turns them into `Procedure`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type FeeUnit, Procedure, type Term } from './schema.ts';
import { CATALOGUE_FOLDER, yamlFiles } from './words.ts';

const CHANNELS = { 'trực tiếp': 'in-person', 'trực tuyến': 'online', 'bưu chính': 'postal' } as const;
const ChannelWord = z.enum(['trực tiếp', 'trực tuyến', 'bưu chính']);

const EXECUTORS = {
  'UBND xã': 'commune',
  'Công an xã': 'police',
  'Ban chỉ huy quân sự xã': 'military',
  'Văn phòng đăng ký đất đai': 'land-office',
  'Cấp khác, nhận hộ tại xã': 'received-at-commune',
} as const;

const Text = z.string().trim().min(1);

/** "5 ngày làm việc", "20 ngày", "8 giờ làm việc", "trong ngày, sau 15:00 thì ngày làm việc tiếp theo". */
export const parseTermWords = (text: string): Term | null => {
  const sameDay = /^trong ngày(?:, sau (\d{2}:\d{2}) thì ngày làm việc tiếp theo)?$/.exec(text);
  if (sameDay) {
    return { unit: 'same-day', amount: 0, cutOff: sameDay[1] ?? '15:00' };
  }
  const counted = /^(\d+) (ngày làm việc|ngày|giờ làm việc)$/.exec(text);
  if (!counted) {
    return null;
  }
  const units = {
    'ngày làm việc': 'working-day',
    ngày: 'calendar-day',
    'giờ làm việc': 'working-hour',
  } as const;
  const unit = Object.entries(units).find(([word]) => word === counted[2])?.[1];
  return unit ? { unit, amount: Number(counted[1]) } : null;
};

const FEE_UNITS: Readonly<Record<string, FeeUnit>> = {
  'trường hợp': 'case',
  trang: 'page',
  bản: 'copy',
  'văn bản': 'document',
  'giao dịch': 'transaction',
  người: 'person',
};

/** "10.000 đồng/trường hợp", "miễn phí", "theo nghị quyết của Hội đồng nhân dân tỉnh". Amount null: not one amount. */
export const parseFeeWords = (text: string): { amountVnd: number | null; unit: FeeUnit } => {
  if (/^miễn phí$/i.test(text)) {
    return { amountVnd: 0, unit: 'case' };
  }
  const priced = /^([\d.]+) đồng(?:\/(.+))?$/.exec(text);
  return priced
    ? { amountVnd: Number((priced[1] ?? '').replaceAll('.', '')), unit: FEE_UNITS[priced[2] ?? ''] ?? 'case' }
    : { amountVnd: null, unit: 'case' };
};

const StarterTerm = z.strictObject({
  hạn: Text.refine((text) => parseTermWords(text) !== null, 'Không hiểu thời hạn này'),
  khi: Text.optional(),
  'căn cứ': Text.optional(),
  'ghi chú': Text.optional(),
});

const StarterExemption = z.strictObject({
  ai: Text,
  'còn thu': z.int().min(0).default(0),
  nộp: z.array(ChannelWord).default([]),
  từ: z.iso.date().optional(),
  đến: z.iso.date().optional(),
  'căn cứ': Text.optional(),
});

const StarterFee = z.strictObject({
  thu: Text,
  loại: z.enum(['phí', 'lệ phí']).default('phí'),
  tên: Text.optional(),
  'từ trang': z.array(z.strictObject({ thứ: z.int().min(2), thu: z.int().min(0) })).default([]),
  'nhiều nhất': z.int().min(0).optional(),
  nộp: z.array(ChannelWord).default([]),
  khi: Text.optional(),
  'căn cứ': Text.optional(),
  'tỉnh quy định': z.boolean().default(false),
  'miễn giảm': z.array(StarterExemption).default([]),
});

const StarterPaper = z
  .strictObject({
    giấy: Text,
    nộp: z.string().optional(),
    'xuất trình': z.string().optional(),
    khi: Text.optional(),
    'một trong': Text.optional(),
    nhóm: Text.optional(),
    mẫu: Text.optional(),
    tệp: Text.optional(),
    'dữ liệu thay giấy': Text.optional(),
  })
  .refine((paper) => (paper.nộp === undefined) !== (paper['xuất trình'] === undefined), {
    message: 'Mỗi giấy tờ ghi hoặc "nộp" hoặc "xuất trình"',
  });

const NOTE_KINDS = {
  'mời trước': 'offer-first',
  'kiểm tra': 'check',
  'từ chối khi': 'refuse-when',
  nhớ: 'remember',
} as const;

const StarterProcedure = z.strictObject({
  mã: Text,
  tên: Text,
  'tên thường gọi': Text.optional(),
  'dành cho ai': Text.optional(),
  'từ khóa': z.array(Text).default([]),
  /** Where it differs from the file's. */
  'lĩnh vực': Text.optional(),
  nhóm: Text.optional(),
  'việc trong đời': z.array(Text).default([]),
  'làm ở': z
    .enum([
      'UBND xã',
      'Công an xã',
      'Ban chỉ huy quân sự xã',
      'Văn phòng đăng ký đất đai',
      'Cấp khác, nhận hộ tại xã',
    ])
    .default('UBND xã'),
  'cơ quan giải quyết': Text,
  'ban hành': Text.optional(),
  tỉnh: Text.optional(),
  'đối tượng': z.array(Text).default([]),
  'cách nộp': z.array(ChannelWord).default([]),
  'thời hạn': z.array(StarterTerm).default([]),
  'phí, lệ phí': z.array(StarterFee).default([]),
  'cần mang': z.array(StarterPaper).default([]),
  'số bộ hồ sơ': z.int().min(1).default(1),
  'lưu ý về giấy tờ': z.array(Text).default([]),
  'kết quả': z.array(z.strictObject({ tên: Text, mã: Text.optional() })).default([]),
  'điều kiện': Text.optional(),
  'trình tự': z.array(Text).default([]),
  'căn cứ': z.array(Text).default([]),
  'quyết định công bố': Text.optional(),
  nguồn: Text.optional(),
  'quy trình nội bộ': Text.optional(),
  sổ: z
    .strictObject({ mã: Text, tên: Text, số: z.enum(['mỗi hồ sơ một số', 'mỗi giấy tờ một số']) })
    .optional(),
  'ở quầy': z
    .array(
      z.strictObject({
        việc: z.enum(['mời trước', 'kiểm tra', 'từ chối khi', 'nhớ']),
        'nội dung': Text,
        'căn cứ': Text.optional(),
      }),
    )
    .default([]),
  'giải quyết ngay tại quầy': z.boolean().default(false),
  'không cần phiếu hẹn': z.boolean().default(false),
  'phải tự đến': z.boolean().default(false),
  'số hồ sơ một năm': z.int().min(0).default(0),
});
type StarterProcedure = z.infer<typeof StarterProcedure>;

/** One file of `catalogue/procedures`. */
export const StarterFile = z.strictObject({
  'lĩnh vực': Text,
  nhóm: Text,
  'thủ tục': z.array(StarterProcedure).min(1),
});
export type StarterFile = z.infer<typeof StarterFile>;

const countOf = (text: string, kind: 'chính' | 'sao'): number =>
  Number(new RegExp(`(\\d+) bản ${kind}`).exec(text)?.[1] ?? 0);

/** Leaves out what is not said, as `exactOptionalPropertyTypes` wants. */
const given = <K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]?: V });

const paperOf = (paper: z.infer<typeof StarterPaper>, at: number) => {
  const count = paper.nộp ?? paper['xuất trình'] ?? '';
  const need =
    paper['một trong'] !== undefined ? 'one-of' : paper.khi !== undefined ? 'if-applies' : 'always';
  return {
    id: `c${at + 1}`,
    name: paper.giấy,
    kind: paper['xuất trình'] !== undefined ? 'show' : 'submit',
    originals: countOf(count, 'chính'),
    copies: countOf(count, 'sao'),
    need,
    ...given('condition', paper.khi),
    ...given('group', paper['một trong'] ?? paper.nhóm),
    ...given('formCode', paper.mẫu),
    ...given('formFile', paper.tệp),
    ...given('dataSource', paper['dữ liệu thay giấy']),
  };
};

const feeOf = (fee: z.infer<typeof StarterFee>) => ({
  ...parseFeeWords(fee.thu),
  text: fee.thu,
  kind: fee.loại === 'phí' ? 'fee' : 'charge',
  ...given('name', fee.tên),
  steps: fee['từ trang'].map((step) => ({ fromUnit: step.thứ, amountVnd: step.thu })),
  ...given('maxVnd', fee['nhiều nhất']),
  channels: fee.nộp.map((channel) => CHANNELS[channel]),
  ...given('condition', fee.khi),
  ...given('legalBasis', fee['căn cứ']),
  setByProvince: fee['tỉnh quy định'],
  exemptions: fee['miễn giảm'].map((one) => ({
    who: one.ai,
    amountVnd: one['còn thu'],
    channels: one.nộp.map((channel) => CHANNELS[channel]),
    ...given('from', one.từ),
    ...given('to', one.đến),
    ...given('legalBasis', one['căn cứ']),
  })),
});

const procedureOf = (file: StarterFile, one: StarterProcedure): Procedure =>
  Procedure.parse({
    code: one.mã,
    name: one.tên,
    ...given('plainName', one['tên thường gọi']),
    ...given('summary', one['dành cho ai']),
    field: one['lĩnh vực'] ?? file['lĩnh vực'],
    fieldGroup: one.nhóm ?? file.nhóm,
    executor: EXECUTORS[one['làm ở']],
    levels: ['commune'],
    agency: one['cơ quan giải quyết'],
    ...given('promulgatedBy', one['ban hành']),
    ...given('province', one.tỉnh),
    audience: one['đối tượng'],
    channels: one['cách nộp'].map((channel) => CHANNELS[channel]),
    terms: one['thời hạn'].map((term) => ({
      term: parseTermWords(term.hạn),
      ...given('condition', term.khi),
      ...given('legalBasis', term['căn cứ']),
      ...given('note', term['ghi chú']),
    })),
    fees: one['phí, lệ phí'].map(feeOf),
    components: one['cần mang'].map(paperOf),
    componentNotes: one['lưu ý về giấy tờ'],
    dossierCount: one['số bộ hồ sơ'],
    results: one['kết quả'].map((result) => ({ name: result.tên, ...given('code', result.mã) })),
    ...given('requirements', one['điều kiện']),
    steps: one['trình tự'],
    legalBasis: one['căn cứ'],
    ...given('decision', one['quyết định công bố']),
    source: 'Danh mục khởi đầu',
    ...given('sourceUrl', one.nguồn),
    keywords: one['từ khóa'],
    lifeEvents: one['việc trong đời'],
    ...given('processCode', one['quy trình nội bộ']),
    ...given(
      'register',
      one.sổ && {
        code: one.sổ.mã,
        name: one.sổ.tên,
        numbering: one.sổ.số === 'mỗi hồ sơ một số' ? 'per-dossier' : 'per-document',
      },
    ),
    counterNotes: one['ở quầy'].map((note) => ({
      kind: NOTE_KINDS[note.việc],
      text: note['nội dung'],
      ...given('legalBasis', note['căn cứ']),
    })),
    flags: {
      certification: file['lĩnh vực'] === 'Chứng thực' && one.sổ !== undefined,
      decidedAtCounter: one['giải quyết ngay tại quầy'],
      receiptOptional: one['không cần phiếu hẹn'],
      inPersonOnly: one['phải tự đến'],
    },
    usualPerYear: one['số hồ sơ một năm'],
  });

/** Reads one file's text. @throws Error naming file, procedure and key where something is wrong. */
export const readStarterFile = (path: string, text: string): Procedure[] => {
  const read = StarterFile.safeParse(parse(text));
  if (!read.success) {
    throw new Error(
      `${path}: ${read.error.issues.map((i) => `${i.path.join(' › ')}: ${i.message}`).join('; ')}`,
    );
  }
  return read.data['thủ tục'].map((one) => procedureOf(read.data, one));
};

/** The whole starter catalogue, by file and place. @throws Error as `readStarterFile`. */
export const loadStarterCatalogue = (folder = join(CATALOGUE_FOLDER, 'procedures')): Procedure[] =>
  yamlFiles(folder).flatMap((path) => readStarterFile(path, readFileSync(path, 'utf8')));
