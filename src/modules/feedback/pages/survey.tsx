import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { Button, ButtonLink, Choices, ErrorSummary, Notice, TextArea } from '#ui/components.ts';
import { answerSurvey } from '../commands/answer-survey.ts';
import { answerText, surveyMessages } from '../messages/survey.ts';
import { AnswerInput, QuestionNumber, SURVEY } from '../schema/survey.ts';
import { checked, type Frame, frameOf, once, Page, Params, PER_MINUTE, rater } from './frame.tsx';

const NumberParam = z.object({ number: z.string() });

interface QuestionProps {
  readonly frame: Frame;
  readonly number: number;
  readonly question: (typeof SURVEY)[number];
  readonly wrong?: Problem | undefined;
}

/** One of the nine questions; its answers are whole lines to touch. */
function QuestionPage({ frame, number, question, wrong }: QuestionProps) {
  const t = surveyMessages(frame.lang);
  const { content } = question;
  const base = `/danh-gia/${frame.invitation.token}`;
  const next = number < SURVEY.length ? `${base}/khao-sat/${number + 1}` : `${base}/khao-sat/xong`;
  const fields = wrong?.details.fields ?? [];
  const error = fields[0]?.message;
  return (
    <Page frame={frame} title={t(`q.${content}`)} why={t('progress', { number, all: SURVEY.length })}>
      <ErrorSummary errors={fields} lang={frame.lang} />
      {frame.invitation.answered.includes(content) ? (
        <>
          <Notice tone="ok" title={t('answered')} />
          <p>
            <ButtonLink look="primary" href={next}>
              {t('skip')}
            </ButtonLink>
          </p>
        </>
      ) : (
        <form method="post" action={`${base}/khao-sat/${number}`} class="stack">
          {question.content === 'i' ? (
            <TextArea name="words" label={t('words')} error={error} lang={frame.lang} />
          ) : (
            <Choices
              name="answer"
              label={t('choose')}
              error={error}
              options={question.answers.map((answer) => ({
                value: answer,
                label: answerText(frame.lang, content, answer),
              }))}
            />
          )}
          <p class="row">
            <Button look="primary">{t(number < SURVEY.length ? 'next' : 'last')}</Button>
            <ButtonLink href={next}>{t('skip')}</ButtonLink>
          </p>
        </form>
      )}
      <p>
        <ButtonLink look="quiet" href={base}>
          {t('stop')}
        </ButtonLink>
      </p>
    </Page>
  );
}

function DonePage({ frame }: { frame: Frame }) {
  const t = surveyMessages(frame.lang);
  return (
    <Page frame={frame} title={t('done')} why={t('done.why')}>
      <p>
        <ButtonLink href={`/danh-gia/${frame.invitation.token}`}>{t('stop')}</ButtonLink>
      </p>
    </Page>
  );
}

/** The frame of a question; without a rating the way back to the faces. */
async function questionOf(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<QuestionProps | undefined> {
  const frame = await frameOf(ctx, request);
  const asked = QuestionNumber.safeParse(NumberParam.parse(request.params).number);
  const question = asked.success ? SURVEY[asked.data - 1] : undefined;
  if (frame.invitation.level === undefined || !asked.success || question === undefined) {
    await reply.redirect(`/danh-gia/${frame.invitation.token}`, 303);
    return undefined;
  }
  return { frame, number: asked.data, question };
}

/** The survey of NĐ 118/2025 Điều 33: one question a page, each may be skipped, without script. */
export function mountSurvey(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/danh-gia/:token/khao-sat/xong',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => reply.html(<DonePage frame={await frameOf(ctx, request)} />),
  });
  page(app, {
    url: '/danh-gia/:token/khao-sat/:number',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const shown = await questionOf(ctx, request, reply);
      return shown === undefined ? reply : reply.html(<QuestionPage {...shown} />);
    },
  });
  page(app, {
    method: 'POST',
    url: '/danh-gia/:token/khao-sat/:number',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const shown = await questionOf(ctx, request, reply);
      if (shown === undefined) {
        return reply;
      }
      const { token } = Params.parse(request.params);
      try {
        await once(
          answerSurvey(ctx, rater(request), token, shown.number, checked(AnswerInput, request.body)),
        );
      } catch (error) {
        if (!isProblem(error, 'validation')) {
          throw error;
        }
        return reply.html(<QuestionPage {...shown} wrong={error} />, 422);
      }
      const next = shown.number < SURVEY.length ? `${shown.number + 1}` : 'xong';
      return reply.redirect(`/danh-gia/${token}/khao-sat/${next}`, 303);
    },
  });
}
