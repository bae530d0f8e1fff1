import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { Button, ButtonLink, Choices, ErrorSummary, errorFor } from '#ui/components.ts';
import { changeAnswers, choosePaper } from '../commands/answer.ts';
import { pageMessages } from '../messages-pages.ts';
import { getHeld, type Held } from '../queries.ts';
import { PaperInput, questionInputs, withAnswer, withWho } from '../rules/answers.ts';
import { placeOf, QUESTIONS, stepPath, waysOf } from '../rules/steps.ts';
import { DraftLine, draftHref, type Frame, goOn, openFrame, sendPage, tokenOf } from './frame.tsx';
import { AskedQuestion } from './questions.tsx';

const PER_MINUTE = 120;
const AskedParams = z.object({ question: z.enum(QUESTIONS) });
const PaperParams = z.object({ key: z.string().max(40) });

/** What was sent and refused. */
interface Sent {
  readonly typed: FormValues | null;
  readonly errors: readonly FieldError[];
  readonly detail?: string | undefined;
  readonly status?: number;
}

const NOTHING: Sent = { typed: null, errors: [] };

/** Where a page stands among all, and the way on: "Để sau" goes on without answering. */
export function wayOn(held: Held, token: string, path: string) {
  const { at, next, before } = placeOf(held.steps, path);
  return {
    at: at + 1,
    of: held.steps.length,
    next: draftHref(token, next === undefined ? '' : stepPath(next)),
    before: draftHref(token, before === undefined ? '' : stepPath(before)),
  };
}

/** The frame of one question: the place, the form, the ways on. */
export function StepForm(props: {
  readonly frame: Frame;
  readonly held: Held;
  readonly token: string;
  readonly path: string;
  readonly children: ComponentChildren;
}) {
  const { held, token, path } = props;
  const t = pageMessages(props.frame.lang);
  const way = wayOn(held, token, path);
  return (
    <>
      <p class="small">
        <a href={way.before}>{t('back')}</a>
      </p>
      <form method="post" action={draftHref(token, path)} class="stack" novalidate data-draft="">
        {props.children}
        <div class="form-foot">
          <Button look="primary">{t('go')}</Button>
          <ButtonLink href={way.next}>{t('later')}</ButtonLink>
          <a href={draftHref(token)}>{t('to-summary')}</a>
        </div>
      </form>
      <DraftLine preparation={held.preparation} lang={props.frame.lang} />
    </>
  );
}

/** A used draft is not asked any more: its page says what became of it. */
export async function openDraft(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ readonly frame: Frame; readonly held: Held; readonly token: string } | null> {
  const token = tokenOf(request);
  const held = await getHeld(ctx, request.actor, token);
  if (held.preparation.use !== null) {
    await reply.redirect(draftHref(token), 303);
    return null;
  }
  return { frame: await openFrame(ctx, request), held, token };
}

/** What a refusal shows at the fields; anything else goes on. */
export function sentOf(error: unknown, typed: FormValues): Sent {
  if (isProblem(error) && ['validation', 'too-large', 'unsupported-file'].includes(error.code)) {
    const { fields = [], detail } = error.details;
    return { typed, errors: fields, detail: fields.length === 0 ? detail : undefined, status: error.status };
  }
  throw error;
}

/** Mounts the questions about people and the result, and how each paper comes: a page each. */
export function stepPages(app: FastifyInstance, ctx: AppContext): void {
  const ask = async (request: FastifyRequest, reply: FastifyReply, sent: Sent = NOTHING) => {
    const { question } = AskedParams.parse(request.params);
    const open = await openDraft(ctx, request, reply);
    if (open === null) {
      return reply;
    }
    const { frame, held, token } = open;
    const t = pageMessages(frame.lang);
    const path = `hoi/${question}`;
    const { at, of } = wayOn(held, token, path);
    const children = (
      <>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={frame.lang} />
        <StepForm frame={frame} held={held} token={token} path={path}>
          <AskedQuestion
            question={question}
            body={held.preparation.body}
            typed={sent.typed}
            errors={sent.errors}
            lang={frame.lang}
            inPersonOnly={held.procedure.flags.inPersonOnly}
          />
        </StepForm>
      </>
    );
    const why = at === 0 ? undefined : t('step', { at, of });
    return sendPage(reply, frame, { title: t(`q-${question}`), why, children }, sent.status);
  };

  const url = '/nop-ho-so/:token/hoi/:question';
  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => ask(request, reply) });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { question } = AskedParams.parse(request.params);
      const token = tokenOf(request);
      const typed = formValues(request.body);
      const today = localDay(ctx.clock.now()).toString();
      const form = parseForm(questionInputs(today)[question], request.body);
      if (!form.ok) {
        return ask(request, reply, { typed, errors: form.fields, status: 422 });
      }
      const { data } = form;
      try {
        await changeAnswers(ctx, request.actor, token, (body, draft) =>
          'who' in data ? withWho(body, data.who, draft.ownerKey) : withAnswer(body, data),
        );
      } catch (error) {
        return ask(request, reply, sentOf(error, typed));
      }
      const held = await getHeld(ctx, request.actor, token);
      return goOn(request, reply, wayOn(held, token, `hoi/${question}`).next);
    },
  });

  const askPaper = async (request: FastifyRequest, reply: FastifyReply, sent: Sent = NOTHING) => {
    const { key } = PaperParams.parse(request.params);
    const open = await openDraft(ctx, request, reply);
    if (open === null) {
      return reply;
    }
    const { frame, held, token } = open;
    const t = pageMessages(frame.lang);
    const { components } = held.procedure;
    const component = components.find(({ id }) => id === key);
    if (component === undefined) {
      return reply.redirect(draftHref(token), 303);
    }
    const typed = sent.typed?.['way'];
    const path = `giay-to/${key}`;
    const { at, of } = wayOn(held, token, path);
    const facts = [
      component.need === 'if-applies' && component.condition !== undefined
        ? t('paper-only-if', { condition: component.condition })
        : '',
      component.need === 'one-of' ? t('paper-one-of') : '',
      component.formCode === undefined ? '' : t('paper-form', { code: component.formCode }),
      component.dataSource === undefined ? '' : t('paper-data', { source: component.dataSource }),
    ].filter((fact) => fact !== '');
    const children = (
      <>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={frame.lang} />
        <div class="stack-s">
          <p class="paper-title">
            <strong>{component.name}</strong>
          </p>
          {facts.map((fact) => (
            <p key={fact} class="soft">
              {fact}
            </p>
          ))}
        </div>
        <StepForm frame={frame} held={held} token={token} path={path}>
          <Choices
            name="way"
            label={t('paper-how')}
            value={typeof typed === 'string' ? typed : held.preparation.body.papers[key]}
            error={errorFor(sent.errors, 'way')}
            lang={frame.lang}
            options={waysOf(component).map((way) => ({ value: way, label: t(`way-${way}`) }))}
          />
        </StepForm>
      </>
    );
    const title = t('q-paper', {
      at: components.indexOf(component) + 1,
      of: components.length,
    });
    return sendPage(reply, frame, { title, why: t('step', { at, of }), children }, sent.status);
  };

  const paperUrl = '/nop-ho-so/:token/giay-to/:key';
  page(app, { url: paperUrl, perMinute: PER_MINUTE, handler: (request, reply) => askPaper(request, reply) });
  page(app, {
    method: 'POST',
    url: paperUrl,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { key } = PaperParams.parse(request.params);
      const token = tokenOf(request);
      const typed = formValues(request.body);
      const form = parseForm(PaperInput, request.body);
      if (!form.ok) {
        return askPaper(request, reply, { typed, errors: form.fields, status: 422 });
      }
      const { way } = form.data;
      try {
        await choosePaper(ctx, request.actor, token, { key, way });
      } catch (error) {
        return askPaper(request, reply, sentOf(error, typed));
      }
      if (way === 'photo') {
        return goOn(request, reply, draftHref(token, `giay-to/${key}/anh`));
      }
      const held = await getHeld(ctx, request.actor, token);
      return goOn(request, reply, wayOn(held, token, `giay-to/${key}`).next);
    },
  });
}
