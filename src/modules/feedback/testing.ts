import type { TestCommune } from '#modules/dossiers/testing/commune.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { askContact } from './commands/ask-contact.ts';
import { ratingLink } from './commands/invite.ts';
import { rate } from './commands/rate.ts';
import type { Level } from './schema.ts';

/** A citizen of the centre. */
export function citizenOf({ centreId }: Pick<TestCommune, 'centreId'>): Actor {
  return { kind: 'public', centreId };
}

/** Rates a dossier; returns the token of its address. */
export async function rateDossier(
  ctx: AppContext,
  commune: TestCommune,
  dossier: {
    readonly id: string;
    readonly procedure: { readonly code: string; readonly fieldGroup: string };
  },
  level: Level,
): Promise<string> {
  const visitor = citizenOf(commune);
  const facts = { topic: dossier.procedure.fieldGroup, procedureCode: dossier.procedure.code };
  const link = await inTransaction(ctx, visitor, (tx) =>
    ratingLink(tx, visitor, { dossierId: dossier.id, ...facts }, ctx.clock.now()),
  );
  const token = link.split('/').at(-1) ?? '';
  await rate(ctx, visitor, token, level);
  return token;
}

/** Leaves a number under the address of an unhappy rating. */
export async function leaveNumber(ctx: AppContext, commune: TestCommune, token: string): Promise<void> {
  await askContact(ctx, citizenOf(commune), token, {
    name: 'Nguyễn Phúc Bảo Thị Hoàng Uyên Phương Ví Dụ',
    phone: '0900000001',
    message: 'Kết quả ghi sai ngày sinh của cháu, tôi phải đi lại ba lần',
    consent: '1',
  });
}
