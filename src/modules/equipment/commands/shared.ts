import { randomInt } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';

/** Live topic on which the officers of a centre hear that equipment changed. */
export function equipmentTopic(centreId: string): string {
  return `staff:${centreId}`;
}

/** Tells the officers' screens to look again. */
export function tellOfficers(
  tx: Tx,
  ctx: AppContext,
  actor: Pick<Actor, 'centreId'>,
  id: string,
): Promise<void> {
  return ctx.live.publish(tx, equipmentTopic(actor.centreId), { equipment: id });
}

const LETTERS = '0123456789abcdefghijkmnpqrstuvwxyz';

/** The code of a label: 12 letters that nobody guesses, none that are taken for another. */
export function newReportCode(): string {
  return Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Refuses one field in the words of the module. */
export function wrongField(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/** The Vietnamese words of refusals. */
export const t = messages('vi');
