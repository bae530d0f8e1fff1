/** A dossier that only the provincial system has, in one sentence for its citizen. Pure. */
import { isLate } from '#modules/mirror/rules/figures.ts';
import type { MirrorFace } from '#modules/mirror/schema.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, formatTime, toLocal, weekday } from '#platform/time.ts';
import { mirroredMessages } from '../messages-mirrored.ts';
import { STATUS } from '../schema.ts';

/** "17:30 thứ Sáu 27/11/2026", or only the day where the source promises a day. */
export function promised(at: Temporal.Instant, lang: Lang): string {
  const local = toLocal(at);
  const day = `${weekday(local, lang)} ${formatDate(local)}`;
  return local.hour === 23 && local.minute === 59 ? day : `${formatTime(local)} ${day}`;
}

/** Where a dossier stands, as far as the source tells. */
export function mirroredSentence(face: MirrorFace, now: Temporal.Instant, lang: Lang): string {
  const t = mirroredMessages(lang);
  const unit = face.unitName === '' ? t('agency') : face.unitName;
  switch (face.status) {
    case STATUS.new:
      return t('new');
    case STATUS.received:
    case STATUS.processing:
      if (face.dueAt === null) {
        return t('running-no-due', { unit });
      }
      return t(isLate(face, now) ? 'late' : 'running', { unit, due: promised(face.dueAt, lang) });
    case STATUS.supplement:
      return t('supplement');
    case STATUS.payment:
      return t('payment');
    case STATUS.finished:
      return t('finished');
    case STATUS.returned:
      return face.returnedAt === null
        ? t('returned-once')
        : t('returned', { at: formatDateTime(face.returnedAt, lang) });
    case STATUS.notReceived:
      return t('not-received');
    case STATUS.withdrawn:
      return t('withdrawn');
    case STATUS.stopped:
      return t('stopped');
    default:
      return face.status satisfies never;
  }
}
