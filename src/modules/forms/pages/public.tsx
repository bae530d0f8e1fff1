import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { findCentreFace, getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { Empty } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { drawFormPdf } from '../draw-pdf.ts';
import { drawFormWord } from '../draw-word.ts';
import { adminMessages } from '../messages-admin.ts';
import { getForm, listForms } from '../queries.ts';
import { cleanAnswers } from '../rules/visible.ts';
import type { Answers, FormDefinition, FormVersion } from '../schema.ts';
import { PUBLIC } from './hrefs.ts';

/** Which file of a form: empty as PDF or Word, or the example as PDF. */
const FileParams = z.object({
  file: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}\.(pdf|docx)$/)
    .catch(''),
});

/** A sample without its day has no question that hangs on an age. */
const NO_DAY = '2026-01-01';

const EXAMPLE = '-vi-du';

/** The example's answers as they go on the paper. */
export function sampleOf(form: FormDefinition): Answers {
  return cleanAnswers(form, form.sample ?? {}, { today: form.sampledOn ?? NO_DAY });
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Sends a drawn paper under a name without diacritics. */
export async function sendPaper(
  reply: FastifyReply,
  form: FormVersion,
  paper: {
    readonly answers: Answers;
    readonly kind: 'pdf' | 'docx';
    readonly stem: string;
    readonly office: string;
  },
): Promise<FastifyReply> {
  const { answers, kind, stem, office } = paper;
  const bytes =
    kind === 'pdf' ? await drawFormPdf(form, answers, office) : await drawFormWord(form, answers, office);
  return reply
    .type(kind === 'pdf' ? 'application/pdf' : WORD)
    .header('content-disposition', `${kind === 'pdf' ? 'inline' : 'attachment'}; filename="${stem}.${kind}"`)
    .send(Buffer.from(bytes));
}

/** Mounts the list of forms to download and their files: empty, as an example, in Word. */
export function publicFormPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: PUBLIC,
    async handler(request, reply) {
      const { actor, lang } = request;
      const t = adminMessages(lang);
      const forms = await listForms(ctx, actor);
      const centre = await findCentreFace(ctx, actor.centreId);
      if (centre === undefined) {
        throw new Problem('not-found', { detail: t('noCentre') });
      }
      return reply.html(
        <CitizenLayout title={t('publicTitle')} lang={lang} centre={centre} path={PUBLIC}>
          <PageHead title={t('publicTitle')} why={t('publicWhy')} />
          {forms.length === 0 ? <Empty title={t('publicNone')} /> : null}
          <ul class="plain-list stack-l">
            {forms.map(({ code, definition }) => (
              <li key={code} id={code} class="stack-s">
                <h2>{definition.name}</h2>
                <p class="soft">
                  {[definition.number, definition.useWhen].filter((part) => part !== undefined).join(' · ')}
                </p>
                <p class="row">
                  <a href={`${PUBLIC}/${code}.pdf`}>{t('emptyPdf')}</a>
                  <a href={`${PUBLIC}/${code}.docx`}>{t('emptyWord')}</a>
                  {definition.sample === undefined ? null : (
                    <a href={`${PUBLIC}/${code}${EXAMPLE}.pdf`}>{t('examplePdf')}</a>
                  )}
                </p>
                <p class="row">
                  {definition.procedures.map((procedure) => (
                    <a key={procedure} href={`/thu-tuc/${procedure}`}>
                      {t('ofProcedure', { code: procedure })}
                    </a>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </CitizenLayout>,
      );
    },
  });

  page(app, {
    url: `${PUBLIC}/:file`,
    perMinute: 60,
    async handler(request, reply) {
      const { file } = FileParams.parse(request.params);
      const [stem = '', kind] = file.split('.');
      const example = stem.endsWith(EXAMPLE) && kind === 'pdf';
      const code = example ? stem.slice(0, -EXAMPLE.length) : stem;
      const form = await getForm(ctx, request.actor, code);
      const centre = await getCentre(ctx, request.actor.centreId);
      const answers = example ? sampleOf(form.definition) : {};
      // The same version gives the same bytes.
      reply.header('cache-control', 'public, max-age=3600');
      return sendPaper(reply, form, {
        answers,
        kind: kind === 'docx' ? 'docx' : 'pdf',
        stem,
        office: centre.name,
      });
    },
  });
}
