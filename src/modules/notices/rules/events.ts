import { workingDue } from '#modules/dossiers/rules/clock.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import { formatDate, formatTime, toLocal } from '#platform/time.ts';
import type { NoticeEvent, NoticeValues } from '../schema.ts';

/** Procedure names are long; a notice says enough of one to know it again. */
const NAME_LENGTH = 60;

/** "17:30 27/11/2026": short, and read the same by everybody. */
export function shortMoment(at: Temporal.Instant): string {
  const local = toLocal(at);
  return `${formatTime(local)} ${formatDate(local)}`;
}

function eventOf(event: DossierEvent): NoticeEvent | null {
  switch (event.type) {
    case 'received':
      return 'received';
    case 'supplement-requested':
      return 'supplement';
    case 'extended':
      return 'due-changed';
    case 'payment-requested':
      return 'payment';
    case 'finished':
      return 'result-ready';
    case 'result-returned':
      return 'returned';
    case 'reception-refused':
      return 'not-received';
    case 'stopped':
    case 'closed-for-no-supplement':
      return 'stopped';
    case 'withdrawn':
      return 'withdrawn';
    default:
      return null;
  }
}

/** What of a dossier's events its citizen is told. What happened at once at the counter (received and returned in one go) is told by its end only. */
export function eventsToTell(events: readonly DossierEvent[]): readonly NoticeEvent[] {
  const told = events.flatMap((event) => eventOf(event) ?? []);
  const ended = told.includes('returned') || told.includes('not-received');
  return ended ? told.filter((event) => event === 'returned' || event === 'not-received') : told;
}

/** A name cut at a word. */
export function shortName(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH).replace(/\s+\S*$/, '')}…`;
}

/** The values of a dossier's notice. No personal number, no address, no content. */
export function valuesOf(dossier: Dossier): NoticeValues {
  const due = workingDue(dossier);
  const amount = owed(dossier);
  return {
    so: dossier.number ?? dossier.localNumber ?? '',
    thu_tuc: shortName(dossier.procedure.name),
    ...(due === null ? {} : { ngay: shortMoment(due) }),
    ...(amount > 0 ? { so_tien: amount.toLocaleString('vi-VN') } : {}),
  };
}

/** Who is told of a dossier: the contact, else who handed it in, else the applicant. */
export function addressOf({ parties }: Pick<Dossier, 'parties'>): {
  readonly phone: string | null;
  readonly email: string | null;
} {
  const { applicant, submitter, contact } = parties;
  const other = submitter.as === 'self' ? null : submitter.person;
  return {
    phone: contact.phone ?? other?.phone ?? applicant.phone,
    email: contact.email ?? other?.email ?? applicant.email,
  };
}
