/** "23/11/2026": a local day in figures. */
export function dayWords(day: Temporal.PlainDate): string {
  return [String(day.day).padStart(2, '0'), String(day.month).padStart(2, '0'), String(day.year)].join('/');
}
