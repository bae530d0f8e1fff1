import { createHmac } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { lookUp } from '#modules/dossiers/commands/look-up.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { sameSecret } from '#platform/same-secret.ts';
import { refusals } from '../messages.ts';
import { FOLLOW_POLICY } from '../policy.ts';

const t = refusals('vi');
/** Hours for which the address of a dossier's follow page stays good: an evening at home. */
const OPEN_HOURS = 12;
const KEY = /^([0-9a-f]{32})\.([01])\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{43})$/;

/**
 * What an address of the follow page opens. `strong`: it was opened with the code of the receipt or a sign-in, not with the last
 * digits of a phone; giving out a result and withdrawing ask for that.
 */
export interface Holder {
  readonly dossierId: string;
  readonly strong: boolean;
}

async function seal(ctx: AppContext, centreId: string, text: string): Promise<string> {
  const key = await installationKey(ctx.config, 'follow');
  return createHmac('sha256', key).update(`${centreId}/${text}`).digest('base64url');
}

/**
 * Opens the follow page of a dossier by its number and second secret, as look-up does and as slowly for whoever guesses.
 * @returns the key of its address, good for twelve hours
 * @throws Problem `forbidden`, `not-found`, `rate-limited`
 */
export async function openBySecret(
  ctx: AppContext,
  actor: Actor,
  number: string,
  secret: string,
): Promise<string> {
  authorise(FOLLOW_POLICY, actor, 'follow', actor);
  const { dossierId } = await lookUp(ctx, actor, number, secret);
  const dossier = await readOnly(ctx, actor, (tx) => findDossierIn(tx, { id: dossierId }));
  const typed = secret.toUpperCase().replace(/[\s.-]/g, '');
  const code = dossier?.lookupCode ?? null;
  const strong = code !== null && sameSecret(typed, code);
  const until = Math.floor(ctx.clock.now().add({ hours: OPEN_HOURS }).epochMilliseconds / 1000);
  const text = `${dossierId.replaceAll('-', '')}.${strong ? 1 : 0}.${until.toString(36)}`;
  return `${text}.${await seal(ctx, actor.centreId, text)}`;
}

/**
 * What the key of an address opens. @throws Problem `forbidden`, `gone` when it is not ours, of another centre, or too old
 */
export async function holderOf(ctx: AppContext, actor: Actor, key: string): Promise<Holder> {
  authorise(FOLLOW_POLICY, actor, 'follow', actor);
  const gone = () => new Problem('gone', { detail: t('key-gone') });
  const [, hex, strong, until, mac] = KEY.exec(key) ?? [];
  if (hex === undefined || until === undefined || mac === undefined) {
    throw gone();
  }
  const wanted = await seal(ctx, actor.centreId, `${hex}.${strong}.${until}`);
  if (!sameSecret(mac, wanted)) {
    throw gone();
  }
  if (Number.parseInt(until, 36) * 1000 <= ctx.clock.now().epochMilliseconds) {
    throw gone();
  }
  const dossierId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { dossierId, strong: strong === '1' };
}

/** The dossier that a key opens. @throws Problem `gone` */
export async function heldDossier(tx: Tx, { dossierId }: Holder): Promise<Dossier> {
  const dossier = await findDossierIn(tx, { id: dossierId });
  if (dossier === null) {
    throw new Problem('gone', { detail: t('key-gone') });
  }
  return dossier;
}

/** @throws Problem `forbidden` unless the code of the receipt or a sign-in opened the page */
export function needStrong({ strong }: Holder): void {
  if (!strong) {
    throw new Problem('forbidden', { detail: t('need-code') });
  }
}

/** How a dossier is named to people. */
export function numberOf(dossier: Pick<Dossier, 'number' | 'localNumber'>): string {
  return dossier.number ?? dossier.localNumber ?? '';
}
