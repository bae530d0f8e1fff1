import type { Lang } from '#platform/i18n.ts';
import { loadMessages } from '../messages.ts';

/** Work that somebody holds. */
export interface Load {
  /** Working minutes left of the steps held; a step whose time is used up counts whole, a waiting one nothing. */
  readonly minutes: number;
  /** Dossiers held, waiting ones included. */
  readonly dossiers: number;
  /** Steps among them whose time is used up. */
  readonly over: number;
}

/** Somebody who could take a step. */
export interface Candidate {
  readonly accountId: string;
  readonly name: string;
  /** Left out where it was not measured: then only the name decides. */
  readonly load?: Load | undefined;
}

/**
 * The fair order in which people are proposed: least working time left, then fewest dossiers, then by name, then by id.
 * The order in which they come in does not matter.
 */
export function suggest(candidates: readonly Candidate[]): readonly Candidate[] {
  const figure = (candidate: Candidate, key: 'minutes' | 'dossiers') => candidate.load?.[key] ?? 0;
  return [...candidates].sort(
    (a, b) =>
      figure(a, 'minutes') - figure(b, 'minutes') ||
      figure(a, 'dossiers') - figure(b, 'dossiers') ||
      a.name.localeCompare(b.name, 'vi') ||
      (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0),
  );
}

/** Working hours with one decimal, as people write them: "12,5". */
export function hoursOf(minutes: number, lang: Lang = 'vi'): string {
  return (minutes / 60).toLocaleString(lang === 'vi' ? 'vi-VN' : 'en', { maximumFractionDigits: 1 });
}

/** "Đang giữ 8 hồ sơ, còn 12,5 giờ làm việc, 1 bước quá giờ": the figures behind a suggestion. */
export function figuresInWords(load: Load, lang: Lang = 'vi'): string {
  const t = loadMessages(lang);
  const figures = t('figures', { dossiers: load.dossiers, hours: hoursOf(load.minutes, lang) });
  return load.over === 0 ? figures : `${figures}, ${t('over', { n: load.over })}`;
}

/** How one of several compares: the figures, and whether they are the least of all. */
export function loadInWords(chosen: Candidate, ranked: readonly Candidate[], lang: Lang = 'vi'): string {
  if (chosen.load === undefined) {
    return '';
  }
  const t = loadMessages(lang);
  const figures = figuresInWords(chosen.load, lang);
  const first = ranked[0];
  if (ranked.length < 2 || first === undefined) {
    return t('alone', { figures });
  }
  return first.accountId === chosen.accountId
    ? t('least', { figures, n: ranked.length })
    : t('more', { figures, name: first.name, hours: hoursOf(first.load?.minutes ?? 0, lang) });
}
