import { randomBytes } from 'node:crypto';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { insertSession } from '../repo/sessions.ts';
import { sessionEnd } from '../rules/session.ts';
import { makeToken } from '../rules/token.ts';
import type { Account, Origin, Session, SessionStage } from '../schema.ts';

/** A session that was just opened, with the token for the cookie. The token is not kept anywhere else. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
}

/** Opens a session for the account in the running transaction. */
export async function openSession(
  tx: Tx,
  account: Pick<Account, 'id' | 'centreId'>,
  stage: SessionStage,
  origin: Origin,
  at: Temporal.Instant,
): Promise<OpenedSession> {
  const token = makeToken(account.centreId, randomBytes(32));
  const session: Session = {
    id: newId(),
    accountId: account.id,
    stage,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: sessionEnd(stage, at, at),
    userAgent: origin.userAgent.slice(0, 300),
    ip: origin.ip,
  };
  await insertSession(tx, account.centreId, session, token.hash);
  return { session, token: token.text };
}
