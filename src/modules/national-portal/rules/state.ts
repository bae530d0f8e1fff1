import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { stepMessages } from '../messages-steps.ts';
import { type Arrival, FiledDossier, type PortalState } from '../schema-inbox.ts';
import { isTold, resultFiles, stamp } from './mapping.ts';

/** Longest `NoiDung` that is sent, in characters. */
const LONGEST = 2000;
const t = stepMessages('vi');

/** What the citizen reads of one event: for what they must do or know, the words of the slip itself. */
function wordsOf(event: DossierEvent): string | null {
  switch (event.type) {
    case 'reception-refused':
      return `${t('reception-refused')}: ${event.reason}`;
    case 'supplement-requested': {
      const items = event.supplement.items.map(({ content, reason }) => `${content} (${reason})`);
      return `${t('supplement-requested')}: ${items.join('; ')}`;
    }
    case 'withdrawn':
    case 'stopped':
    case 'closed-for-no-supplement':
      return `${t(event.type)}: ${event.reason}`;
    case 'payment-requested':
      return `${t(event.type)}: ${event.wait.reason}`;
    default:
      return isTold(event) ? t(event.type) : null;
  }
}

/** How a dossier goes from hand to hand. */
const MOVES: ReadonlySet<DossierEvent['type']> = new Set([
  'handed-over',
  'hand-over-accepted',
  'step-entered',
]);

/** Result papers go with the state from which the citizen has a result. */
function papersOf(dossier: Dossier): PortalState['TaiLieuXuLy'] {
  return resultFiles(dossier).map(({ id, name }) => ({
    TepDinhKemId: id,
    TenTepDinhKem: name,
    IsDeleted: 'False',
    MaThanhPhanHoSo: '',
    // Written in when it is sent: an address is good for some days only.
    DuongDanTaiTepTin: '',
  }));
}

/**
 * A change in the shape of `DongBoTrangThaiHoSo` (interface 10.2), null when the citizen need not hear of it. The status goes as the national list has it, unless
 * the settings put another code in its place: known users of the interface send `2` and `5` alone, or `11` for a refusal.
 */
export function mapState(
  arrival: Pick<Arrival, 'number' | 'body'>,
  dossier: Dossier,
  events: readonly DossierEvent[],
  codes: Readonly<Record<string, string>>,
  at: Temporal.Instant,
): PortalState | null {
  const done = dossier.status === STATUS.finished || dossier.status === STATUS.returned;
  // Once there is a result, the citizen need not hear of its way to the counter.
  const words = events
    .filter(({ type }) => !done || !MOVES.has(type))
    .map(wordsOf)
    .filter((text) => text !== null);
  if (words.length === 0) {
    return null;
  }
  const filed = FiledDossier.safeParse(arrival.body);
  const status = String(dossier.status);
  return {
    MaHoSo: arrival.number,
    MaHoSoDonVi: dossier.number ?? '',
    MaDoiTuong: filed.success ? filed.data.MaDoiTuong : '',
    NoiDung: words.join('. ').normalize('NFC').slice(0, LONGEST),
    NgayXuLy: stamp(at),
    TrangThai: codes[status] ?? status,
    TaiLieuXuLy: papersOf(dossier),
  };
}
