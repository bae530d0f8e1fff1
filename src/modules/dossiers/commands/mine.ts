import { logAccess } from '#modules/audit/commands/record.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { mineMessages } from '../mine-messages.ts';
import { listByIdNumber } from '../repo/mine.ts';
import { keyOf, partOf } from '../rules/mine.ts';
import { type LookUp, present } from './look-up.ts';

/** Dossiers shown at most, newest first. */
export const MINE_SHOWN = 200;

/** One dossier of a signed-in citizen. */
export interface MyDossier {
  readonly view: LookUp;
  readonly part: 'applicant' | 'submitter';
  /** The code on the receipt, with which rating and paying go on; never shown. */
  readonly secret: string;
}

function refuseUnassured(citizen: SignedInCitizen): void {
  if (!citizen.assured) {
    const { wanted, claims } = citizen;
    const detail = mineMessages('vi')('not-assured', { wanted, level: claims.assurance });
    throw new Problem('forbidden', { detail });
  }
}

/**
 * Every received dossier of the centre in which the citizen is applicant or submitter, newest first. Each is noted as read.
 * @throws Problem `forbidden` when the level of assurance is too low
 */
export async function listMine(
  ctx: AppContext,
  citizen: SignedInCitizen,
  lang: Lang = 'vi',
): Promise<readonly MyDossier[]> {
  refuseUnassured(citizen);
  const key = keyOf(citizen.claims);
  if (key === null) {
    return [];
  }
  const now = ctx.clock.now();
  const actor: PublicActor = { kind: 'public', centreId: citizen.centreId };
  return inTransaction(ctx, actor, async (tx) => {
    const mine = (await listByIdNumber(tx, key, MINE_SHOWN)).flatMap((dossier): MyDossier[] => {
      const part = partOf(dossier, citizen.claims);
      return part === null
        ? []
        : [{ view: present(dossier, now, lang), part, secret: dossier.lookupCode ?? '' }];
    });
    await logAccess(
      tx,
      actor,
      mine.map(({ view }) => ({
        what: `citizen.${citizen.id}`,
        subjectType: 'dossier',
        subjectId: view.dossierId,
      })),
      now,
    );
    return mine;
  });
}

/** One of the citizen's own dossiers. @throws Problem `forbidden`, `not-found` (also for those of others) */
export async function getMine(ctx: AppContext, citizen: SignedInCitizen, id: string): Promise<MyDossier> {
  const found = (await listMine(ctx, citizen)).find(({ view }) => view.dossierId === id);
  if (found === undefined) {
    throw new Problem('not-found', { detail: mineMessages('vi')('unknown') });
  }
  return found;
}
