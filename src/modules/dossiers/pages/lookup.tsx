import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { signOnOffer } from '#modules/identity/queries/sign-on.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, ErrorSummary, errorFor, Field, Notice } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { lookUpAny } from '../commands/look-up.ts';
import { mineMessages } from '../mine-messages.ts';
import { lookupMessages } from './lookup-messages.ts';
import { MirroredResult } from './lookup-mirrored.tsx';
import { LookUpResult } from './lookup-result.tsx';

/** Address of the public look-up. The QR on the receipt leads here with `so` and `ma`. */
const LOOKUP_PATH = '/tra-cuu';

/** Look-ups a minute and address: people mistype, programs guess. */
const PER_MINUTE = 20;

const Typed = z.object({
  so: z.string().trim().max(60).default('').catch(''),
  ma: z.string().trim().max(40).default('').catch(''),
});
type Typed = z.output<typeof Typed>;

interface FormProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly refusal: string | null;
  /** Whether a citizen may sign in by VNeID instead. */
  readonly mine: boolean;
}

/** Number and second secret; what was typed is kept, the secret is not. */
function LookUpForm({ lang, centre, typed, errors, refusal, mine }: FormProps) {
  const t = lookupMessages(lang);
  return (
    <CitizenLayout title={t('title')} lang={lang} centre={centre} path={LOOKUP_PATH}>
      <div class="measure stack">
        <ErrorSummary errors={errors} lang={lang} />
        {refusal === null ? null : <Notice tone="late" role="alert" title={refusal} />}
        <PageHead title={t('title')} why={t('why')} />
        <form class="stack" method="post" action={LOOKUP_PATH}>
          <Field
            name="so"
            label={t('number')}
            hint={t('numberHint')}
            value={typed.so}
            error={errorFor(errors, 'so')}
            autocomplete="off"
            lang={lang}
          />
          <Field
            name="ma"
            label={t('secret')}
            hint={t('secretHint')}
            error={errorFor(errors, 'ma')}
            autocomplete="off"
            width="mid"
            lang={lang}
          />
          <Button look="primary">{t('submit')}</Button>
        </form>
        {mine ? (
          <p>
            <a href="/cua-toi">{mineMessages(lang)('offer')}</a>
          </p>
        ) : null}
        <p class="soft">{t('lost')}</p>
      </div>
    </CitizenLayout>
  );
}

function missingFields(typed: Typed, lang: Lang): readonly FieldError[] {
  const t = lookupMessages(lang);
  return [
    ...(typed.so === '' ? [{ path: 'so', message: t('needNumber') }] : []),
    ...(typed.ma === '' ? [{ path: 'ma', message: t('needSecret') }] : []),
  ];
}

async function answer(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
): Promise<FastifyReply> {
  const { lang, actor } = request;
  const centre = (await findCentreFace(ctx, actor.centreId)) ?? { name: 'Một Cửa' };
  const mine = (await signOnOffer(ctx, actor, 'citizen')) === 'on';
  const form = (errors: readonly FieldError[], refusal: string | null, status: number) =>
    reply.html(
      <LookUpForm lang={lang} centre={centre} typed={typed} errors={errors} refusal={refusal} mine={mine} />,
      status,
    );
  const missing = missingFields(typed, lang);
  if (missing.length > 0) {
    return form(missing, null, 422);
  }
  try {
    const found = await lookUpAny(ctx, actor, typed.so, typed.ma, request.lang);
    return reply
      .header('referrer-policy', 'no-referrer')
      .html(
        found.kind === 'here' ? (
          <LookUpResult lang={lang} centre={centre} found={found.view} secret={typed.ma} />
        ) : (
          <MirroredResult lang={lang} centre={centre} face={found.face} now={ctx.clock.now()} />
        ),
      );
  } catch (error) {
    if (isProblem(error, 'not-found') || isProblem(error, 'rate-limited')) {
      if (error.details.retryAfter !== undefined) {
        reply.header('retry-after', String(error.details.retryAfter));
      }
      return form([], error.details.detail, error.status);
    }
    throw error;
  }
}

/** Mounts the public look-up: a form, and the answer to it or to the QR code of a receipt. Works without script. */
export function registerLookUp(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: LOOKUP_PATH,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const typed = Typed.parse(request.query);
      if (typed.so !== '' && typed.ma !== '') {
        return answer(ctx, request, reply, typed);
      }
      const centre = (await findCentreFace(ctx, request.actor.centreId)) ?? { name: 'Một Cửa' };
      const mine = (await signOnOffer(ctx, request.actor, 'citizen')) === 'on';
      return reply.html(
        <LookUpForm
          lang={request.lang}
          centre={centre}
          typed={typed}
          errors={[]}
          refusal={null}
          mine={mine}
        />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: LOOKUP_PATH,
    perMinute: PER_MINUTE,
    handler: (request, reply) => answer(ctx, request, reply, Typed.parse(request.body ?? {})),
  });
}
