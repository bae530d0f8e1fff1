import type { ProcessDefinition, ProcessTerm } from '../schema.ts';
import { stepBudgets, termMinutes } from './budgets.ts';

/** Fixed hours come in quarters. */
const QUARTER = 15;

/** The same steps for another procedure. Where both have a term and it is not the same, fixed hours are shared out anew. */
export function copyFor(
  source: ProcessDefinition,
  to: {
    readonly code: string;
    readonly procedureCode: string;
    readonly name: string;
    readonly term: ProcessTerm | null;
    readonly validFrom: string;
  },
): { readonly definition: ProcessDefinition; readonly rescaled: boolean } {
  const { code, name, validFrom, term } = to;
  const wanted = term === null ? null : termMinutes(term);
  const given = source.term === null ? null : termMinutes(source.term);
  const rescaled = wanted !== null && given !== null && wanted !== given;
  const factor = rescaled ? wanted / given : 1;
  const budgets = stepBudgets(source.steps, given ?? 0);
  const steps = source.steps.map((step, i) => {
    if (!rescaled || 'share' in step.time) {
      return step;
    }
    const quarters = Math.max(1, Math.floor(((budgets[i] ?? 0) * factor) / QUARTER));
    return { ...step, time: { hours: (quarters * QUARTER) / 60 } };
  });
  return {
    rescaled,
    definition: {
      ...source,
      code,
      name: name.slice(0, 300),
      validFrom,
      term: source.term === null ? null : (term ?? source.term),
      appliesTo: { procedures: [to.procedureCode], fieldGroups: [], everything: false },
      steps,
    },
  };
}
