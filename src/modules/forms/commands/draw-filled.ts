import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { localDay } from '#platform/time.ts';
import { drawFormPdf } from '../draw-pdf.ts';
import { drawFormWord } from '../draw-word.ts';
import { getFormVersion } from '../queries.ts';
import { cleanAnswers } from '../rules/visible.ts';
import type { Answers } from '../schema.ts';

/** A form filled in, as the paper to be signed. */
export interface FilledForm {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The official paper of a version with the answers in it, as PDF or Word. Answers to questions that are not asked are left out.
 * @param office name of the centre, kept in the file's description
 * @throws Problem `forbidden`, `not-found`
 */
export async function drawFilledForm(
  ctx: AppContext,
  actor: Actor,
  filled: {
    readonly versionId: string;
    readonly answers: Answers;
    readonly office: string;
    readonly kind: 'pdf' | 'docx';
  },
): Promise<FilledForm> {
  const form = await getFormVersion(ctx, actor, filled.versionId);
  const today = localDay(ctx.clock.now()).toString();
  const answers = cleanAnswers(form.definition, filled.answers, { today });
  const draw = filled.kind === 'pdf' ? drawFormPdf : drawFormWord;
  return { name: form.definition.name, bytes: await draw(form, answers, filled.office) };
}
