import { fromLocal, localDay } from '#platform/time.ts';
import type { Content, Priority } from '../schema.ts';

const ORDER: Readonly<Record<Priority, number>> = { urgent: 0, priority: 1, normal: 2 };
/** Minutes between two airings of an urgent bulletin while it holds. */
const URGENT_EVERY = 30;

/** Whether a time of day lies in quiet hours; `from` after `to` runs over midnight, equal ends mean none. */
export function isQuiet(time: string, quiet: { readonly from: string; readonly to: string }): boolean {
  if (quiet.from === quiet.to) {
    return false;
  }
  return quiet.from < quiet.to
    ? quiet.from <= time && time < quiet.to
    : time >= quiet.from || time < quiet.to;
}

/** Times of a bulletin that fall in quiet hours; an urgent one may sound at any hour. */
export function quietFaults(
  content: Pick<Content, 'priority' | 'airTimes'>,
  quiet: { readonly from: string; readonly to: string },
): readonly string[] {
  return content.priority === 'urgent' ? [] : content.airTimes.filter((time) => isQuiet(time, quiet));
}

/**
 * When a bulletin is played on one local day, oldest first. An urgent one sounds at once and again every half hour while it holds, on top of its
 * times (TT 39/2020/TT-BTTTT: phát ngay); the others at their times.
 */
export function airingsOn(
  content: Pick<Content, 'priority' | 'airTimes' | 'validFrom' | 'validTo'>,
  day: Temporal.PlainDate,
): readonly Temporal.Instant[] {
  const holds = (at: Temporal.Instant) =>
    Temporal.Instant.compare(content.validFrom, at) <= 0 && Temporal.Instant.compare(at, content.validTo) < 0;
  const times = content.airTimes.map((time) => fromLocal(day, time)).filter(holds);
  const urgent: Temporal.Instant[] = [];
  if (content.priority === 'urgent') {
    for (
      let at = content.validFrom;
      Temporal.Instant.compare(at, content.validTo) < 0 && Temporal.PlainDate.compare(localDay(at), day) <= 0;
      at = at.add({ minutes: URGENT_EVERY })
    ) {
      if (localDay(at).equals(day)) {
        urgent.push(at);
      }
    }
  }
  return [...times, ...urgent].sort(Temporal.Instant.compare);
}

/** Whether a bulletin is for a cluster: for the whole commune, for a place without villages, or for one of its villages. */
export function isFor(
  villages: readonly string[],
  speaker: { readonly villages: readonly string[] },
): boolean {
  const plain = (name: string) => name.normalize('NFC').toLocaleLowerCase('vi');
  const there = speaker.villages.map(plain);
  return villages.length === 0 || there.length === 0 || villages.some((name) => there.includes(plain(name)));
}

/** Urgent before priority before normal; then the earlier. */
export function byUrgency(
  a: { readonly priority: Priority; readonly at: Temporal.Instant },
  b: { readonly priority: Priority; readonly at: Temporal.Instant },
): number {
  return ORDER[a.priority] - ORDER[b.priority] || Temporal.Instant.compare(a.at, b.at);
}
