import * as z from 'zod';
import type { DossierRef } from '../queries.ts';

/** An address names a dossier by its number, or by its id while it has none. */
export function readRef(ref: string): DossierRef {
  const id = z.uuid().safeParse(ref);
  return id.success ? { id: id.data } : { number: ref };
}
