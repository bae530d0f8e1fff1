import { keyOf } from '#modules/dossiers/rules/mine.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { localDay } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { deletePreparation, saveBody, setOwner } from '../repo.ts';
import { listFiles } from '../repo-files.ts';
import { findSettings } from '../repo-settings.ts';
import { waysOf } from '../rules/steps.ts';
import type { Body, Preparation, Way } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';
import { lockDraft, secretOf } from './holder.ts';

const t = refusals('vi');

/** The procedure as it is in force now. @throws Problem `validation` where it ended meanwhile */
export async function procedureOf(ctx: Pick<AppContext, 'clock'>, tx: Tx, code: string): Promise<Procedure> {
  const version = await findCurrentVersion(tx, code, localDay(ctx.clock.now()));
  if (version === null) {
    throw new Problem('validation', { detail: t('no-procedure', { code }) });
  }
  return version.body;
}

/** Stores a changed draft; the time for which it is kept starts anew. */
async function keep(ctx: AppContext, tx: Tx, draft: Preparation, body: Body): Promise<void> {
  const at = ctx.clock.now();
  const { keepDays } = await findSettings(tx);
  await saveBody(tx, draft.id, { body, at, expiresAt: at.add({ hours: 24 * keepDays }) });
}

/**
 * Changes what was answered. The same change twice leaves the same draft, so it needs no request id.
 * @throws Problem `gone`, `forbidden`, `already-done`, `validation`
 */
export async function changeAnswers(
  ctx: AppContext,
  actor: Actor,
  token: string,
  change: (body: Body, draft: Preparation) => Body,
): Promise<void> {
  const secret = secretOf(actor, token);
  await inTransaction(ctx, actor, async (tx) => {
    const draft = await lockDraft(ctx, tx, secret);
    const body = change(draft.body, draft);
    if (body.who === 'relative' && draft.body.who !== 'relative') {
      const { flags } = await procedureOf(ctx, tx, draft.procedureCode);
      if (flags.inPersonOnly) {
        const message = t('in-person');
        throw new Problem('validation', { detail: message, fields: [{ path: 'who', message }] });
      }
    }
    await keep(ctx, tx, draft, body);
  });
}

/** Says how one paper comes. @throws Problem `gone`, `forbidden`, `already-done`, `validation` for a way it has not */
export async function choosePaper(
  ctx: AppContext,
  actor: Actor,
  token: string,
  chosen: { readonly key: string; readonly way: Way },
): Promise<void> {
  const secret = secretOf(actor, token);
  await inTransaction(ctx, actor, async (tx) => {
    const draft = await lockDraft(ctx, tx, secret);
    const { components } = await procedureOf(ctx, tx, draft.procedureCode);
    const component = components.find(({ id }) => id === chosen.key);
    if (component === undefined || !waysOf(component).includes(chosen.way)) {
      const message = t('unknown-paper');
      throw new Problem('validation', { detail: message, fields: [{ path: 'way', message }] });
    }
    const { body } = draft;
    await keep(ctx, tx, draft, { ...body, papers: { ...body.papers, [chosen.key]: chosen.way } });
  });
}

/**
 * Puts the draft into the list of a citizen who signed in; who holds the address may do so.
 * @throws Problem `gone`, `forbidden`, `already-done`
 */
export async function takeIntoList(
  ctx: AppContext,
  actor: Actor,
  token: string,
  citizen: SignedInCitizen,
): Promise<void> {
  const secret = secretOf(actor, token);
  const ownerKey = citizen.assured && citizen.centreId === actor.centreId ? keyOf(citizen.claims) : null;
  if (ownerKey !== null) {
    await inTransaction(ctx, actor, async (tx) => {
      await setOwner(tx, (await lockDraft(ctx, tx, secret)).id, ownerKey);
    });
  }
}

/** Deletes a draft with its files. @throws Problem `gone`, `forbidden`, `already-done` */
export async function discardDraft(ctx: AppContext, actor: Actor, token: string): Promise<void> {
  const secret = secretOf(actor, token);
  const keys = await inTransaction(ctx, actor, async (tx) => {
    const draft = await lockDraft(ctx, tx, secret);
    const files = await listFiles(tx, draft.id);
    await deletePreparation(tx, draft.id);
    return files.map(({ id }) => preparedFileKey({ centreId: draft.centreId, preparationId: draft.id, id }));
  });
  for (const key of keys) {
    await ctx.storage.delete(key).catch(() => undefined);
  }
}
