import { permits } from '#modules/dossiers/rules/transitions.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import type { Component } from '#modules/procedures/schema.ts';
import type { FollowSettings, SendingKind, SendingState } from '../schema.ts';

/** What may happen to a sending. */
export type SendingAct = 'send' | 'take' | 'send-back' | 'overtake';

const NEXT: Readonly<
  Record<SendingAct, { readonly from: readonly SendingState[]; readonly to: SendingState }>
> = {
  send: { from: ['draft'], to: 'sent' },
  take: { from: ['sent'], to: 'taken' },
  'send-back': { from: ['sent'], to: 'sent-back' },
  overtake: { from: ['draft', 'sent'], to: 'overtaken' },
};

/** The state after an act, null where the act is not possible: taken, sent back and overtaken are ends. */
export function afterAct(state: SendingState, act: SendingAct): SendingState | null {
  const { from, to } = NEXT[act];
  return from.includes(state) ? to : null;
}

/** The acts of the dossier's own state machine on which a sending rests. */
type Facts = Pick<Dossier, 'status' | 'receivedAt' | 'decision' | 'supplements'>;

/** The request for supplement that the citizen is to answer now, with its place among the dossier's; null when none waits. */
export function askedNow(
  dossier: Pick<Facts, 'status' | 'supplements'>,
): Dossier['supplements'][number] | null {
  if (dossier.status !== STATUS.supplement) {
    return null;
  }
  return dossier.supplements.findLast((s) => s.passedOnAt !== null && s.completedAt === null) ?? null;
}

/**
 * Whether what is asked for is a paper that is only to be shown (xuất trình), by the procedure or as the counter took it: it is
 * looked at at the counter and given back, never photographed or kept (TT 03/2025 Đ5 k.2).
 *
 * @param paperKey of the missing item; null for something that is no listed paper
 */
export function onlyShown(
  paperKey: string | null,
  papers: readonly Pick<Dossier['papers'][number], 'key' | 'satisfied'>[],
  components: readonly Pick<Component, 'id' | 'kind'>[],
): boolean {
  return (
    paperKey !== null &&
    (components.some(({ id, kind }) => id === paperKey && kind === 'show') ||
      papers.some(({ key, satisfied }) => key === paperKey && satisfied?.how === 'shown'))
  );
}

/**
 * Whether the citizen may ask for the dossier back now (NĐ 118/2025 Đ21): in the statuses of the dossier's own table, and not
 * once the result is signed.
 */
export function mayWithdraw(dossier: Pick<Facts, 'status' | 'receivedAt' | 'decision'>): boolean {
  return (
    dossier.receivedAt !== null &&
    permits(dossier.status, 'withdraw') &&
    (dossier.decision === null || dossier.decision.signed === null)
  );
}

/** Whether a sending of the kind may still be sent or taken, as the dossier is. */
export function stillWanted(
  kind: SendingKind,
  dossier: Pick<Facts, 'status' | 'receivedAt' | 'decision' | 'supplements'>,
): boolean {
  return kind === 'supplement' ? askedNow(dossier) !== null : mayWithdraw(dossier);
}

/** Whether messages are still taken: while it is worked on, and as long as a result waits or was just given out. */
export function mayWrite(dossier: Pick<Facts, 'status' | 'receivedAt'>): boolean {
  const closed: readonly number[] = [STATUS.notReceived, STATUS.withdrawn, STATUS.stopped];
  return dossier.receivedAt !== null && !closed.includes(dossier.status);
}

type Decision = NonNullable<Dossier['decision']>;

/** What giving out a result looks at. */
interface Finished extends Pick<Dossier, 'status'> {
  readonly fee: Pick<Dossier['fee'], 'paid' | 'lines'>;
  readonly decision:
    | (Pick<Decision, 'files'> & {
        readonly signed: Pick<NonNullable<Decision['signed']>, 'digital'> | null;
      })
    | null;
}

/**
 * The files of the result that may be downloaded: of a dossier that is finished and signed, with nothing owed. Only what the
 * centre's settings let out.
 */
export function resultFiles(
  dossier: Finished,
  settings: Pick<FollowSettings, 'resultDownload' | 'digitalOnly'>,
): Decision['files'] {
  const over = dossier.status === STATUS.finished || dossier.status === STATUS.returned;
  const owes = dossier.fee.paid === null && dossier.fee.lines.some(({ amount }) => amount > 0);
  const { decision } = dossier;
  const signed = decision?.signed ?? null;
  const open = settings.resultDownload && (signed?.digital === true || !settings.digitalOnly);
  return over && !owes && open && signed !== null && decision !== null ? decision.files : [];
}
