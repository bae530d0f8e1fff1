import { queryMessages } from '../messages.ts';
import type { Dossier } from '../schema.ts';
import { STATUS } from '../schema.ts';
import { openWait } from './clock.ts';
import { holderName } from './refuse.ts';

const t = queryMessages('vi');

/**
 * One stage as the citizen sees it (NĐ 224/2026 Đ15 k.1g: agency, person receiving or handling, times). `at` null: not
 * reached yet.
 */
export interface PublicStage {
  readonly key: 'received' | 'processing' | 'waiting' | 'finished' | 'returned' | 'ended';
  readonly text: string;
  readonly at: Temporal.Instant | null;
  /** Who holds it or did it; empty where nobody is named. */
  readonly who: string;
  readonly state: 'done' | 'now' | 'to-come';
}

function endedOtherwise(dossier: Dossier): boolean {
  return dossier.endedAt !== null && dossier.ending !== 'finished';
}

/** The stages of a received dossier in order, with where it is now. */
export function stagesOf(dossier: Dossier): readonly PublicStage[] {
  const { status, receivedAt, endedAt, returned } = dossier;
  const wait = openWait(dossier);
  const working = status === STATUS.received || status === STATUS.processing;
  const begun = dossier.handOvers.find((row) => row.acceptedAt !== null)?.acceptedAt ?? null;
  const stages: PublicStage[] = [
    {
      key: 'received',
      text: t('stage-received'),
      at: receivedAt,
      who: `${dossier.agencies.receivedAt.name}, ${dossier.receivedBy?.name ?? ''}`,
      state: 'done',
    },
    {
      key: 'processing',
      text: t('stage-processing', {
        unit: working ? dossier.holder.unitName : dossier.agencies.competent.name,
      }),
      at: begun,
      who: working ? holderName(dossier) : '',
      state: working ? 'now' : 'done',
    },
  ];
  if (wait !== null) {
    const text = t(wait.kind === 'payment' ? 'stage-waiting-payment' : 'stage-waiting-supplement');
    stages.push({ key: 'waiting', text, at: wait.from, who: '', state: 'now' });
  }
  if (endedOtherwise(dossier)) {
    return [...stages, { key: 'ended', text: t('stage-ended'), at: endedAt, who: '', state: 'now' }];
  }
  const finished = status === STATUS.finished || status === STATUS.returned;
  return [
    ...stages,
    {
      key: 'finished',
      text: t('stage-finished'),
      at: finished ? endedAt : null,
      who: '',
      state: status === STATUS.finished ? 'now' : finished ? 'done' : 'to-come',
    },
    {
      key: 'returned',
      text: t('stage-returned'),
      at: returned?.at ?? null,
      who: '',
      state: returned === null ? 'to-come' : 'done',
    },
  ];
}
