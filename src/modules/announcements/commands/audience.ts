import { randomBytes } from 'node:crypto';
import { PUBLIC_HOSTS, type PushPolicy } from '#integrations/web-push/address.ts';
import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/audience.ts';
import type { ContactInput, ListenerInput } from '../schema.ts';

const TOKEN_BYTES = 18;

/** Unguessable, for an address. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Adds somebody who agreed to be told. The request's id becomes the contact's. @throws Problem `forbidden`, `conflict` */
export async function addContact(ctx: AppContext, actor: Actor, input: ContactInput): Promise<void> {
  authorise(NEWS_POLICY, actor, 'contacts', { centreId: actor.centreId });
  const staff = requireStaff(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if ((await repo.findContact(tx, { id: input.requestId })) !== undefined) {
      return;
    }
    const { requestId: id, kind, address, name, village, consent } = input;
    const contact = { id, kind, address, name, village, consent, token: newToken() };
    const added = await repo.insertContact(tx, actor.centreId, {
      ...contact,
      addedBy: staff.displayName,
      addedAt: at,
    });
    if (!added) {
      const message = newsMessages('vi')('contact-there');
      throw new Problem('conflict', { detail: message, fields: [{ path: 'address', message }] });
    }
    await record(
      tx,
      actor,
      { action: 'news.contact', subjectType: 'news-contact', subjectId: id, detail: { kind, consent } },
      at,
    );
  });
}

/** Takes somebody off the list; the address is forgotten. @throws Problem `forbidden`, `not-found` */
export async function removeContact(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'contacts', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await repo.endContact(tx, id, at))) {
      throw new Problem('not-found', { detail: newsMessages('vi')('contact-unknown') });
    }
    await record(tx, actor, { action: 'news.contact-end', subjectType: 'news-contact', subjectId: id }, at);
  });
}

/** A person ends it by the link in a mail. Twice is once. @throws Problem `forbidden`, `not-found` */
export async function endByToken(ctx: AppContext, actor: Actor, token: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const contact = await repo.findContact(tx, { token });
    if (contact === undefined) {
      throw new Problem('not-found', { detail: newsMessages('vi')('contact-unknown') });
    }
    await repo.endContact(tx, contact.id, at);
    const subject = { subjectType: 'news-contact', subjectId: contact.id };
    await record(tx, actor, { action: 'news.contact-end', ...subject }, at);
  });
}

/** A browser asks to be told of news. Asking twice is once. @throws Problem `forbidden`, `validation` (no push service of the public Internet) */
export async function listenToNews(
  ctx: AppContext,
  actor: Actor,
  input: ListenerInput,
  policy: PushPolicy = PUBLIC_HOSTS,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  if (!policy.accepts(new URL(input.endpoint))) {
    const message = newsMessages('vi')('push-address');
    throw new Problem('validation', { detail: message, fields: [{ path: 'endpoint', message }] });
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, (tx) =>
    repo.saveListener(tx, actor.centreId, { id: newId(), endpoint: input.endpoint, ...input.keys }, at),
  );
}

/** A browser does not want to be told any more. @throws Problem `forbidden` */
export async function stopListening(ctx: AppContext, actor: Actor, endpoint: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  await inTransaction(ctx, actor, (tx) => repo.deleteListener(tx, { endpoint }));
}
