import { createHmac } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import type { AppContext } from '#platform/context.ts';
import { sameSecret } from '#platform/same-secret.ts';

/** Bytes of the signature in a link: nobody guesses 96 bits. */
const MAC_BYTES = 12;

async function mac(ctx: Pick<AppContext, 'config'>, centreId: string, noticeId: string): Promise<string> {
  const key = await installationKey(ctx.config, 'notice-link');
  return createHmac('sha256', key)
    .update(`${centreId} ${noticeId}`)
    .digest()
    .subarray(0, MAC_BYTES)
    .toString('base64url');
}

/** The key by which whoever got a notice says how they want to be told: signed, bound to this notice's addresses. */
export async function choiceKey(
  ctx: Pick<AppContext, 'config'>,
  centreId: string,
  noticeId: string,
): Promise<string> {
  return `${noticeId.replaceAll('-', '')}${await mac(ctx, centreId, noticeId)}`;
}

/** The whole address of {@link choiceKey}. */
export async function choiceLink(
  ctx: Pick<AppContext, 'config'>,
  centreId: string,
  noticeId: string,
): Promise<string> {
  return `${ctx.config.publicUrl}/nhan-tin/${await choiceKey(ctx, centreId, noticeId)}`;
}

/** The notice that a key opens; null when its signature is wrong. */
export async function noticeOfKey(
  ctx: Pick<AppContext, 'config'>,
  centreId: string,
  key: string,
): Promise<string | null> {
  const found = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([\w-]{16})$/.exec(key);
  if (found === null) {
    return null;
  }
  const id = found.slice(1, 6).join('-');
  return sameSecret(found[6] ?? '', await mac(ctx, centreId, id)) ? id : null;
}
