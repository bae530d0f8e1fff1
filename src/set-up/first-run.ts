import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { defaultCentre } from '#modules/agencies/queries.ts';
import { CommuneSetup, usualCounters } from '#modules/agencies/schema.ts';
import { createAccount, type HandOver } from '#modules/identity/commands/accounts.ts';
import { listAccounts } from '#modules/identity/queries.ts';
import { CreateAccountInput } from '#modules/identity/schema.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import type { Module } from '#platform/module.ts';
import { sameSecret } from '#platform/same-secret.ts';
import { slug } from '#platform/vietnamese.ts';
import { setUpCentre } from './centres.ts';
import { messages } from './messages.ts';

/** Letters and digits that nobody confuses when reading a code from one screen and typing it at another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;

/** What an installation still lacks before people can sign in; null when nothing. */
export type Missing = 'commune' | 'administrator' | null;

/** A code for one run of the server, known to whoever sees the server's window. */
export function newSetUpCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}

/** Looks what the installation lacks. An installation with any administrator of the first centre lacks nothing. */
export async function whatIsMissing(ctx: AppContext): Promise<Missing> {
  const centre = await defaultCentre(ctx);
  if (centre === undefined) {
    return 'commune';
  }
  const accounts = await listAccounts(ctx, systemActor(centre.id, 'set-up'));
  return accounts.some((account) => account.roles.includes('administrator')) ? null : 'administrator';
}

const Administrator = CreateAccountInput.pick({ requestId: true, username: true, displayName: true });

/** The form of the first run when only the administrator is missing. */
export const AdministratorSetup = Administrator.extend({ code: z.string('Xin nhập mã thiết lập.') });

/** The whole form of the first run. */
export const FirstRunInput = AdministratorSetup.extend({
  province: CommuneSetup.shape.province.pick({ name: true, identityCode: true }),
  commune: CommuneSetup.shape.commune.pick({ name: true, identityCode: true }),
  centre: CommuneSetup.shape.centre.pick({ address: true, phone: true }).default({}),
  counters: z.coerce
    .number('Xin nhập số quầy.')
    .int('Số quầy là số nguyên.')
    .min(1, 'Số quầy từ 1 đến 30.')
    .max(30, 'Số quầy từ 1 đến 30.'),
});
export type FirstRunInput = z.output<typeof FirstRunInput>;

const LEVELS = /^(tỉnh|thành phố|xã|phường|đặc khu|ubnd|ủy ban nhân dân)\s+/i;

/** "Xã Hoa Lộc" → "Hoa Lộc". */
function bareName(name: string): string {
  const rest = name.replace(LEVELS, '').trim();
  return rest === name || rest === '' ? name : bareName(rest);
}

/** "Hoa Lộc" → "hoa-loc", for addresses and files. */
export function codeOf(name: string): string {
  return slug(bareName(name)).slice(0, 60).replace(/-$/, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The set-up of a commune from the few answers of the form; units and counters are the usual ones. */
export function communeOf(input: FirstRunInput): CommuneSetup {
  const { province, commune, centre } = input;
  return CommuneSetup.parse({
    province: {
      ...province,
      code: codeOf(province.name) || 'tinh',
      shortName: bareName(province.name).slice(0, 60),
    },
    commune: {
      ...commune,
      ...(centre.address === undefined ? {} : { address: centre.address }),
      code: codeOf(commune.name) || 'xa',
      shortName: bareName(commune.name).slice(0, 60),
    },
    centre: {
      ...centre,
      code: 'pvhcc',
      name: `Trung tâm Phục vụ hành chính công ${lowerFirst(commune.name)}`,
      shortName: 'Trung tâm PVHCC',
    },
    counters: usualCounters(input.counters),
  });
}

function checkCode(expected: string, typed: string): void {
  if (!sameSecret(typed.replace(/[\s-]/g, '').toUpperCase(), expected)) {
    const message = messages('vi')('code-wrong');
    throw new Problem('validation', { detail: message, fields: [{ path: 'code', message }] });
  }
}

/**
 * Sets up what is missing: commune, centre and everything the modules start with, then the first administrator.
 * Each part is repeatable, so a set-up that was cut short goes on where it stopped.
 * @throws Problem `validation` (the code), `already-done` when nothing is missing
 */
export async function firstRun(
  ctx: AppContext,
  modules: readonly Module[],
  code: string,
  input: z.output<typeof AdministratorSetup> | FirstRunInput,
): Promise<HandOver> {
  const missing = await whatIsMissing(ctx);
  if (missing === null) {
    throw new Problem('already-done', { detail: messages('vi')('already-done') });
  }
  checkCode(code, input.code);
  const centreId =
    missing === 'commune' && 'commune' in input
      ? await setUpCommune(ctx, communeOf(input))
      : (await defaultCentre(ctx))?.id;
  if (centreId === undefined) {
    throw new Problem('conflict', { detail: messages('vi')('why') });
  }
  await setUpCentre(ctx, modules, centreId);
  const { requestId, username, displayName } = input;
  return createAccount(ctx, systemActor(centreId, 'set-up'), {
    requestId,
    username,
    displayName,
    position: '',
    unitId: centreId,
    roles: ['administrator'],
  });
}
