const LONG_NUMBER = /\d(?:[ .-]?\d){8,18}/g;

/** Hides numbers of nine digits or more (căn cước, điện thoại, tài khoản) but for their last three: lists are read over shoulders. */
export function withoutNumbers(text: string): string {
  return text.replace(LONG_NUMBER, (found) => `•••${found.replace(/\D/g, '').slice(-3)}`);
}

/** Whether a text holds a number that looks like an identity or account number: twelve digits or more. */
export function holdsIdentity(text: string): boolean {
  return [...text.matchAll(LONG_NUMBER)].some(([found]) => found.replace(/\D/g, '').length >= 12);
}

/** The beginning of a text, cut at a word. @param most letters */
export function beginning(text: string, most = 120): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`;
}

/** One message of a citizen as the figure needs it: how long it took, or has waited, in working minutes. */
export interface Wait {
  readonly minutes: number;
  readonly answered: boolean;
}

/** How messages were answered: `within` of `all` in time, `waiting` not yet, `late` of those over their time. */
export interface AnsweredFigure {
  readonly all: number;
  readonly within: number;
  readonly waiting: number;
  readonly late: number;
}

/** Counts answers within the centre's own time; what still waits in time counts neither way. @param hours working hours */
export function answeredFigure(waits: readonly Wait[], hours: number): AnsweredFigure {
  const intime = ({ minutes }: Wait) => minutes <= hours * 60;
  const open = waits.filter(({ answered }) => !answered);
  return {
    all: waits.length,
    within: waits.filter((wait) => wait.answered && intime(wait)).length,
    waiting: open.length,
    late: open.filter((wait) => !intime(wait)).length,
  };
}
