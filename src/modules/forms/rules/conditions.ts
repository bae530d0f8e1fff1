import type { Answers, Clause, Condition } from '../schema.ts';
import { isEmpty, readNumber, textOf, valuesOf } from './answers.ts';
import { readDay, yearsBetween } from './day.ts';

/** What rules know beside the answers. `today`: the local day of the centre, `YYYY-MM-DD`. */
export interface Circumstances {
  readonly today: string;
}

function clauseHolds(clause: Clause, answers: Answers, { today }: Circumstances): boolean {
  const answer = answers[clause.field];
  if ('is' in clause) {
    return valuesOf(answer).some((value) => clause.is.includes(value));
  }
  if ('isNot' in clause) {
    const values = valuesOf(answer);
    return values.length > 0 && !values.some((value) => clause.isNot.includes(value));
  }
  if ('answered' in clause) {
    return isEmpty(answer) !== clause.answered;
  }
  if ('atLeast' in clause || 'atMost' in clause) {
    const number = readNumber(textOf(answer));
    return number !== null && ('atLeast' in clause ? number >= clause.atLeast : number <= clause.atMost);
  }
  const [born, now] = [readDay(textOf(answer)), readDay(today)];
  const years = born === null || now === null ? null : yearsBetween(born, now);
  if (years === null) {
    return false;
  }
  return 'ageFrom' in clause ? years.most >= clause.ageFrom : years.least < clause.ageBelow;
}

/**
 * Whether a question is asked. Without a condition it always is; what was not answered fulfils no clause but
 * "not answered".
 */
export function holds(condition: Condition | undefined, answers: Answers, now: Circumstances): boolean {
  if (condition === undefined) {
    return true;
  }
  const one = (clause: Clause) => clauseHolds(clause, answers, now);
  return condition.join === 'all' ? condition.clauses.every(one) : condition.clauses.some(one);
}
