/** The rules of internal processes, for other modules: budgets, checks, choice. */
export { MINUTES_WITHOUT_TERM, planSteps, stepBudgets, termMinutes } from './rules/budgets.ts';
export { checkProcess, type Finding, type IsStaffed } from './rules/checks.ts';
export { chooseProcess } from './rules/choose.ts';
