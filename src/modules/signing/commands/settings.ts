import { createHash } from 'node:crypto';
import { CertificateError, readCertificate } from '#integrations/signing/certificate.ts';
import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { signingMessages } from '../messages.ts';
import { SIGNING_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { SettingsInput } from '../schema.ts';

const t = signingMessages('vi');

/** The name under which an act of administration is kept. */
export const nameOf = (actor: Actor): string => (actor.kind === 'staff' ? actor.displayName : actor.kind);

/** The secret that holds from now on: the new one, or the stored one while it is for the same service. */
async function secretFor(ctx: AppContext, actor: Actor, input: SettingsInput): Promise<Uint8Array | null> {
  if (input.secret !== '') {
    return sealSecret(ctx.config, input.requestId, input.secret);
  }
  const stored = await readOnly(ctx, actor, repo.findSettings);
  const same = stored?.settings.remote?.baseUrl === input.settings.remote?.baseUrl;
  return stored?.secretBox && same && input.settings.remote !== null
    ? sealSecret(ctx.config, input.requestId, await openSecret(ctx.config, stored.version, stored.secretBox))
    : null;
}

/** Says how the centre signs from now on. The request's id becomes the version, so a repeat changes nothing. @throws Problem `forbidden` */
export async function saveSigningSettings(
  ctx: AppContext,
  actor: Actor,
  input: SettingsInput,
): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const at = ctx.clock.now();
  const { settings, requestId: version } = input;
  const secretBox = await secretFor(ctx, actor, input);
  await inTransaction(ctx, actor, async (tx) => {
    if ((await repo.findSettings(tx))?.version === version) {
      return;
    }
    const stored = { version, settings, secretBox, changedAt: at, changedBy: nameOf(actor) };
    await repo.saveSettings(tx, actor.centreId, stored);
    const detail = {
      remote: settings.remote?.baseUrl ?? '',
      tsa: settings.tsa?.url ?? '',
      seal: settings.seal,
    };
    const entry = { action: 'signing.settings', subjectType: 'centre', subjectId: actor.centreId, detail };
    await record(tx, actor, entry, at);
  });
}

const wrong = (message: string) =>
  new Problem('validation', { detail: message, fields: [{ path: 'certificate', message }] });

/** DER of an uploaded certificate. @throws Problem `validation` */
export function uploadedCertificate(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(readCertificate(bytes).raw);
  } catch (error) {
    throw error instanceof CertificateError ? wrong(t('certificate-wrong')) : error;
  }
}

/** Trusts a certification authority. @throws Problem `forbidden`, `validation` */
export async function addAnchor(ctx: AppContext, actor: Actor, bytes: Uint8Array): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const certificate = uploadedCertificate(bytes);
  if (!readCertificate(certificate).ca) {
    throw wrong(t('anchor-no-ca'));
  }
  const at = ctx.clock.now();
  const fingerprint = createHash('sha256').update(certificate).digest('hex');
  const anchor = { id: newId(), certificate, fingerprint, addedAt: at, addedBy: nameOf(actor) };
  await inTransaction(ctx, actor, async (tx) => {
    if (await repo.insertAnchor(tx, actor.centreId, anchor)) {
      const entry = { action: 'signing.anchor-added', subjectType: 'certificate', subjectId: anchor.id };
      await record(tx, actor, { ...entry, detail: { fingerprint } }, at);
    }
  });
}

/** Trusts an authority no longer. @throws Problem `forbidden` */
export async function removeAnchor(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(SIGNING_POLICY, actor, 'signing.manage', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (await repo.deleteAnchor(tx, id)) {
      await record(
        tx,
        actor,
        { action: 'signing.anchor-removed', subjectType: 'certificate', subjectId: id },
        at,
      );
    }
  });
}
