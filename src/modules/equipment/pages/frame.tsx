import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { getCentre, type listCounters } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { StatusTag, type Tone } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import type { Equipment, EquipmentState } from '../schema.ts';
import { pageMessages } from './messages.ts';

/** Where the pages of this module live. */
export const HOME = '/can-bo/trang-thiet-bi';

/** What every officers' page of this module needs. */
export interface Frame {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace;
}

/** What a refused form shows again. */
export interface Refused {
  readonly values: FormValues;
  readonly fields: readonly FieldError[];
  readonly detail: string;
}

/** The frame of a request. @throws Problem `unauthenticated` */
export async function frameOf(ctx: AppContext, request: FastifyRequest): Promise<Frame> {
  const { actor, lang } = request;
  if (actor.kind !== 'staff') {
    throw new Problem('unauthenticated', { detail: messages(lang)('sign-in-first') });
  }
  const { name } = await getCentre(ctx, actor.centreId);
  return { actor, lang, centre: { name } };
}

/** What to show again when a command refused what was typed; other errors go on. */
export function refusedBy(error: unknown, values: FormValues): Refused {
  if (isProblem(error, 'validation') || isProblem(error, 'not-allowed-now')) {
    return { values, fields: error.details.fields ?? [], detail: error.details.detail };
  }
  throw error;
}

/** The value of one field of a refused form, else what is stored. */
export function typed(
  refused: Refused | undefined,
  name: string,
  stored: string | undefined,
): string | undefined {
  if (refused === undefined) {
    return stored;
  }
  const value = refused.values[name];
  return typeof value === 'string' ? value : undefined;
}

const TONES = { ok: 'ok', warning: 'soon', down: 'late', unknown: 'neutral' } as const satisfies Record<
  EquipmentState,
  Tone
>;

/** A state in words, with its cause where it has one. */
export function StateTag({ piece, lang }: { piece: Pick<Equipment, 'state' | 'trouble'>; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <StatusTag tone={TONES[piece.state]}>
      {piece.trouble === null ? t(`state.${piece.state}`) : t(`trouble.${piece.trouble}`)}
    </StatusTag>
  );
}

/** A length of time in its two largest units: "2 ngày 3 giờ", "5 phút". */
export function lasting(seconds: number, lang: Lang): string {
  const t = pageMessages(lang);
  const minutes = Math.floor(seconds / 60);
  const parts = [
    { count: Math.floor(minutes / 1440), key: 'time.days' },
    { count: Math.floor(minutes / 60) % 24, key: 'time.hours' },
    { count: minutes % 60, key: 'time.minutes' },
  ] as const;
  const first = parts.findIndex(({ count }) => count > 0);
  return first === -1
    ? t('time.less')
    : parts
        .slice(first, first + 2)
        .filter(({ count }) => count > 0)
        .map(({ count, key }) => t(key, { count }))
        .join(' ');
}

/** Where a piece stands, in one line. */
export function whereIs(
  piece: Pick<Equipment, 'place' | 'counterId'>,
  counters: Awaited<ReturnType<typeof listCounters>>,
  lang: Lang,
): string {
  const counter = counters.find(({ id }) => id === piece.counterId);
  const words = counter === undefined ? '' : pageMessages(lang)('counter.is', { number: counter.number });
  return [piece.place, words].filter((part) => part !== '').join(', ');
}

/** An officers' page of this module. */
export function EquipmentPage(
  props: Frame & {
    readonly title: string;
    readonly why?: string;
    readonly path?: string;
    readonly children: ComponentChildren;
  },
) {
  return (
    <OfficerLayout
      title={props.title}
      lang={props.lang}
      actor={props.actor}
      centre={props.centre}
      path={props.path ?? HOME}
    >
      <PageHead title={props.title} why={props.why} />
      {props.children}
    </OfficerLayout>
  );
}
