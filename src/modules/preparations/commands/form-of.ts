import { getFormVersionIn } from '#modules/forms/queries.ts';
import type { FormDefinition } from '#modules/forms/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Preparation } from '../schema.ts';

/** The form that a preparation answers, in the version it began with; null where the procedure has none. */
export async function formOf(tx: Tx, { body }: Pick<Preparation, 'body'>): Promise<FormDefinition | null> {
  return body.formId === null ? null : (await getFormVersionIn(tx, body.formId)).definition;
}
