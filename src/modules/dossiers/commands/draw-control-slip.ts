import { type DrawnRef, drawForm } from '#modules/documents/commands/draw-form.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { commandProblems } from '../messages-commands.ts';
import { DOSSIER_POLICY, subjectOf } from '../policy.ts';
import { findDossierIn } from '../queries.ts';
import type { DossierRef } from '../repo/store.ts';
import { controlSlipData } from '../rules/form-data.ts';
import { formCentre } from './forms.ts';
import { getSurroundings } from './surroundings.ts';

const t = commandProblems('vi');

/**
 * Draws Mẫu 06, phiếu kiểm soát quá trình giải quyết hồ sơ, from the history as it is now.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` before the term starts
 */
export async function drawControlSlip(ctx: AppContext, actor: Actor, ref: DossierRef): Promise<DrawnRef> {
  return inTransaction(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, ref);
    if (dossier === null) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const around = await getSurroundings(tx, actor);
    authorise(DOSSIER_POLICY, actor, 'view-personal', subjectOf(dossier, actor, around.units));
    const data = controlSlipData(dossier, formCentre(ctx, around));
    if (data === null) {
      throw new Problem('not-allowed-now', {
        detail: t('no-slip-yet'),
      });
    }
    const label = dossier.number ?? dossier.localNumber ?? dossier.id;
    return drawForm(tx, ctx, actor, {
      form: '06',
      subject: { type: 'dossier', id: dossier.id, label },
      data,
    });
  });
}
