import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AnswerIssue } from '#modules/forms/rules/check.ts';
import { readGroupPress } from '#modules/forms/rules/parse.ts';
import { questionView } from '#modules/forms/rules/view.ts';
import type { Answers } from '#modules/forms/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { ButtonLink } from '#ui/components.ts';
import { QuestionPage } from '#ui/question.tsx';
import { answerForm } from '../commands/answer-form.ts';
import { filledFormOf } from '../commands/filled-form.ts';
import { refusals } from '../messages.ts';
import { pageMessages } from '../messages-pages.ts';
import { getHeld } from '../queries.ts';
import { answersOf } from '../rules/form-part.ts';
import { DraftLine, draftHref, goOn, sendPage, tokenOf } from './frame.tsx';
import { openDraft, wayOn } from './steps.tsx';

const PER_MINUTE = 120;
/** Filled papers a minute and address: each is drawn anew. */
const PAPERS_PER_MINUTE = 10;
const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
const Params = z.object({ page: z.string().max(40) });

/** Mounts the questions of the procedure's form, a page each, as the form itself says them; and the paper filled in, as PDF and Word. */
export function formPages(app: FastifyInstance, ctx: AppContext): void {
  const ask = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sent?: { readonly answers: Answers; readonly issues: readonly AnswerIssue[] },
  ) => {
    const { page: key } = Params.parse(request.params);
    const open = await openDraft(ctx, request, reply);
    if (open === null) {
      return reply;
    }
    const { frame, held, token } = open;
    const { lang } = frame;
    const t = pageMessages(lang);
    const asked = held.form?.pages.find((one) => one.key === key);
    if (held.form === null || asked === undefined) {
      return reply.redirect(draftHref(token), 303);
    }
    const today = localDay(ctx.clock.now()).toString();
    const answers = sent?.answers ?? answersOf(held.form, held.preparation.body);
    const path = `to-khai/${key}`;
    const way = wayOn(held, token, path);
    const view = questionView(held.form, asked, answers, sent?.issues ?? [], { today, lang });
    const children = (
      <>
        <p class="soft">{held.form.name}</p>
        <QuestionPage
          view={{ ...view, at: way.at, of: way.of }}
          action={draftHref(token, path)}
          back={way.before}
          lang={lang}
        >
          <ButtonLink href={way.next}>{t('later')}</ButtonLink>
          <a href={draftHref(token)}>{t('to-summary')}</a>
        </QuestionPage>
        <DraftLine preparation={held.preparation} lang={lang} />
      </>
    );
    const wrong = (sent?.issues.length ?? 0) > 0;
    const title = `${asked.title} · ${held.form.name}`;
    return sendPage(reply, frame, { title, headed: true, children }, wrong ? 422 : 200);
  };

  for (const kind of ['pdf', 'docx'] as const) {
    page(app, {
      url: `/nop-ho-so/:token/to-khai.${kind}`,
      perMinute: PAPERS_PER_MINUTE,
      async handler(request, reply) {
        const { preparation } = await getHeld(ctx, request.actor, tokenOf(request));
        const form = await filledFormOf(ctx, preparation, kind);
        if (form === null) {
          throw new Problem('not-found', { detail: refusals(request.lang)('no-form-yet') });
        }
        return reply
          .type(TYPES[kind])
          .header(
            'content-disposition',
            `attachment; filename="to-khai-${preparation.procedureCode}.${kind}"`,
          )
          .header('cache-control', 'private, no-store')
          .send(Buffer.from(form.bytes));
      },
    });
  }

  const url = '/nop-ho-so/:token/to-khai/:page';
  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => ask(request, reply) });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { page: key } = Params.parse(request.params);
      const token = tokenOf(request);
      const press = readGroupPress(request.body);
      const sent = await answerForm(ctx, request.actor, token, { key, posted: request.body, press });
      if (press !== null || sent.issues.length > 0) {
        return ask(request, reply, sent);
      }
      const held = await getHeld(ctx, request.actor, token);
      return goOn(request, reply, wayOn(held, token, `to-khai/${key}`).next);
    },
  });
}
