import { record } from '#modules/audit/commands/record.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { IDENTITY_POLICY } from '../../policy.ts';
import { findAccount } from '../../repo/accounts.ts';
import { findSettings, insertLink, listLinks, removeLink } from '../../repo/sign-on.ts';
import type { LinkInput } from '../../schema/sign-on.ts';
import type { ProvenSignOn } from './finish.ts';

const t = signOnMessages('vi');

interface NewLink {
  readonly accountId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly displayName: string;
}

async function storeLink(tx: Tx, actor: StaffActor, link: NewLink, at: Temporal.Instant): Promise<void> {
  const id = newId();
  const stored = { id, ...link, linkedAt: at, linkedBy: actor.displayName };
  if (!(await insertLink(tx, actor.centreId, stored))) {
    throw new Problem('conflict', { detail: t('link-taken') });
  }
  await record(
    tx,
    actor,
    {
      action: 'identity.link',
      subjectType: 'account',
      subjectId: link.accountId,
      detail: { issuer: link.issuer, subject: link.subject },
    },
    at,
  );
}

/** Links the officer's own account with the subject they just proved to be. @throws Problem `forbidden`, `conflict` */
export async function linkProven(
  ctx: AppContext,
  actor: StaffActor,
  { identity }: ProvenSignOn,
): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'self.sign-on', { ...actor, assigneeId: actor.accountId });
  const { issuer, subject, claims } = identity;
  const name = [claims['name'], claims['preferred_username']].find((claim) => typeof claim === 'string');
  const link = {
    accountId: actor.accountId,
    issuer,
    subject,
    displayName: typeof name === 'string' ? name.slice(0, 200) : subject,
  };
  await inTransaction(ctx, actor, (tx) => storeLink(tx, actor, link, ctx.clock.now()));
}

/**
 * An administrator links an active account with a subject that the province told.
 * @throws Problem `forbidden`, `validation` (no such account), `not-allowed-now` (not connected), `conflict` (linked already)
 */
export async function linkAccount(ctx: AppContext, actor: StaffActor, input: LinkInput): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.manage', actor);
  await inTransaction(ctx, actor, async (tx) => {
    const issuer = (await findSettings(tx, 'staff'))?.settings.connection.issuer;
    if (issuer === undefined) {
      throw new Problem('not-allowed-now', { detail: t('no-issuer') });
    }
    const account = await findAccount(tx, input.accountId);
    if (!account?.active) {
      const fields = [{ path: 'accountId', message: t('account-unknown') }];
      throw new Problem('validation', { detail: t('account-unknown'), fields });
    }
    const { subject } = input;
    const link = { accountId: account.id, issuer, subject, displayName: subject };
    await storeLink(tx, actor, link, ctx.clock.now());
  });
}

async function unlink(tx: Tx, ctx: AppContext, actor: Actor, id: string): Promise<void> {
  const at = ctx.clock.now();
  const removed = await removeLink(tx, id, at);
  if (removed === undefined) {
    throw new Problem('not-found', { detail: t('link-unknown') });
  }
  await record(
    tx,
    actor,
    {
      action: 'identity.unlink',
      subjectType: 'account',
      subjectId: removed.accountId,
      detail: { subject: removed.subject },
    },
    at,
  );
}

/** An administrator ends a link. @throws Problem `forbidden`, `not-found` */
export async function unlinkAccount(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.manage', actor);
  await inTransaction(ctx, actor, (tx) => unlink(tx, ctx, actor, id));
}

/** An officer ends a link of the own account. @throws Problem `forbidden`, `not-found` */
export async function unlinkOwn(ctx: AppContext, actor: StaffActor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'self.sign-on', { ...actor, assigneeId: actor.accountId });
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await listLinks(tx, actor.accountId)).some((link) => link.id === id)) {
      throw new Problem('not-found', { detail: t('link-unknown') });
    }
    await unlink(tx, ctx, actor, id);
  });
}
