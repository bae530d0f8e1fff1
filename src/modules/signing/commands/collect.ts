import { certificateFacts } from '#integrations/signing/certificate.ts';
import { sha256 } from '#integrations/signing/cms.ts';
import {
  type RemoteOrder,
  type RemoteSigner,
  type RemoteState,
  SigningFailure,
  type SigningFault,
} from '#integrations/signing/port.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import { COLLECT } from '../jobs-names.ts';
import { signingMessages } from '../messages.ts';
import { findCertificate } from '../repo.ts';
import * as repo from '../repo-sessions.ts';
import type { SessionState, SigningItem, SigningSession } from '../schema.ts';
import { requireUsable } from './begin.ts';
import { closeSession, finishSession, fromSignatures, sceneOf } from './finish.ts';
import { throughLine } from './lines.ts';
import { connectRemote, remoteUser } from './secrets.ts';

const t = signingMessages('vi');
/** Seconds between two questions: services ask for three to five. */
const AGAIN_SECONDS = 4;

/** What a failure of a remote service makes of the session. */
function stateAfter(fault: SigningFault): SessionState {
  switch (fault) {
    case 'declined':
      return 'declined';
    case 'expired':
      return 'expired';
    case 'unavailable':
    case 'refused':
      return 'failed';
    default:
      return fault satisfies never;
  }
}

/** The signer as an actor of today: roles and unit may have changed since the session began. */
export async function signerOf(ctx: AppContext, session: SigningSession): Promise<StaffActor | null> {
  const account = await readOnly(ctx, session, (tx) => findAccountIn(tx, session.accountId));
  if (account === undefined || !account.active) {
    return null;
  }
  const { id: accountId, centreId, unitId, roles, displayName, position } = account;
  return { kind: 'staff', accountId, centreId, unitId, roles, displayName, position };
}

function orderOf(
  session: SigningSession,
  items: readonly SigningItem[],
  who: { readonly userId: string; readonly credentialId: string; readonly serial: string },
): RemoteOrder {
  const numbers = [...new Set(items.map(({ dossierNumber }) => dossierNumber))];
  const shown = numbers.length > 3 ? `${numbers.slice(0, 3).join(', ')}…` : numbers.join(', ');
  return {
    ...who,
    transactionId: session.id,
    description: t('phone-text', { count: items.length, numbers: shown }),
    documents: items.map(({ id, fileName, attributes }) => ({
      id,
      name: fileName,
      hash: sha256(attributes ?? new Uint8Array()),
    })),
    at: session.beganAt,
  };
}

async function askAgain(ctx: AppContext, session: SigningSession): Promise<void> {
  await inTransaction(ctx, session, (tx) =>
    enqueue(
      tx,
      COLLECT,
      { centreId: session.centreId, sessionId: session.id },
      { jobKey: session.id, inSeconds: AGAIN_SECONDS },
    ),
  );
}

async function stateNow(
  ctx: AppContext,
  session: SigningSession,
  client: RemoteSigner,
  order: RemoteOrder,
): Promise<RemoteState> {
  const { centreId } = session;
  let { reference } = session;
  if (reference === null) {
    reference = await throughLine(ctx, centreId, 'remote', () => client.begin(order));
    const known = reference;
    await inTransaction(ctx, session, (tx) => repo.setReference(tx, session.id, known));
  }
  const asked = reference;
  try {
    return await throughLine(ctx, centreId, 'remote', () => client.collect(asked, order));
  } catch (error) {
    // The order stands at the service; asking for its state again changes nothing there.
    if (error instanceof SigningFailure && error.fault === 'unavailable') {
      return { state: 'waiting' };
    }
    throw error;
  }
}

async function close(ctx: AppContext, session: SigningSession, error: unknown): Promise<void> {
  if (error instanceof SigningFailure) {
    const state = stateAfter(error.fault);
    return closeSession(ctx, session, state, t(error.fault, { why: error.message }));
  }
  if (isProblem(error)) {
    return closeSession(ctx, session, 'failed', error.details.detail);
  }
  throw error;
}

/**
 * Orders at a service that answers only once the person has decided, and that would ask them again if it were asked again (MySign, CSC). The call is made once
 * for the session and beside the job, which ends at once: minutes of waiting for a person take no job's place. What the call brings finishes the session; where
 * it is lost with the process, the end of the session's time closes it.
 */
async function holdCall(
  ctx: AppContext,
  session: SigningSession,
  client: RemoteSigner,
  order: RemoteOrder,
  finish: (answer: RemoteState) => Promise<void>,
): Promise<void> {
  const { centreId } = session;
  const reference = await client.begin(order);
  if (!(await inTransaction(ctx, session, (tx) => repo.claimCall(tx, session.id, reference)))) {
    return;
  }
  const run = async (): Promise<void> => {
    try {
      const answer = await throughLine(ctx, centreId, 'remote', () => client.collect(reference, order));
      const now = await readOnly(ctx, session, (tx) => repo.findSession(tx, session.id));
      if (now?.state === 'waiting') {
        await finish(answer);
      }
    } catch (error) {
      await close(ctx, session, error);
    }
  };
  void run().catch((error: unknown) => ctx.log.error({ err: error }, 'a signing order was not finished'));
}

/**
 * Asks the remote service how an order stands, and finishes the session when the signatures are there. Run as a job until the
 * person has decided or the time is over; running it once more does no harm.
 */
export async function collectSession(ctx: AppContext, centreId: string, sessionId: string): Promise<void> {
  const session = await readOnly(ctx, { centreId }, (tx) => repo.findSession(tx, sessionId));
  if (session?.state !== 'waiting' || session.method !== 'remote') {
    return;
  }
  const now = ctx.clock.now();
  if (Temporal.Instant.compare(now, session.expiresAt) > 0) {
    return closeSession(ctx, session, 'expired', t('expired'));
  }
  const signer = await signerOf(ctx, session);
  if (signer === null) {
    return closeSession(ctx, session, 'failed', t('account-gone'));
  }
  try {
    const found = await readOnly(ctx, session, (tx) => findCertificate(tx, session.certificateId));
    const certificate = requireUsable(found, signer, now);
    const items = await readOnly(ctx, session, (tx) => repo.listItems(tx, session.id));
    const order = orderOf(session, items, {
      userId: await remoteUser(ctx, centreId, certificate.id),
      credentialId: certificate.credential ?? '',
      serial: certificateFacts(certificate.certificate).serial,
    });
    const finish = async (answer: RemoteState): Promise<void> => {
      if (answer.state === 'waiting') {
        return askAgain(ctx, session);
      }
      const scene = await sceneOf(ctx, signer, session, certificate);
      await finishSession(
        scene,
        fromSignatures(scene, async ({ id }) => answer.signatures.get(id) ?? new Uint8Array()),
      );
    };
    const { client } = await connectRemote(ctx, centreId);
    await (client.repeatable
      ? finish(await stateNow(ctx, session, client, order))
      : holdCall(ctx, session, client, order, finish));
  } catch (error) {
    await close(ctx, session, error);
  }
}

/** Ends the sessions of a centre whose time is over. */
export async function sweepSessions(ctx: AppContext, centreId: string): Promise<void> {
  const overdue = await readOnly(ctx, { centreId }, (tx) => repo.listOverdue(tx, ctx.clock.now()));
  for (const session of overdue) {
    await closeSession(ctx, session, 'expired', t('expired'));
  }
}

/** A service says that an order has moved: nothing it says is believed, its state is asked at once. */
export async function nudgeSession(ctx: AppContext, centreId: string, reference: string): Promise<void> {
  await inTransaction(ctx, { centreId }, async (tx) => {
    const session = await repo.findByReference(tx, reference);
    if (session !== undefined) {
      await enqueue(tx, COLLECT, { centreId, sessionId: session.id }, { jobKey: session.id });
    }
  });
}
