/** The record of `LayThuTuc` (reference section 4.1): upper-case keys, numbers as text. */
import { z } from 'zod';
import {
  amountOf,
  channelOf,
  countOf,
  dayOf,
  listOf,
  nationalCode,
  orNull,
  paragraphs,
  Text,
  timeOf,
} from './lenient.ts';
import { type NationalRecord, NationalRecord as RecordSchema } from './port.ts';

const Fee = z.object({ MAPHILEPHI: Text, SOTIEN: Text, DONVI: Text, MOTA: Text });
const Time = z.object({ THOIGIANGIAIQUYET: Text, DONVITINH: Text, MOTA: Text, PHILEPHI: listOf(Fee) });
const Unit = z.object({ MADONVI: Text, TENDONVI: Text });

/** The record as the service sends it. Keys that we do not use are passed over. */
const ProcedureRecord = z.object({
  MATTHC: Text,
  TENTTHC: Text,
  TRANGTHAI: Text,
  MACOQUANCONGBO: Text,
  QUYETDINH: Text,
  YEUCAU: Text,
  LINHVUCTHUCHIEN: listOf(z.object({ MALINHVUC: Text, TENLINHVUC: Text })),
  CAPTHUCHIEN: listOf(z.object({ CAPTHUCHIEN: Text, TENCAP: Text })),
  TRINHTUTHUCHIEN: listOf(z.object({ TRUONGHOP: Text, TRINHTU: listOf(z.object({ TENTRINHTU: Text })) })),
  CACHTHUCTHUCHIEN: listOf(z.object({ KENH: Text, THOIGIAN: listOf(Time) })),
  DOITUONGTHUCHIEN: listOf(z.object({ TENDOITUONG: Text })),
  THANHPHANHOSO: listOf(
    z.object({
      TRUONGHOP: Text,
      GIAYTO: listOf(
        z.object({ MAGIAYTO: Text, TENGIAYTO: Text, SOBANCHINH: Text, SOBANSAO: Text, TENMAUDON: Text }),
      ),
    }),
  ),
  KETQUATHUCHIEN: listOf(z.object({ MAKETQUA: Text, TENKETQUA: Text })),
  CANCUPHAPLY: listOf(z.object({ SOVANBAN: Text, TENVANBAN: Text, NGAYHIEULUC: Text })),
  COQUANTHUCHIEN: listOf(Unit),
  COQUANCOTHAMQUYEN: listOf(Unit),
  COQUANPHOIHOP: listOf(Unit),
});
type ProcedureRecord = z.output<typeof ProcedureRecord>;

const LEVELS: Readonly<Record<string, NationalRecord['levels'][number]>> = {
  '0': 'ministry',
  '1': 'province',
  '2': 'district',
  '3': 'commune',
};

/** `1'` and `2'` come with a trailing apostrophe: phí and lệ phí. */
const feeKind = (code: string): 'fee' | 'charge' | null => {
  const plain = code.replace(/['"]/g, '');
  return plain === '1' ? 'fee' : plain === '2' ? 'charge' : null;
};

const feeOf = (fee: z.output<typeof Fee>) => {
  const amountVnd = amountOf(fee.SOTIEN);
  const text = [fee.SOTIEN, fee.DONVI, fee.MOTA].filter((part) => part !== '').join(' ');
  return { kind: feeKind(fee.MAPHILEPHI), amountVnd, text: text === '' ? 'Không nêu mức' : text };
};

const namesOf = (units: ProcedureRecord['COQUANTHUCHIEN']): string | null =>
  orNull(units.flatMap(({ TENDONVI }) => (TENDONVI === '' ? [] : [TENDONVI])).join('; '));

function channelsOf(record: ProcedureRecord): NationalRecord['channels'] {
  return record.CACHTHUCTHUCHIEN.flatMap(({ KENH, THOIGIAN }) => {
    const channel = channelOf(KENH);
    return channel === null
      ? []
      : [
          {
            channel,
            times: THOIGIAN.filter((time) => time.THOIGIANGIAIQUYET !== '' || time.MOTA !== '').map(
              (time) => ({
                amount: timeOf(time.THOIGIANGIAIQUYET),
                unit: time.DONVITINH,
                note: time.MOTA,
              }),
            ),
            fees: THOIGIAN.flatMap(({ PHILEPHI }) => PHILEPHI.map(feeOf)),
          },
        ];
  });
}

/** Reads one record; null where it has no code or no name. */
export function readProcedureRecord(value: unknown): NationalRecord | null {
  const read = ProcedureRecord.safeParse(value);
  const code = read.success ? nationalCode(read.data.MATTHC) : null;
  if (!read.success || code === null || read.data.TENTTHC === '') {
    return null;
  }
  const record = read.data;
  return RecordSchema.parse({
    code,
    name: record.TENTTHC,
    inForce: record.TRANGTHAI === '1',
    levels: [...new Set(record.CAPTHUCHIEN.map((level) => LEVELS[level.CAPTHUCHIEN] ?? 'other'))],
    field: orNull(record.LINHVUCTHUCHIEN[0]?.TENLINHVUC ?? ''),
    promulgatedBy: orNull(record.MACOQUANCONGBO),
    decision: orNull(record.QUYETDINH),
    agency: namesOf(record.COQUANCOTHAMQUYEN) ?? namesOf(record.COQUANTHUCHIEN),
    coordinating: namesOf(record.COQUANPHOIHOP),
    audience: record.DOITUONGTHUCHIEN.flatMap(({ TENDOITUONG }) => (TENDOITUONG === '' ? [] : [TENDOITUONG])),
    channels: channelsOf(record),
    papers: record.THANHPHANHOSO.flatMap(({ TRUONGHOP, GIAYTO }) =>
      GIAYTO.filter(({ TENGIAYTO }) => TENGIAYTO !== '').map((paper) => ({
        group: TRUONGHOP,
        name: paper.TENGIAYTO,
        originals: countOf(paper.SOBANCHINH),
        copies: countOf(paper.SOBANSAO),
        form: orNull(paper.TENMAUDON),
      })),
    ),
    results: record.KETQUATHUCHIEN.filter(({ TENKETQUA }) => TENKETQUA !== '').map((result) => ({
      name: result.TENKETQUA,
      code: orNull(result.MAKETQUA),
    })),
    legalBasis: record.CANCUPHAPLY.filter((law) => law.SOVANBAN !== '' || law.TENVANBAN !== '').map(
      (law) => ({
        number: law.SOVANBAN,
        name: law.TENVANBAN,
        effectiveFrom: dayOf(law.NGAYHIEULUC),
      }),
    ),
    steps: record.TRINHTUTHUCHIEN.flatMap(({ TRINHTU }) =>
      TRINHTU.flatMap(({ TENTRINHTU }) => paragraphs(TENTRINHTU)),
    ),
    requirements: orNull(record.YEUCAU),
  });
}
