import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { maskNumber } from '#integrations/sms/number.ts';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, ButtonLink, Notice } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { type Choice, type Proof, readChoice, saveChoice } from '../commands/choose.ts';
import { choiceMessages } from '../messages-choice.ts';
import { maskEmail } from '../rules/email.ts';
import { CHANNELS, Channel } from '../schema.ts';

const HOME = '/nhan-tin';
const PER_MINUTE = 30;
const Key = z.object({ key: z.string().min(1).max(100) });
const Secret = z.object({ so: z.string().min(1).max(60), ma: z.string().min(1).max(60) });
const Ticked = z.object({
  luu: z.literal('1').optional(),
  kenh: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(Channel).max(3),
  ),
});

interface ViewProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly choice: Choice | null;
  readonly proof: Proof | null;
  readonly saved: boolean;
  readonly problem: string | null;
}

function addressOf(choice: Choice, channel: Channel): string | null {
  if (channel === 'email') {
    return choice.email === null ? null : maskEmail(choice.email);
  }
  return choice.phone === null ? null : maskNumber(choice.phone);
}

function Form({ lang, choice, proof }: { lang: Lang; choice: Choice; proof: Proof }) {
  const t = choiceMessages(lang);
  const offered = CHANNELS.flatMap((channel) => {
    const address = addressOf(choice, channel);
    return address === null ? [] : [{ channel, address }];
  });
  if (offered.length === 0) {
    return <Notice title={t('no-address')} />;
  }
  return (
    <form method="post" action={proof.by === 'link' ? `${HOME}/${proof.key}` : HOME} class="stack">
      <input type="hidden" name="luu" value="1" />
      {proof.by === 'secret' ? (
        <>
          <input type="hidden" name="so" value={proof.number} />
          <input type="hidden" name="ma" value={proof.secret} />
        </>
      ) : null}
      <fieldset class="question">
        <legend>{t('channels')}</legend>
        <div class="choices">
          {offered.map(({ channel, address }) => (
            <label class="choice" key={channel}>
              <input type="checkbox" name="kenh" value={channel} checked={choice.wants[channel]} />
              <span>{t(channel, { address })}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Button look="primary">{t('save')}</Button>
    </form>
  );
}

function ChoiceView({ lang, centre, choice, proof, saved, problem }: ViewProps) {
  const t = choiceMessages(lang);
  const wanted = choice === null ? [] : CHANNELS.filter((channel) => choice.wants[channel]);
  const words = wanted.map((channel) =>
    t(channel, { address: choice === null ? '' : (addressOf(choice, channel) ?? '') }),
  );
  return (
    <CitizenLayout title={t('title')} lang={lang} centre={centre} path="/tra-cuu">
      <div class="measure stack">
        <PageHead title={t('title')} why={t('why')} />
        {saved ? (
          <Notice
            tone="ok"
            role="status"
            title={words.length === 0 ? t('saved-none') : t('saved', { channels: words.join('; ') })}
          />
        ) : null}
        {problem === null ? null : <Notice tone="late" role="alert" title={problem} />}
        {choice === null || proof === null ? (
          <p>
            <ButtonLink href="/tra-cuu">{t('look-up')}</ButtonLink>
          </p>
        ) : (
          <>
            <p class="soft">{t('about', { subject: choice.subject })}</p>
            {choice.email === null || choice.emailConfirmed || !choice.wants.email ? null : (
              <Notice tone="soon" title={t('email-asked', { address: maskEmail(choice.email) })} />
            )}
            <Form lang={lang} choice={choice} proof={proof} />
          </>
        )}
      </div>
    </CitizenLayout>
  );
}

/** Mounts `/nhan-tin`: how one wants to be told, by the signed link of a notice or the secret of a dossier. Whole without script. */
export function choicePages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    proof: Proof,
    wanted: readonly Channel[] | null,
  ) => {
    const { lang } = request;
    // A citizens' page: whoever sits at the machine acts as the citizen whose link or secret it is.
    const actor: PublicActor = { kind: 'public', centreId: request.actor.centreId };
    const centre = (await findCentreFace(ctx, actor.centreId)) ?? { name: '' };
    const face = (choice: Choice | null, problem: string | null) => (
      <ChoiceView
        lang={lang}
        centre={centre}
        choice={choice}
        proof={choice === null ? null : proof}
        saved={choice !== null && wanted !== null}
        problem={problem}
      />
    );
    try {
      if (wanted !== null) {
        await saveChoice(ctx, actor, proof, wanted);
      }
      return reply.html(face(await readChoice(ctx, actor, proof), null));
    } catch (error) {
      if (isProblem(error, 'not-found') || isProblem(error, 'rate-limited')) {
        return reply.html(face(null, error.details.detail), error.status);
      }
      throw error;
    }
  };
  const ticked = (request: FastifyRequest): readonly Channel[] | null => {
    const read = Ticked.safeParse(request.body);
    return read.success && read.data.luu === '1' ? read.data.kenh : null;
  };
  page(app, {
    url: `${HOME}/:key`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      show(request, reply, { by: 'link', key: Key.parse(request.params).key }, null),
  });
  page(app, {
    method: 'POST',
    url: `${HOME}/:key`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      show(request, reply, { by: 'link', key: Key.parse(request.params).key }, ticked(request)),
  });
  page(app, {
    url: HOME,
    perMinute: PER_MINUTE,
    handler: async (_request, reply) => reply.redirect('/tra-cuu', 303),
  });
  page(app, {
    method: 'POST',
    url: HOME,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const secret = Secret.safeParse(request.body);
      if (!secret.success) {
        return reply.redirect('/tra-cuu', 303);
      }
      const { so: number, ma } = secret.data;
      return show(request, reply, { by: 'secret', number, secret: ma }, ticked(request));
    },
  });
}
