import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { WorkGate } from '#platform/http/proof-of-work.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  TextArea,
} from '#ui/components.ts';
import { WorkProof } from '#ui/work.tsx';
import { complaintOf, sendPetition } from '../commands/send.ts';
import { publicMessages, words } from '../messages-pages.ts';
import { getReception, lookUpPetition } from '../queries.ts';
import { ASKED, LIMITS, SendInput, type SettingsInput, Tell } from '../schema.ts';
import {
  ANSWERS,
  followHref,
  HOME,
  NOTHING,
  PhotoBox,
  ReceptionFacts,
  type Sent,
  sendPage,
  sentOf,
  typedIn,
} from './frame.tsx';

const said = publicMessages('vi');
const PER_MINUTE = 20;
const LOOK_PER_MINUTE = 10;
const Query = z.object({ loai: z.enum(ASKED).optional().catch(undefined) });
const LookInput = z.object({
  number: z.string({ error: said('look-number-missing') }).max(40),
  code: z.string({ error: said('look-code-missing') }).max(40),
});

interface Shown extends Sent {
  readonly requestId: string;
  readonly challenge: string;
  /** What the text reads like, which the sender is asked about. */
  readonly looks?: 'complaint' | 'denunciation' | undefined;
  readonly reception?: SettingsInput | undefined;
}

function Form({ shown, lang }: { shown: Shown; lang: Lang }) {
  const t = publicMessages(lang);
  const w = words(lang);
  const field = (name: string) => ({
    name,
    value: typedIn(shown, name),
    error: errorFor(shown.errors, name),
    lang,
  });
  return (
    <form method="post" action={HOME} enctype="multipart/form-data" class="stack" novalidate>
      <RequestId value={shown.requestId} />
      <WorkProof challenge={shown.challenge} />
      <Choices
        {...field('kind')}
        label={t('kind-label')}
        options={ASKED.map((kind) => ({ value: kind, label: w(`kind-${kind}`), hint: w(`hint-${kind}`) }))}
      />
      <TextArea {...field('text')} label={t('text-label')} hint={t('text-hint')} rows={6} />
      <Field {...field('place')} label={t('place-label')} hint={t('place-hint')} optional />
      <Field {...field('village')} label={t('village-label')} optional />
      <input type="hidden" name="lat" value={typedIn(shown, 'lat') ?? ''} />
      <input type="hidden" name="lng" value={typedIn(shown, 'lng') ?? ''} />
      <p data-position="" data-added={t('position-added')} data-failed={t('position-failed')} hidden>
        <button class="btn" type="button" aria-pressed="false">
          {t('position-add')}
        </button>{' '}
        <span role="status" class="soft small" />
      </p>
      <PhotoBox error={errorFor(shown.errors, 'photos')} again={shown.status !== 200} lang={lang} />
      <fieldset class="question">
        <legend>{t('who-title')}</legend>
        <div class="stack">
          <p class="soft">{t('who-why')}</p>
          <Field {...field('name')} label={t('name')} autocomplete="name" optional />
          <Field {...field('phone')} label={t('phone')} type="tel" autocomplete="tel" optional />
          <Field {...field('email')} label={t('email')} type="email" autocomplete="email" optional />
          <Choices
            {...field('tell')}
            value={typedIn(shown, 'tell') ?? 'none'}
            label={t('tell-label')}
            hint={t('tell-hint')}
            options={Tell.options.map((one) => ({ value: one, label: t(`tell-${one}`) }))}
          />
        </div>
      </fieldset>
      {shown.looks === undefined ? null : (
        <label class="choice">
          <input type="checkbox" name="notComplaint" value="yes" />
          <span>{t('not-complaint')}</span>
        </label>
      )}
      <Button look="primary" wide>
        {t('send')}
      </Button>
    </form>
  );
}

/** How long the office may take, and by what. */
function Terms({ lang }: { lang: Lang }) {
  const t = publicMessages(lang);
  return (
    <section class="stack-s" aria-labelledby="thoi-han">
      <h2 id="thoi-han">{t('terms-title')}</h2>
      <ul>
        {(['terms-2', 'terms-5', 'terms-15', 'terms-public'] as const).map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
      <p class="soft">{t('terms-source')}</p>
    </section>
  );
}

/** Mounts sending, the way to citizen reception, and looking up by number and code. */
export function sendPages(app: FastifyInstance, ctx: AppContext, gate: () => Promise<WorkGate>): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sent: Sent & Pick<Partial<Shown>, 'looks' | 'requestId'>,
  ) => {
    const { lang } = request;
    const t = publicMessages(lang);
    const reception = sent.looks === undefined ? undefined : await getReception(ctx, request.actor);
    const challenge = (await gate()).challenge(ctx.clock.now());
    const requestId = sent.requestId ?? newRequestId();
    const children = (
      <>
        <p>
          <a href={`${HOME}/tra-cuu`}>{t('to-look-up')}</a> · <a href={ANSWERS}>{t('to-answers')}</a>
        </p>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={lang} />
        {sent.looks === undefined || reception === undefined ? null : (
          <Notice tone="soon" role="alert" title={t(`looks-${sent.looks}`)}>
            <p>{t('looks-how')}</p>
            <ReceptionFacts reception={reception} lang={lang} />
          </Notice>
        )}
        <Form shown={{ ...sent, requestId, challenge, reception }} lang={lang} />
        <Terms lang={lang} />
      </>
    );
    const islands = ['ui/work.js', 'petitions/position.js'];
    return sendPage(
      ctx,
      request,
      reply,
      { title: t('title'), why: t('why'), islands, children },
      sent.status,
    );
  };

  page(app, {
    url: HOME,
    handler: (request, reply) => {
      const { loai } = Query.parse(request.query);
      return show(request, reply, { ...NOTHING, typed: loai === undefined ? {} : { kind: loai } });
    },
  });

  page(app, {
    method: 'POST',
    url: HOME,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { files, fields: typed } = await readUpload(request, {
        maxBytes: LIMITS.photoBytes,
        maxFiles: LIMITS.photos + 1,
      });
      const kept = z.uuid().optional().catch(undefined).parse(typed['requestId']);
      const again = kept === undefined ? {} : { requestId: kept };
      // Whoever chose a complaint is led there at once: nothing else has to be filled in.
      if (typed['kind'] === 'complaint' || typed['kind'] === 'denunciation') {
        return reply.redirect(`${HOME}/tiep-cong-dan`, 303);
      }
      const form = parseForm(SendInput, typed);
      if (!form.ok) {
        return show(request, reply, { typed, errors: form.fields, status: 422, ...again });
      }
      const looks = complaintOf(form.data);
      if (looks !== null) {
        return show(request, reply, { typed, errors: [], status: 422, looks, ...again });
      }
      try {
        (await gate()).admit(
          request.ip,
          { work: typed['work'], workAnswer: typed['workAnswer'] },
          ctx.clock.now(),
        );
        const photos = files.filter(({ field }) => field === 'photos');
        const token = await sendPetition(ctx, request.actor, form.data, photos);
        return reply.redirect(followHref(token, '?moi=1'), 303);
      } catch (error) {
        if (isProblem(error) && error.details.retryAfter !== undefined) {
          reply.header('retry-after', String(error.details.retryAfter));
        }
        return show(request, reply, { ...sentOf(error, typed), ...again });
      }
    },
  });

  page(app, {
    url: `${HOME}/tiep-cong-dan`,
    async handler(request, reply) {
      const { lang } = request;
      const t = publicMessages(lang);
      const children = (
        <>
          <ReceptionFacts reception={await getReception(ctx, request.actor)} lang={lang} />
          <p>{t('reception-bring')}</p>
          <p>
            <a href={HOME}>{t('to-form')}</a>
          </p>
        </>
      );
      return sendPage(ctx, request, reply, {
        title: t('reception-title'),
        why: t('reception-why'),
        children,
      });
    },
  });

  const look = (request: FastifyRequest, reply: FastifyReply, sent: Sent) => {
    const { lang } = request;
    const t = publicMessages(lang);
    const field = (name: string) => ({
      name,
      value: typedIn(sent, name),
      error: errorFor(sent.errors, name),
      lang,
    });
    const children = (
      <>
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={lang} />
        <form method="post" action={`${HOME}/tra-cuu`} class="stack" novalidate>
          <Field {...field('number')} label={t('number')} hint={t('look-number-hint')} width="mid" />
          <Field
            {...field('code')}
            label={t('code')}
            hint={t('look-code-hint')}
            inputmode="numeric"
            width="mid"
          />
          <Button look="primary">{t('look')}</Button>
        </form>
        <p>
          <a href={HOME}>{t('to-form')}</a>
        </p>
      </>
    );
    return sendPage(
      ctx,
      request,
      reply,
      { title: t('look-title'), why: t('look-why'), children },
      sent.status,
    );
  };
  page(app, { url: `${HOME}/tra-cuu`, handler: (request, reply) => look(request, reply, NOTHING) });
  page(app, {
    method: 'POST',
    url: `${HOME}/tra-cuu`,
    perMinute: LOOK_PER_MINUTE,
    async handler(request, reply) {
      const form = parseForm(LookInput, request.body);
      if (!form.ok) {
        return look(request, reply, { typed: form.values, errors: form.fields, status: 422 });
      }
      try {
        const token = await lookUpPetition(ctx, request.actor, form.data);
        return reply.redirect(followHref(token), 303);
      } catch (error) {
        return look(request, reply, sentOf(error, form.data));
      }
    },
  });
}
