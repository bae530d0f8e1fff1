import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { lockAccount } from '../../repo/accounts.ts';
import { lockLink, touchLink } from '../../repo/sign-on.ts';
import { isLocked } from '../../rules/lock-out.ts';
import { firstStage } from '../../rules/session.ts';
import type { Origin } from '../../schema.ts';
import { type OpenedSession, openSession } from '../open-session.ts';
import { completeSignIn, lockedProblem } from '../sign-in.ts';
import { finishSignOn, keepForSignOut, type ProvenSignOn, refuseSignOn } from './finish.ts';
import { linkProven } from './links.ts';

const t = signOnMessages('vi');

/** Where a proven sign-on of an officer led: into a session, or to a new link of the account that was signed in already. */
export type StaffSignOn =
  | { readonly kind: 'session'; readonly opened: OpenedSession; readonly returnTo: string }
  | { readonly kind: 'linked'; readonly returnTo: string };

/** Opens the session of the linked account, if it may. */
async function enter(ctx: AppContext, proven: ProvenSignOn, origin: Origin): Promise<OpenedSession> {
  const { identity, request, settings } = proven;
  const now = ctx.clock.now();
  const result = await inTransaction(ctx, request, async (tx) => {
    const link = await lockLink(tx, identity.issuer, identity.subject);
    const account = link && (await lockAccount(tx, link.accountId));
    if (!link || !account) {
      return { why: 'not-linked' } as const;
    }
    if (!account.active) {
      return { why: 'account-closed' } as const;
    }
    if (isLocked(account.lockedUntil, now)) {
      return { why: 'locked', until: account.lockedUntil } as const;
    }
    // Our own second factor is asked unless the provider's counts by the administrator's word and the demanded level.
    const trusted = settings.connection.acrRequired && settings.connection.trustSecondFactor;
    const stage = firstStage({ ...account, hasTotp: account.hasTotp && !trusted });
    const opened = await openSession(tx, account, stage, origin, now);
    await touchLink(tx, link.id, now);
    if (stage !== 'second-factor') {
      await completeSignIn(tx, account, opened.session.id, origin, now);
    }
    return { opened };
  });
  if ('opened' in result) {
    return result.opened;
  }
  await refuseSignOn(ctx, request, result.why, origin);
  switch (result.why) {
    case 'not-linked':
      throw new Problem('unauthenticated', { detail: t('not-linked', { subject: identity.subject }) });
    case 'account-closed':
      throw new Problem('unauthenticated', { detail: t('account-closed') });
    case 'locked':
      throw lockedProblem(result.until ?? now, now);
    default:
      return result satisfies never;
  }
}

/**
 * Finishes an officer's sign-on. Only an active account that was linked by issuer and subject is opened; name and mail count for nothing.
 * @param actor who the browser's session says is there; to link, it must be who began
 * @throws Problem `unauthenticated`, `locked`, `unavailable`, `conflict` (linked already)
 */
export async function finishStaffSignOn(
  ctx: AppContext,
  actor: Actor,
  browserToken: string | undefined,
  callbackUrl: URL,
  origin: Origin,
): Promise<StaffSignOn> {
  const proven = await finishSignOn(ctx, 'staff', browserToken, callbackUrl, origin);
  const { request } = proven;
  if (request.purpose === 'link') {
    if (actor.kind !== 'staff' || actor.accountId !== request.accountId) {
      await refuseSignOn(ctx, request, 'other-person', origin);
      throw new Problem('unauthenticated', { detail: t('link-other') });
    }
    await linkProven(ctx, actor, proven);
    await keepForSignOut(ctx, proven, actor.accountId);
    return { kind: 'linked', returnTo: request.returnTo };
  }
  const opened = await enter(ctx, proven, origin);
  await keepForSignOut(ctx, proven, opened.session.accountId);
  return { kind: 'session', opened, returnTo: request.returnTo };
}
