import type { PriorityReason } from './priority.ts';

/** From this age on people are elderly (Luật Người cao tuổi, Điều 2). */
const ELDERLY = 60;
/** Below this age people are children (Luật Trẻ em, Điều 1). */
const ADULT = 16;

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as a whole day; what is not known counts as its first, so that no right is lost. */
function wholeDay(birth: string): string {
  const [year = '', month = '01', day = '01'] = birth.split('-');
  return `${year}-${month}-${day}`;
}

/** The same day so many years later, as ISO text; 29 February counts as 28 February in other years only by comparison. */
function yearsLater(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
}

/**
 * The reason for priority that a card shows by itself: age. Other reasons (disability, merit, …) are the visitor's to name.
 * @param birth as on the card: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`
 * @param today local date, ISO
 */
export function priorityByBirth(birth: string, today: string): PriorityReason | undefined {
  const day = wholeDay(birth);
  if (yearsLater(day, ELDERLY) <= today) {
    return 'elderly';
  }
  return day <= today && yearsLater(day, ADULT) > today ? 'child' : undefined;
}
