import type { Held } from './portal.ts';

/** What the portal would compute of the dossiers that it was told (QĐ 766, as public texts describe it): a preview, so that wrong fields are seen early. */
export interface Indicators {
  readonly dossiers: number;
  /** With an end and an appointment. */
  readonly judged: number;
  readonly onTime: number;
  readonly online: number;
  /** A file in the components and a result file. */
  readonly digitised: number;
  readonly paidOnline: number;
  /** With a fee above zero. */
  readonly withFee: number;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const rows = (value: unknown): readonly Record<string, unknown>[] => (Array.isArray(value) ? value : []);

/** Counts over what is held. Dates are compared as text: yyyyMMddHHmmss. */
export function indicatorsOf(held: Iterable<Pick<Held, 'dossier'>>): Indicators {
  const dossiers: readonly Record<string, unknown>[] = [...held].map(({ dossier }) => dossier);
  const count = (holds: (dossier: Record<string, unknown>) => boolean) => dossiers.filter(holds).length;
  const judged = (one: Record<string, unknown>) =>
    text(one['NgayKetThucXuLy']) !== '' && text(one['NgayHenTra']) !== '';
  return {
    dossiers: dossiers.length,
    judged: count(judged),
    onTime: count((one) => judged(one) && text(one['NgayKetThucXuLy']) <= text(one['NgayHenTra'])),
    online: count((one) => one['KenhThucHien'] === '2'),
    digitised: count(
      (one) =>
        rows(one['TaiLieuNop']).some((paper) => paper['DuocSoHoa'] === '1') &&
        rows(one['DanhSachGiayToKetQua']).some(
          (paper) => text(paper['MaGiayToKetQua']) !== '' && text(paper['DuongDanTepTinKetQua']) !== '',
        ),
    ),
    paidOnline: count((one) => ['1', '2'].includes(text(one['DuocThanhToanTrucTuyen']))),
    withFee: count((one) => one['DuocThanhToanTrucTuyen'] !== '0'),
  };
}

/** Members that differ between two pushes of a dossier. */
export function changedMembers(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}
