import { renderPdf } from '#platform/pdf/render.ts';
import type { Block } from './rules/official.ts';
import { officialBlocks, paperFoot } from './rules/official.ts';
import type { Answers, FormVersion } from './schema.ts';

const TEMPLATE = new URL('./templates/official.typ', import.meta.url);

/** What the template is given. */
export function paperData(
  form: FormVersion,
  answers: Answers,
  office: string,
): Readonly<Record<string, unknown>> & { readonly blocks: readonly Block[] } {
  const { definition } = form;
  return {
    name: definition.name,
    number: definition.number ?? null,
    office,
    foot: paperFoot(form),
    blocks: officialBlocks(definition, answers),
  };
}

/**
 * The official paper as a PDF/A file: empty, or with the answers in it. The same version and answers give the same bytes.
 * @param answers cleaned; `{}` for the form to fill in by hand
 * @param office name of the centre, kept in the file's description
 */
export async function drawFormPdf(form: FormVersion, answers: Answers, office: string): Promise<Uint8Array> {
  return renderPdf(TEMPLATE, paperData(form, answers, office), { createdAt: form.createdAt });
}
