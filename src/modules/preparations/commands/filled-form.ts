import { getCentre } from '#modules/agencies/queries.ts';
import { drawFilledForm, type FilledForm } from '#modules/forms/commands/draw-filled.ts';
import { getFormVersion } from '#modules/forms/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { answersOf } from '../rules/form-part.ts';
import type { Preparation } from '../schema.ts';

/** The procedure's form with what was answered, ready to be signed; null without a form, or while nothing of it was answered. */
export async function filledFormOf(
  ctx: AppContext,
  preparation: Preparation,
  kind: 'pdf' | 'docx' = 'pdf',
): Promise<FilledForm | null> {
  const { body, centreId } = preparation;
  if (body.formId === null || Object.keys(body.answers).length === 0) {
    return null;
  }
  const actor = systemActor(centreId, 'preparations');
  const { definition } = await getFormVersion(ctx, actor, body.formId);
  const { name } = await getCentre(ctx, centreId);
  const answers = answersOf(definition, body);
  return drawFilledForm(ctx, actor, { versionId: body.formId, answers, office: name, kind });
}
