import type { HallNotice } from '../schema-screens.ts';

/** Whether an announcement belongs to the local day at all. */
export function runsOn(notice: Pick<HallNotice, 'firstDay' | 'lastDay'>, day: string): boolean {
  return (
    (notice.firstDay === null || notice.firstDay <= day) && (notice.lastDay === null || day <= notice.lastDay)
  );
}

/** Whether it is shown at the local time of day ("07:30"): from its first minute to before its last. */
export function runsAt(notice: Pick<HallNotice, 'fromTime' | 'toTime'>, time: string): boolean {
  return notice.fromTime <= time && time < notice.toTime;
}
