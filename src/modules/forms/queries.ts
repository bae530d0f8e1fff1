import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { adminMessages } from './messages-admin.ts';
import { FORM_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import type { FormVersion } from './schema.ts';

const missing = () => new Problem('not-found', { detail: adminMessages('vi')('unknownForm') });

/** Forms without a `useWhen` first: the main form of the procedure before those for special cases. */
function mainFirst(forms: readonly FormVersion[]): readonly FormVersion[] {
  const rank = ({ definition }: FormVersion) => (definition.useWhen === undefined ? 0 : 1);
  return [...forms].sort((a, b) => rank(a) - rank(b) || a.code.localeCompare(b.code));
}

/** Forms in force at an instant that serve a procedure, the main one first. @throws Problem `forbidden` */
export async function listFormsForProcedure(
  ctx: AppContext,
  actor: Actor,
  procedureCode: string,
  at: Temporal.Instant,
): Promise<readonly FormVersion[]> {
  authorise(FORM_POLICY, actor, 'read', actor);
  return readOnly(ctx, actor, async (tx) =>
    mainFirst(await repo.listForProcedure(tx, procedureCode, localDay(at))),
  );
}

/** The main form of a procedure in force at an instant; null when it has none here. @throws Problem `forbidden` */
export async function findFormForProcedure(
  ctx: AppContext,
  actor: Actor,
  procedureCode: string,
  at: Temporal.Instant,
): Promise<FormVersion | null> {
  return (await listFormsForProcedure(ctx, actor, procedureCode, at))[0] ?? null;
}

/** A version by its id, in force or long replaced, inside a transaction. @throws Problem `not-found` */
export async function getFormVersionIn(tx: Tx, id: string): Promise<FormVersion> {
  const version = await repo.findVersion(tx, id);
  if (version === null) {
    throw missing();
  }
  return version;
}

/** A version by its id, in force or long replaced: what a preparation keeps. @throws Problem `forbidden`, `not-found` */
export async function getFormVersion(ctx: AppContext, actor: Actor, id: string): Promise<FormVersion> {
  authorise(FORM_POLICY, actor, 'read', actor);
  return readOnly(ctx, actor, (tx) => getFormVersionIn(tx, id));
}

/** All forms in force today, by name. @throws Problem `forbidden` */
export async function listForms(ctx: AppContext, actor: Actor): Promise<readonly FormVersion[]> {
  authorise(FORM_POLICY, actor, 'read', actor);
  const forms = await readOnly(ctx, actor, (tx) => repo.listInForce(tx, localDay(ctx.clock.now())));
  return [...forms].sort((a, b) => a.definition.name.localeCompare(b.definition.name, 'vi'));
}

/** The version of a form in force today. @throws Problem `forbidden`, `not-found` */
export async function getForm(ctx: AppContext, actor: Actor, code: string): Promise<FormVersion> {
  const form = (await listForms(ctx, actor)).find((one) => one.code === code);
  if (form === undefined) {
    throw missing();
  }
  return form;
}
