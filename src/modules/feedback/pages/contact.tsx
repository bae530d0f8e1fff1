import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { Button, ButtonLink, Choices, ErrorSummary, errorFor, Field, TextArea } from '#ui/components.ts';
import { askContact } from '../commands/ask-contact.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { ContactInput } from '../schema/contacts.ts';
import { type Frame, frameOf, once, Page, PER_MINUTE, rater } from './frame.tsx';

interface ContactProps {
  readonly frame: Frame;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function ContactPage({ frame, values, errors }: ContactProps) {
  const t = followUpMessages(frame.lang);
  const { invitation, lang } = frame;
  const base = `/danh-gia/${invitation.token}`;
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const common = (name: 'name' | 'phone' | 'message') => ({
    name,
    label: t(name),
    value: text(name),
    error: errorFor(errors, name),
    lang,
  });
  return (
    <Page frame={frame} title={t('title')} why={t('why', { days: invitation.followUpDays })}>
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={`${base}/lien-he`} class="stack">
        <Field {...common('name')} autocomplete="name" maxlength={100} />
        <Field {...common('phone')} type="tel" inputmode="tel" autocomplete="tel" width="mid" />
        <TextArea {...common('message')} />
        <Choices
          name="consent"
          kind="checkbox"
          label={t('consentLabel')}
          lang={lang}
          error={errorFor(errors, 'consent')}
          value={text('consent')}
          options={[{ value: '1', label: t(`consent.${invitation.about}`) }]}
        />
        <p class="row">
          <Button look="primary">{t('send')}</Button>
          <ButtonLink look="quiet" href={base}>
            {t('back')}
          </ButtonLink>
        </p>
      </form>
    </Page>
  );
}

/** Leaving a number after an unhappy rating, by consent. */
export function mountContact(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/danh-gia/:token/lien-he',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const frame = await frameOf(ctx, request);
      if (frame.invitation.level !== 1 || frame.invitation.contacted) {
        return reply.redirect(`/danh-gia/${frame.invitation.token}`, 303);
      }
      return reply.html(<ContactPage frame={frame} values={{}} errors={[]} />);
    },
  });
  page(app, {
    method: 'POST',
    url: '/danh-gia/:token/lien-he',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const frame = await frameOf(ctx, request);
      const form = parseForm(ContactInput, request.body);
      if (!form.ok) {
        const values = formValues(request.body);
        return reply.html(<ContactPage frame={frame} values={values} errors={form.fields} />, 422);
      }
      await once(askContact(ctx, rater(request), frame.invitation.token, form.data));
      return reply.redirect(`/danh-gia/${frame.invitation.token}`, 303);
    },
  });
}
