import type { Lang } from './i18n.ts';

/** The zone in which all rules of law are read. */
export const ZONE = 'Asia/Ho_Chi_Minh';

const WEEKDAYS = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const satisfies Record<Lang, readonly string[]>;

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** The instant as wall-clock time in Viet Nam. */
export function toLocal(instant: Temporal.Instant): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(ZONE);
}

/** The local calendar day of the instant. */
export function localDay(instant: Temporal.Instant): Temporal.PlainDate {
  return toLocal(instant).toPlainDate();
}

/** The instant of a local day and time of day in Viet Nam. */
export function fromLocal(day: Temporal.PlainDate, time: Temporal.PlainTime | string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: ZONE, plainTime: time }).toInstant();
}

/** "thứ Sáu" / "Fri". */
export function weekday(day: { readonly dayOfWeek: number }, lang: Lang = 'vi'): string {
  return WEEKDAYS[lang][day.dayOfWeek - 1] ?? '';
}

/** "27/11/2026". */
export function formatDate(day: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return `${two(day.day)}/${two(day.month)}/${day.year}`;
}

/** "17:30". */
export function formatTime(time: { readonly hour: number; readonly minute: number }): string {
  return `${two(time.hour)}:${two(time.minute)}`;
}

/** "17:30 thứ Sáu 27/11/2026" / "17:30 Fri 27/11/2026", in Viet Nam's time. */
export function formatDateTime(instant: Temporal.Instant, lang: Lang = 'vi'): string {
  const local = toLocal(instant);
  return `${formatTime(local)} ${weekday(local, lang)} ${formatDate(local)}`;
}

/** "2026-11-27T17:30:00+07:00": how instants are written for programs. */
export function formatIso(instant: Temporal.Instant): string {
  return toLocal(instant).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
