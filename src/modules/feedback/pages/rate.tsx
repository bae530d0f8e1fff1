import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from '#ui/assets.ts';
import { Button, ButtonLink, Choices, Notice, TextArea } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { explainRating } from '../commands/explain-rating.ts';
import { inviteByLookup } from '../commands/invite-by-lookup.ts';
import { rate } from '../commands/rate.ts';
import { messages } from '../messages.ts';
import { getInvitation } from '../queries.ts';
import { type InvitationView, LEVELS, Level, REASONS, ReasonsInput } from '../schema.ts';
import { Face } from './face.tsx';

const Params = z.object({ token: z.string().min(16).max(64) });
/** What the look-up page hands on: the number and the second secret the citizen typed there. */
const LookupForm = z.object({ so: z.string().min(3).max(60), ma: z.string().min(4).max(20) });
const RateForm = z.object({ level: Level });
/** Guessing addresses must be slow. */
const PER_MINUTE = 30;

interface Frame {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly invitation: InvitationView;
}

/** Whoever opens the address rates as a citizen, also in a browser where an officer is signed in: the address is the right. */
function rater(request: FastifyRequest): Actor {
  return request.actor.kind === 'device'
    ? request.actor
    : { kind: 'public', centreId: request.actor.centreId };
}

function Page(props: { frame: Frame; title: string; why?: string; children: ComponentChildren }) {
  return (
    <CitizenLayout title={props.title} lang={props.frame.lang} centre={props.frame.centre}>
      <link rel="stylesheet" href={assetUrl('feedback/rate.css')} />
      <div class="measure stack">
        <PageHead title={props.title} why={props.why} />
        {props.children}
      </div>
    </CitizenLayout>
  );
}

/** The three faces as real buttons: one touch sends. */
function AskPage({ frame }: { frame: Frame }) {
  const t = messages(frame.lang);
  const { invitation } = frame;
  return (
    <Page frame={frame} title={t('title')} why={t(`why.${invitation.about}`)}>
      <form method="post" action={`/danh-gia/${invitation.token}`} class="faces">
        {LEVELS.map((level) => (
          <button key={level} class={`face face-${level}`} type="submit" name="level" value={level}>
            <Face level={level} />
            <span>{t(`level.${level}`)}</span>
          </button>
        ))}
      </form>
    </Page>
  );
}

function ThanksPage({ frame, level }: { frame: Frame; level: Level }) {
  const t = messages(frame.lang);
  const { invitation } = frame;
  const why = t('thanks.why', { level: t(`level.${level}`) });
  return (
    <Page frame={frame} title={t('thanks')} why={why}>
      {invitation.explained ? (
        <Notice tone="ok" role="status" title={t('explained.thanks')} />
      ) : (
        <form method="post" action={`/danh-gia/${invitation.token}/ly-do`} class="stack">
          <Choices
            name="reasons"
            kind="checkbox"
            lang={frame.lang}
            label={t(level === 1 ? 'reasons.bad' : 'reasons.good')}
            optional
            options={REASONS.map((reason) => ({ value: reason, label: t(`reason.${reason}`) }))}
          />
          <TextArea name="comment" label={t('comment')} hint={t('comment.hint')} lang={frame.lang} optional />
          <Button look="primary">{t('send')}</Button>
        </form>
      )}
      <p>
        <ButtonLink look="quiet" href="/">
          {t('home')}
        </ButtonLink>
      </p>
    </Page>
  );
}

async function frameOf(ctx: AppContext, request: FastifyRequest): Promise<Frame> {
  const { token } = Params.parse(request.params);
  const invitation = await getInvitation(ctx, rater(request), token);
  const centre = await getCentre(ctx, request.actor.centreId);
  const face = { name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined };
  return { lang: request.lang, centre: face, invitation };
}

function checked<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const form = parseForm(schema, body);
  if (!form.ok) {
    throw new Problem('validation', {
      detail: form.fields.map(({ message }) => message).join(' '),
      fields: form.fields,
    });
  }
  return form.data;
}

/** A second press of the same button is no error to the one who pressed: the first one stands. */
async function once(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isProblem(error, 'already-done')) {
      throw error;
    }
  }
}

/** Rating in one touch, without script: ask, thank, and ask why for those who want to say. */
export function mountRate(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    method: 'POST',
    url: '/danh-gia',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const { so: number, ma: secret } = checked(LookupForm, request.body);
      return reply.redirect(await inviteByLookup(ctx, rater(request), { number, secret }), 303);
    },
  });
  page(app, {
    url: '/danh-gia/:token',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const frame = await frameOf(ctx, request);
      const { level } = frame.invitation;
      return reply.html(
        level === undefined ? <AskPage frame={frame} /> : <ThanksPage frame={frame} level={level} />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: '/danh-gia/:token',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      await once(rate(ctx, rater(request), token, checked(RateForm, request.body).level));
      return reply.redirect(`/danh-gia/${token}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: '/danh-gia/:token/ly-do',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      const input = checked(ReasonsInput, request.body);
      if (input.reasons.length > 0 || input.comment !== '') {
        await once(explainRating(ctx, rater(request), token, input));
      }
      return reply.redirect(`/danh-gia/${token}`, 303);
    },
  });
}
