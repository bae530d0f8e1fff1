import { z } from 'zod';

/** The list of processes. */
export const LIST = '/can-bo/quan-tri/quy-trinh';

/** The code of a process in an address. */
export const Params = z.object({ code: z.string().max(100) });

/** The page of a process. */
export function processHref(code: string): string {
  return `${LIST}/${code}`;
}
