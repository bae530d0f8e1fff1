import type { ProcessDefinition, ProcessRequest } from '../schema.ts';

type Applicable = Pick<ProcessDefinition, 'code' | 'appliesTo'>;

/**
 * Chooses the process of a procedure: the one that lists its code, since it was made for it; else the one that the
 * catalogue names, else by field group, else the default. Of several equal ones the first by code, so that the answer never depends on the order of rows.
 */
export function chooseProcess<P extends Applicable>(
  processes: readonly P[],
  request: ProcessRequest,
): P | null {
  const sorted = [...processes].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  return (
    sorted.find((p) => p.appliesTo.procedures.includes(request.procedureCode)) ??
    sorted.find((p) => p.code === request.processCode) ??
    sorted.find((p) => p.appliesTo.fieldGroups.includes(request.fieldGroup)) ??
    sorted.find((p) => p.appliesTo.everything) ??
    null
  );
}
