import type { Lang } from '#platform/i18n.ts';
import { queryMessages } from '../messages.ts';
import type { Dossier } from '../schema.ts';
import { STATUS } from '../schema.ts';
import { openWait } from './clock.ts';
import { holderName } from './refuse.ts';
import { openStrands } from './strands.ts';

/**
 * One stage as the citizen sees it (NĐ 224/2026 Đ15 k.1g: agency, person receiving or handling, times). `at` null: not
 * reached yet.
 */
export interface PublicStage {
  readonly key: 'received' | 'processing' | 'beside' | 'waiting' | 'finished' | 'returned' | 'ended';
  readonly text: string;
  readonly at: Temporal.Instant | null;
  /** Who holds it or did it; empty where nobody is named. */
  readonly who: string;
  readonly state: 'done' | 'now' | 'to-come';
}

/**
 * Where else it is now, as a citizen needs to know it: other units that work on it or are asked, other agencies. No
 * person, no question, no name of a step.
 */
function besideOf(dossier: Dossier, lang: Lang): readonly PublicStage[] {
  const t = queryMessages(lang);
  const strands = openStrands(dossier);
  const names = (list: readonly string[]) => [...new Set(list)].join(', ');
  const units = (kind: 'parallel' | 'opinion') =>
    strands.filter((s) => s.kind === kind && s.agency === null).map((s) => s.unitName);
  const together = units('parallel');
  const asked = units('opinion');
  const elsewhere = strands.filter((s) => s.kind === 'sub-dossier').map((s) => s.agency ?? s.unitName);
  const texts = [
    together.length === 0
      ? ''
      : t('stage-together', { units: names([dossier.holder.unitName, ...together]) }),
    asked.length === 0 ? '' : t('stage-opinions', { units: names(asked) }),
    elsewhere.length === 0 ? '' : t('stage-agency', { agency: names(elsewhere) }),
  ].filter((text) => text !== '');
  const since = strands[0]?.openedAt ?? null;
  return texts.map((text) => ({ key: 'beside', text, at: since, who: '', state: 'now' }));
}

function endedOtherwise(dossier: Dossier): boolean {
  return dossier.endedAt !== null && dossier.ending !== 'finished';
}

/** The stages of a received dossier in order, with where it is now, in the reader's language. */
export function stagesOf(dossier: Dossier, lang: Lang = 'vi'): readonly PublicStage[] {
  const t = queryMessages(lang);
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
  stages.push(...besideOf(dossier, lang));
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
