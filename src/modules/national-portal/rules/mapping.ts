import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { isOneOf } from '#platform/lists.ts';
import { toLocal } from '#platform/time.ts';
import { stepMessages } from '../messages-steps.ts';
import type { PortalCodes, PortalDossier, PortalStep } from '../schema.ts';

/** Longest texts that the portal takes, in characters (interface 9.3); longer ones are cut and the cut is noted. */
const LIMITS = {
  TrichYeuHoSo: 1000,
  NguoiXuLy: 50,
  TenTepDinhKem: 4000,
  TenGiayTo: 2000,
  GhiChu: 2000,
} as const;

/** 08:05 on 4 May 2026 → 20260504080500, in Asia/Ho_Chi_Minh; nothing for null. */
export function stamp(at: Temporal.Instant | null): string {
  if (at === null) {
    return '';
  }
  const local = toLocal(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local.year}${two(local.month)}${two(local.day)}${two(local.hour)}${two(local.minute)}${two(local.second)}`;
}

/** A dossier as the portal is told of it, and which of its texts had to be cut. Validated before it leaves. */
export interface Mapped {
  readonly payload: PortalDossier;
  readonly trimmed: readonly string[];
}

class Cutter {
  readonly trimmed = new Set<string>();

  cut(field: keyof typeof LIMITS, text: string): string {
    const clean = text.normalize('NFC').trim();
    if (clean.length <= LIMITS[field]) {
      return clean;
    }
    this.trimmed.add(field);
    return clean.slice(0, LIMITS[field]);
  }
}

/** One entry for each file, since an entry holds one address (5.1); a paper without a file is told by its name. */
function papersOf(dossier: Dossier, cutter: Cutter): PortalDossier['TaiLieuNop'] {
  return dossier.papers
    .filter((paper) => paper.satisfied !== null && paper.satisfied.how !== 'shown')
    .flatMap((paper) =>
      (paper.files.length === 0 ? [''] : paper.files).map((file) => ({
        TepDinhKemId: file,
        TenTepDinhKem: cutter.cut('TenTepDinhKem', paper.name === '' ? paper.key : paper.name),
        IsDeleted: 'False' as const,
        MaThanhPhanHoSo: paper.key,
        // Written in when it is sent: an address is good for some days only.
        DuongDanTaiTepTin: '',
        DuocSoHoa: file === '' ? ('0' as const) : ('1' as const),
        DuocTaiSuDung: paper.satisfied?.how === 'reused' ? ('1' as const) : ('0' as const),
        DuocLayTuKhoDMQG: '0' as const,
        MaKetQuaThayThe: '',
      })),
    );
}

/** 1 phí, 2 lệ phí (list 8.5). */
function feeKind(name: string): '1' | '2' {
  return /lệ phí/iu.test(name) ? '2' : '1';
}

/** Only what was paid, and only above zero. */
function feesOf({ fee }: Dossier): PortalDossier['DanhSachLePhi'] {
  return fee.paid === null
    ? []
    : fee.lines
        .filter((line) => line.amount > 0)
        .map((line) => ({
          TenPhiLePhi: line.name,
          MaPhiLePhi: feeKind(line.name),
          HinhThucThu: '1',
          Gia: String(line.amount),
          LoaiPhiLePhi: feeKind(line.name),
        }));
}

/** 1 paid on the portal's platform; 3 there is a fee that was not paid online; 0 nothing to pay (list 8.6). */
function onlinePayment({ fee }: Dossier): PortalDossier['DuocThanhToanTrucTuyen'] {
  if (!fee.lines.some((line) => line.amount > 0)) {
    return '0';
  }
  return fee.paid?.method === 'portal' ? '1' : '3';
}

/** The appointment that held before a round of supplement, and the one that the round led to. */
function appointments(
  { runs }: Dossier,
  from: Temporal.Instant | null,
  to: Temporal.Instant | null,
): { readonly before: string; readonly after: string } {
  const before = runs.findLast((run) => from !== null && Temporal.Instant.compare(run.startedAt, from) < 0);
  const after = runs.find((run) => to !== null && Temporal.Instant.compare(run.startedAt, to) >= 0);
  return { before: stamp(before?.originalDue ?? null), after: stamp(after?.originalDue ?? null) };
}

function supplementsOf(dossier: Dossier): PortalDossier['DanhSachHoSoBoSung'] {
  return dossier.supplements
    .filter((supplement) => supplement.passedOnAt !== null)
    .map((supplement, index) => ({
      supplement,
      index,
      due: appointments(dossier, supplement.passedOnAt, supplement.completedAt),
    }))
    .map(({ supplement, index, due }) => ({
      HoSoBoSungId: index + 1,
      NguoiYeuCauBoSung: supplement.askedBy.name,
      NoiDungBoSung: supplement.items.map((item) => item.content).join('; '),
      NgayBoSung: stamp(supplement.passedOnAt),
      NguoiTiepNhanBoSung: supplement.passedOnBy?.name ?? '',
      ThongTinTiepNhan: '',
      NgayTiepNhanBoSung: stamp(supplement.completedAt),
      TrangThaiBoSung: supplement.completedAt !== null,
      DanhSachGiayToBoSung: [],
      DanhSachLePhiBoSung: [],
      NgayHenTraTruoc: due.before,
      NgayHenTraMoi: due.after,
    }));
}

/** Files of the decision once there is a result; before that they are drafts. */
export function resultFiles(dossier: Dossier): readonly { readonly id: string; readonly name: string }[] {
  const done = dossier.status === STATUS.finished || dossier.status === STATUS.returned;
  return done ? (dossier.decision?.files ?? []) : [];
}

function resultsOf(dossier: Dossier, cutter: Cutter): PortalDossier['DanhSachGiayToKetQua'] {
  return resultFiles(dossier).map((file) => ({
    TenGiayTo: cutter.cut('TenGiayTo', file.name),
    MaThanhPhanHoSo: '',
    GiayToId: file.id,
    DuongDanTepTinKetQua: '',
    MaGiayToKetQua: dossier.procedure.resultCode ?? '',
  }));
}

function identityOf(number: string | null): PortalDossier['DinhDanhCHS'] {
  if (number === null || !/^(\d{9}|\d{12})$/.test(number)) {
    return [];
  }
  return [{ LoaiDinhDanh: number.length === 12 ? '1' : '2', SoDinhDanh: number }];
}

/** Codes come from settings; one that is not in the portal's list fails the check before it leaves, with its field. */
function coded<T extends string>(code: string): T {
  return code as T;
}

/**
 * A dossier in the shape of `DongBoHoSoMC`. Nothing is bent: each status goes as it is, a dossier without a term has no date, and no number is made up
 * (the interface's own users do that, and the portal's figures are wrong by it). The date is the original one of the run, by which lateness is judged.
 */
export function mapDossier(dossier: Dossier, codes: PortalCodes): Mapped {
  const cutter = new Cutter();
  const { applicant, contact } = dossier.parties;
  const papers = papersOf(dossier, cutter);
  const payload: PortalDossier = {
    MaHoSo: dossier.number ?? '',
    MaTTHC: dossier.procedure.code,
    TenTTHC: dossier.procedure.name,
    MaLinhVuc: codes.fields[dossier.procedure.field] ?? '',
    TenLinhVuc: dossier.procedure.field,
    SoBienNhan: dossier.localNumber ?? '',
    KenhThucHien: coded(codes.channels[dossier.channel]),
    SoGiayToChuHoSo: applicant.idNumber ?? '',
    ChuHoSo: applicant.name,
    LoaiDoiTuong: coded(applicant.kind === 'citizen' ? codes.citizen : codes.organisation),
    MaDoiTuong: '',
    ThongTinKhac: '',
    Email: contact.email ?? applicant.email ?? '',
    Fax: '',
    SoDienThoai: contact.phone ?? applicant.phone ?? '',
    TrichYeuHoSo: cutter.cut(
      'TrichYeuHoSo',
      dossier.content === '' ? dossier.procedure.name : dossier.content,
    ),
    NgayTiepNhan: stamp(dossier.receivedAt),
    NgayHenTra: stamp(dossier.runs.at(-1)?.originalDue ?? null),
    TrangThaiHoSo: String(dossier.status),
    NgayTra: stamp(dossier.returned?.at ?? null),
    ThongTinTra: '',
    HinhThuc: coded(codes.deliveries[dossier.delivery.how]),
    NgayKetThucXuLy: stamp(dossier.endedAt),
    DonViXuLy: dossier.agencies.competent.name,
    GhiChu: '',
    TaiLieuNop: papers,
    DanhSachLePhi: feesOf(dossier),
    DanhSachTepDinhKemKhac: [],
    DanhSachHoSoBoSung: supplementsOf(dossier),
    DanhSachGiayToKetQua: resultsOf(dossier, cutter),
    NoiNopHoSo: codes.handedInAt,
    HoSoCoThanhPhanSoHoa: papers.some((paper) => paper.DuocSoHoa === '1') ? '1' : '0',
    TaiKhoanDuocXacThucVoiVNeID: '0',
    DuocThanhToanTrucTuyen: onlinePayment(dossier),
    NgayTuChoi: dossier.status === STATUS.notReceived ? stamp(dossier.endedAt) : '',
    NgayNopHoSo: stamp(dossier.createdAt),
    DinhDanhCHS: identityOf(applicant.idNumber),
    DSKetNoiCSDL: dossier.papers.flatMap((paper) =>
      paper.satisfied?.how === 'database' ? [{ MaCSDL: paper.satisfied.database }] : [],
    ),
  };
  return { payload, trimmed: [...cutter.trimmed] };
}

/** Events that the citizen follows on the portal; who inside the centre turned which page is not among them. */
const TOLD = [
  'received',
  'supplement-requested',
  'supplement-completed',
  'closed-for-no-supplement',
  'handed-over',
  'hand-over-accepted',
  'step-entered',
  'payment-requested',
  'payment-confirmed',
  'extended',
  'decided',
  'result-signed',
  'finished',
  'result-announced',
  'result-returned',
  'withdrawn',
  'stopped',
  'procedure-corrected',
  'result-correction-opened',
] as const satisfies readonly DossierEvent['type'][];
type Told = (typeof TOLD)[number];

/** Whether the citizen follows an event on the portal. */
export function isTold(event: DossierEvent): event is Extract<DossierEvent, { type: Told }> {
  return isOneOf(TOLD, event.type);
}

/** The steps of `CapNhatTienDoHoSoMC` that a change led to, in its order, each with the status that the dossier then had. */
export function mapSteps(dossier: Dossier, events: readonly DossierEvent[]): readonly PortalStep[] {
  const t = stepMessages('vi');
  const cutter = new Cutter();
  return events.filter(isTold).map((event) => ({
    MaHoSo: dossier.number ?? '',
    NguoiXuLy: cutter.cut('NguoiXuLy', event.by.name) || t('nobody'),
    ChucDanh: event.by.position,
    ThoiDiemXuLy: stamp(event.at),
    PhongBanXuLy: dossier.holder.unitName,
    NoiDungXuLy: t(event.type),
    TrangThai: coded(String(dossier.status)),
    NgayBatDau: '',
    NgayKetThucTheoQuyDinh: event.type === 'step-entered' ? stamp(event.visit.due) : '',
  }));
}
