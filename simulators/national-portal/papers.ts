import { z } from 'zod';

/** One try of the simulated portal to fetch a file by the address that it was told. */
export interface FetchedPaper {
  readonly number: string;
  readonly url: string;
  /** HTTP status, 0 when nobody answered. */
  readonly status: number;
  readonly type: string;
  readonly size: number;
}

const Told = z.looseObject({
  MaHoSo: z.string(),
  TaiLieuNop: z.array(z.looseObject({ DuongDanTaiTepTin: z.string() })).default([]),
  DanhSachGiayToKetQua: z.array(z.looseObject({ DuongDanTepTinKetQua: z.string() })).default([]),
  TaiLieuXuLy: z.array(z.looseObject({ DuongDanTaiTepTin: z.string() })).default([]),
});

/** Addresses of files in a dossier or a state. */
export function addressesIn(told: unknown): readonly { readonly number: string; readonly url: string }[] {
  const read = Told.safeParse(told);
  if (!read.success) {
    return [];
  }
  const { MaHoSo: number, TaiLieuNop, TaiLieuXuLy, DanhSachGiayToKetQua } = read.data;
  return [
    ...[...TaiLieuNop, ...TaiLieuXuLy].map((paper) => paper.DuongDanTaiTepTin),
    ...DanhSachGiayToKetQua.map((paper) => paper.DuongDanTepTinKetQua),
  ]
    .filter((url) => url !== '')
    .map((url) => ({ number, url }));
}

/** Fetches as the portal does: without login, whatever is there. Never throws for the line's sake. */
export async function fetchPaper(number: string, url: string): Promise<FetchedPaper> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const bytes = await answer.arrayBuffer();
    const type = answer.headers.get('content-type') ?? '';
    return { number, url, status: answer.status, type, size: bytes.byteLength };
  } catch {
    return { number, url, status: 0, type: '', size: 0 };
  }
}
