import { CertificateError, certificateFacts, maySignDocuments } from '#integrations/signing/certificate.ts';
import { type OpenedStore, openPkcs12 } from '#integrations/signing/pkcs12.ts';
import { SigningFailure } from '#integrations/signing/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { sealSecret } from '#modules/identity/commands/secret-box.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { signingMessages } from '../messages.ts';
import { SIGNING_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { Method, SigningCertificate } from '../schema.ts';
import { throughLine } from './lines.ts';
import { connectRemote, sealStore } from './secrets.ts';
import { nameOf, uploadedCertificate } from './settings.ts';

const t = signingMessages('vi');
const wrong = (path: string, message: string) =>
  new Problem('validation', { detail: message, fields: [{ path, message }] });

interface Addition {
  readonly id: string;
  readonly method: Method;
  readonly accountId: string | null;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly credential: string | null;
  readonly secretBox: Uint8Array | null;
}

async function add(ctx: AppContext, actor: Actor, addition: Addition): Promise<void> {
  const at = ctx.clock.now();
  const { secretBox, ...rest } = addition;
  const { fingerprint, validFrom, validTo, serial, holder } = certificateFacts(rest.certificate);
  const row: SigningCertificate = {
    ...rest,
    fingerprint,
    validFrom,
    validTo,
    addedAt: at,
    addedBy: nameOf(actor),
    retiredAt: null,
  };
  await inTransaction(ctx, actor, async (tx) => {
    if (rest.accountId !== null && (await findAccountIn(tx, rest.accountId)) === undefined) {
      throw wrong('accountId', t('account-gone'));
    }
    if (!(await repo.insertCertificate(tx, actor.centreId, row, secretBox))) {
      throw new Problem('conflict', { detail: t('certificate-there') });
    }
    const detail = { method: rest.method, accountId: rest.accountId, fingerprint, serial, holder };
    const entry = {
      action: 'signing.certificate-added',
      subjectType: 'certificate',
      subjectId: rest.id,
      detail,
    };
    await record(tx, actor, entry, at);
  });
}

/** A PKCS #12 file with its passphrase. `accountId` null: the organisation's own. */
export interface StoreInput {
  readonly file: Uint8Array;
  readonly passphrase: string;
  readonly accountId: string | null;
}

/**
 * Keeps a key on the server, sealed; from here on nobody can read file or passphrase again.
 * @throws Problem `forbidden`, `validation` (wrong passphrase, no key that may sign), `conflict` when it is there
 */
export async function addStoreCertificate(ctx: AppContext, actor: Actor, input: StoreInput): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  let opened: OpenedStore;
  try {
    opened = openPkcs12(input.file, input.passphrase);
  } catch (error) {
    throw error instanceof CertificateError ? wrong('file', t('p12-wrong')) : error;
  }
  const id = newId();
  const { certificate, chain } = opened;
  const secretBox = await sealStore(ctx, id, input.file, input.passphrase);
  const { accountId } = input;
  await add(ctx, actor, { id, method: 'store', accountId, certificate, chain, credential: null, secretBox });
}

/** Names the certificate in a signer's USB token, by its public part. @throws Problem `forbidden`, `validation`, `conflict` */
export async function addTokenCertificate(
  ctx: AppContext,
  actor: Actor,
  input: { readonly certificate: Uint8Array; readonly accountId: string },
): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const certificate = uploadedCertificate(input.certificate);
  if (!maySignDocuments(certificate)) {
    throw wrong('certificate', t('certificate-use'));
  }
  const { accountId } = input;
  const rest = { chain: [], credential: null, secretBox: null };
  await add(ctx, actor, { id: newId(), method: 'token', accountId, certificate, ...rest });
}

/**
 * Fetches the certificates that a remote service keeps for a signer.
 * @param input `userId`: the person's account at the service; sealed, since it is mostly the personal number
 * @throws Problem `forbidden`, `not-allowed-now` without a service, `unavailable`, `validation` when there is none, `conflict`
 */
export async function addRemoteCertificate(
  ctx: AppContext,
  actor: Actor,
  input: { readonly userId: string; readonly accountId: string },
): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const { client } = await connectRemote(ctx, actor.centreId);
  const found = await throughLine(ctx, actor.centreId, 'remote', () =>
    client.certificates(input.userId),
  ).catch((error: unknown) => {
    if (error instanceof SigningFailure) {
      const key = error.fault === 'unavailable' ? 'unavailable' : 'refused';
      throw new Problem('unavailable', { detail: t(key, { why: error.message }) });
    }
    throw error;
  });
  const usable = found.filter(({ certificate }) => {
    try {
      return maySignDocuments(certificate);
    } catch {
      return false;
    }
  });
  const [first] = usable;
  if (first === undefined) {
    throw wrong('userId', t('remote-none'));
  }
  const { certificate, chain, credentialId: credential } = first;
  const id = newId();
  const secretBox = await sealSecret(ctx.config, id, input.userId);
  const { accountId } = input;
  await add(ctx, actor, { id, method: 'remote', accountId, certificate, chain, credential, secretBox });
}

/** Takes a certificate out of use; what was signed with it stays signed. @throws Problem `forbidden` */
export async function retireCertificate(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (await repo.retireCertificate(tx, id, at)) {
      await record(
        tx,
        actor,
        { action: 'signing.certificate-retired', subjectType: 'certificate', subjectId: id },
        at,
      );
    }
  });
}
