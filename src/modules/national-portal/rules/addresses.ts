import type { PortalDossier } from '../schema.ts';
import type { PortalState } from '../schema-inbox.ts';

/** Gives the address under which a file may be fetched; empty when none may be. */
export type AddressOf = (fileId: string) => string;

const addressed = <T extends { readonly DuongDanTaiTepTin: string; readonly TepDinhKemId: string }>(
  papers: readonly T[],
  addressOf: AddressOf,
) =>
  papers.map((paper) => ({
    ...paper,
    DuongDanTaiTepTin: paper.TepDinhKemId === '' ? '' : addressOf(paper.TepDinhKemId),
  }));

/** A dossier with the addresses of its files, as it is sent (interface 5.1, 5.2). */
export function withAddresses(dossier: PortalDossier, addressOf: AddressOf): PortalDossier {
  return {
    ...dossier,
    TaiLieuNop: addressed(dossier.TaiLieuNop, addressOf),
    DanhSachGiayToKetQua: dossier.DanhSachGiayToKetQua.map((result) => ({
      ...result,
      DuongDanTepTinKetQua: result.GiayToId === '' ? '' : addressOf(result.GiayToId),
    })),
  };
}

/** A state with the addresses of its papers, as it is sent (10.2). */
export function stateWithAddresses(state: PortalState, addressOf: AddressOf): PortalState {
  return { ...state, TaiLieuXuLy: addressed(state.TaiLieuXuLy, addressOf) };
}
