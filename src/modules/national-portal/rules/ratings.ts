import type { PortalRating } from '../schema.ts';

/** Ratings of one subject: 1 not satisfied, 2 satisfied, 3 very satisfied. */
export type RatingCounts = Readonly<Record<1 | 2 | 3, number>>;

/** What was rated: one procedure, or everything (empty code). */
export interface RatedSubject {
  readonly procedure: string;
  readonly subject: string;
  readonly counts: RatingCounts;
}

/** 97,5%: one decimal at most, with a comma, as Vietnamese writes it. */
function percent(part: number, all: number): string {
  const tenths = all === 0 ? 0 : Math.round((part / all) * 1000);
  return `${(tenths / 10).toString().replace('.', ',')}%`;
}

/**
 * The month's satisfaction in the shape of `DongBoDanhGia` (interface 12.2): one row for all services, one for each procedure whose figures may be shown. Each row
 * has the figures of the whole unit and of its own subject. What citizens wrote is never sent.
 * @param month "2026-04"
 */
export function mapRatings(
  month: string,
  unit: { readonly code: string; readonly name: string },
  all: RatedSubject,
  procedures: readonly RatedSubject[],
): readonly PortalRating[] {
  const [year = '', number = ''] = month.split('-');
  const people = all.counts[1] + all.counts[2] + all.counts[3];
  return [all, ...procedures].map(({ procedure, subject, counts }) => {
    const own = counts[1] + counts[2] + counts[3];
    return {
      NgayTongHop: `${Number(number)}-${year}`,
      TongSoNguoiDanhGia: String(people),
      PhanTramDanhGiaRatHaiLong: percent(all.counts[3], people),
      PhanTramDanhGiaHaiLong: percent(all.counts[2], people),
      PhanTramDanhGiaChuaHaiLong: percent(all.counts[1], people),
      DanhSachNoiDungYKien: '',
      MaThuTuc: procedure,
      NoiDung: subject,
      PhanTramDanhGiaDichVuRatHaiLong: percent(counts[3], own),
      PhanTramDanhGiaDichVuHaiLong: percent(counts[2], own),
      PhanTramDanhGiaDichVuChuaHaiLong: percent(counts[1], own),
      Madonvi: unit.code,
      TenDonVi: unit.name,
    };
  });
}

/** Code and name of a procedure in the label under which its ratings are counted: "Đăng ký khai sinh (1.001193)"; no code where the label has none. */
export function procedureIn(label: string): Pick<RatedSubject, 'procedure' | 'subject'> {
  const [, subject = label, procedure = ''] = /^(.*) \((\d{1,3}\.\d{6})\)$/s.exec(label) ?? [];
  return { procedure, subject };
}
