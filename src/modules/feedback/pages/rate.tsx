import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { Button, ButtonLink, Choices, Notice, TextArea } from '#ui/components.ts';
import { explainRating } from '../commands/explain-rating.ts';
import { inviteByLookup } from '../commands/invite-by-lookup.ts';
import { rate } from '../commands/rate.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { surveyMessages } from '../messages/survey.ts';
import { messages } from '../messages.ts';
import { SURVEY } from '../schema/survey.ts';
import { LEVELS, Level, REASONS, ReasonsInput } from '../schema.ts';
import { Face } from './face.tsx';
import { checked, type Frame, frameOf, once, Page, Params, PER_MINUTE, rater } from './frame.tsx';

/** What the look-up page hands on: the number and the second secret the citizen typed there. */
const LookupForm = z.object({ so: z.string().min(3).max(60), ma: z.string().min(4).max(20) });
const RateForm = z.object({ level: Level });
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

/** What may be added by those who wish: nine questions, and a number to be called at. */
function More({ frame: { lang, invitation } }: { frame: Frame }) {
  const survey = surveyMessages(lang);
  const t = followUpMessages(lang);
  const open = SURVEY.findIndex(({ content }) => !invitation.answered.includes(content)) + 1;
  return (
    <>
      {open === 0 ? null : (
        <section class="stack-s">
          <p>
            <ButtonLink href={`/danh-gia/${invitation.token}/khao-sat/${open}`}>
              {survey('invite')}
            </ButtonLink>
          </p>
          <p class="soft">{survey('invite.why')}</p>
        </section>
      )}
      {invitation.level !== 1 ? null : invitation.contacted ? (
        <Notice tone="ok" title={t('sent')} />
      ) : (
        <section class="stack-s">
          <h2>{t('ask')}</h2>
          <p>{t('askWhy')}</p>
          <p>
            <ButtonLink href={`/danh-gia/${invitation.token}/lien-he`}>{t('askLink')}</ButtonLink>
          </p>
        </section>
      )}
    </>
  );
}

/** The face was given before ratings were parted from their addresses: it cannot be shown any more. */
function ClosedPage({ frame }: { frame: Frame }) {
  const t = messages(frame.lang);
  return (
    <Page frame={frame} title={t('closed.title')} why={t('once')}>
      <p>
        <ButtonLink href="/">{t('home')}</ButtonLink>
      </p>
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
      <More frame={frame} />
      <p>
        <ButtonLink look="quiet" href="/">
          {t('home')}
        </ButtonLink>
      </p>
    </Page>
  );
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
      const { level, closed } = frame.invitation;
      if (closed) {
        return reply.html(<ClosedPage frame={frame} />);
      }
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
