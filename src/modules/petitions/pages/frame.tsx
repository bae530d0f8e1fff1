import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { SummaryList } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { publicMessages, words } from '../messages-pages.ts';
import { Field, LIMITS, type SettingsInput, type State } from '../schema.ts';

/** Where petitions are sent and followed. */
export const HOME = '/phan-anh';
/** Where published answers are read. */
export const ANSWERS = '/hoi-dap';

/** The secret address of a petition. */
export function followHref(token: string, path = ''): string {
  return `${HOME}/theo-doi/${token}${path}`;
}

/** What a form shows again after a refusal. */
export interface Sent {
  readonly typed: FormValues;
  readonly errors: readonly FieldError[];
  readonly detail?: string | undefined;
  readonly status: number;
}

/** A form nobody sent yet. */
export const NOTHING: Sent = { typed: {}, errors: [], status: 200 };

/** What was typed in one field. */
export function typedIn({ typed }: Pick<Sent, 'typed'>, name: string): string | undefined {
  const value = typed[name];
  return typeof value === 'string' ? value : undefined;
}

/** A refusal as the form shows it; anything else goes on. */
export function sentOf(error: unknown, typed: FormValues): Sent {
  if (isProblem(error) && error.status < 500 && !['forbidden', 'gone', 'not-found'].includes(error.code)) {
    const { fields = [], detail } = error.details;
    return { typed, errors: fields, detail: fields.length === 0 ? detail : undefined, status: error.status };
  }
  throw error;
}

/** The colour of a state; the words stand beside it. */
export const TONES = {
  received: 'waiting',
  accepted: 'waiting',
  waiting: 'soon',
  proposed: 'waiting',
  answered: 'done',
  published: 'done',
  closed: 'done',
  refused: 'neutral',
  forwarded: 'neutral',
} as const satisfies Record<State, string>;

/** Fields as options of a list. */
export function fieldOptions(lang: Lang) {
  return Field.options.map((value) => ({ value, label: words(lang)(`field-${value}`) }));
}

/** A page for citizens: one column, whole without script. */
export async function sendPage(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  props: {
    readonly title: string;
    readonly why?: string | undefined;
    readonly path?: string;
    readonly islands?: readonly string[];
    readonly secret?: boolean;
    readonly children: ComponentChildren;
  },
  status = 200,
): Promise<FastifyReply> {
  const { actor, lang } = request;
  if (props.secret === true) {
    reply.header('x-robots-tag', 'noindex').header('referrer-policy', 'same-origin');
  }
  return reply.html(
    <CitizenLayout
      title={props.title}
      lang={lang}
      centre={(await findCentreFace(ctx, actor.centreId)) ?? { name: 'Một Cửa' }}
      path={props.path ?? HOME}
      styles={['petitions/petitions.css']}
      islands={props.islands ?? []}
    >
      <div class="measure stack petitions">
        <PageHead title={props.title} why={props.why} />
        {props.children}
      </div>
    </CitizenLayout>,
    status,
  );
}

/** Where, when and by which telephone citizens are received. */
export function ReceptionFacts({ reception, lang }: { reception: SettingsInput; lang: Lang }) {
  const t = publicMessages(lang);
  const unset = t('reception-unset');
  return (
    <SummaryList
      items={[
        { term: t('reception-place'), value: reception.place || unset },
        { term: t('reception-hours'), value: reception.hours || unset },
        {
          term: t('reception-phone'),
          value: reception.phone === '' ? unset : <a href={`tel:${reception.phone}`}>{reception.phone}</a>,
        },
      ]}
    />
  );
}

/** The box for photographs. */
export function PhotoBox(props: {
  readonly error: string | undefined;
  readonly again: boolean;
  readonly lang: Lang;
}) {
  const t = publicMessages(props.lang);
  const hint = t('photos-hint', { max: LIMITS.photos });
  return (
    <div class={props.error === undefined ? 'question' : 'question question-wrong'}>
      <label for="f-photos">{t('photos-label')}</label>
      <p class="question-hint" id="f-photos-hint">
        {props.again ? `${t('photos-again')} ${hint}` : hint}
      </p>
      {props.error === undefined ? null : (
        <p class="question-error" id="f-photos-error">
          {props.error}
        </p>
      )}
      <input
        class="input"
        type="file"
        id="f-photos"
        name="photos"
        accept="image/jpeg,image/png,image/webp"
        multiple
        aria-describedby="f-photos-hint"
      />
    </div>
  );
}

/** Photographs as small faces that open the whole. */
export function PhotoRow(props: {
  readonly photos: readonly { readonly id: string }[];
  readonly base: string;
  readonly lang: Lang;
}) {
  const t = publicMessages(props.lang);
  return props.photos.length === 0 ? null : (
    <ul class="plain-list petition-photos">
      {props.photos.map(({ id }, index) => (
        <li key={id}>
          <a href={`${props.base}/${id}`} target="_blank" rel="noopener">
            <img
              src={`${props.base}/${id}`}
              alt={t('photo-alt', { no: index + 1 })}
              width="120"
              height="120"
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Sends a photograph to whoever may see it; kept by nobody on the way. */
export function sendPhoto(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  return reply
    .type('image/jpeg')
    .header('content-disposition', 'inline')
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes));
}
