import { FiledDossier, type PortalState } from '../schema-inbox.ts';

/** Whose account a state goes to. */
export interface Account {
  /** TechID that the portal named when it was asked; empty: it knows none; null: not asked yet. */
  readonly techId: string | null;
  /** ID or tax number to ask by; empty when the filing has none. */
  readonly askBy: string;
}

const Owner = FiledDossier.pick({ SoGiayToChuHoSo: true }).loose();

/** The account of a filed dossier: its own TechID, or the number to ask the portal by (interface 3, 10.1). */
export function accountOf(filed: unknown, techId: string | null): Account {
  const read = Owner.safeParse(filed);
  return { techId, askBy: read.success ? read.data.SoGiayToChuHoSo : '' };
}

/** Whether the portal has to be asked for the account before the state can go. */
export function mustAsk(state: Pick<PortalState, 'MaDoiTuong'>, account: Account): boolean {
  return state.MaDoiTuong === '' && account.techId === null && account.askBy !== '';
}

/** The state with the account that is known. One without any goes as it is: the portal has the number of the dossier. */
export function withAccount(state: PortalState, account: Account): PortalState {
  return state.MaDoiTuong === '' ? { ...state, MaDoiTuong: account.techId ?? '' } : state;
}
