import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { findSignedInCitizen, type SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import type { AppContext } from '#platform/context.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { StatusTag } from '#ui/components.ts';
import { KeptNote, letKeep } from '#ui/keep.tsx';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { pageMessages } from '../messages-pages.ts';
import type { Preparation } from '../schema.ts';

/** Where citizens prepare; every draft lies below it at its own secret. */
export const HOME = '/nop-ho-so';
/** The citizen's cookie, as the sign-on sets it. */
const CITIZEN_COOKIE = 'cong_dan';
const Token = z.object({ token: z.string().max(80) });

/** What every page knows: language, centre, and whose browser it is where somebody signed in. */
export interface Frame {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly citizen: SignedInCitizen | undefined;
}

/** The frame of this request. A citizen signed in at another centre is a stranger here. */
export async function openFrame(ctx: AppContext, request: FastifyRequest): Promise<Frame> {
  const { centreId } = request.actor;
  const citizen = await findSignedInCitizen(ctx, request.cookies[CITIZEN_COOKIE]);
  return {
    lang: request.lang,
    centre: (await findCentreFace(ctx, centreId)) ?? { name: 'Một Cửa' },
    citizen: citizen?.centreId === centreId ? citizen : undefined,
  };
}

/** The secret part of the address. What cannot be one opens nothing. */
export function tokenOf(request: FastifyRequest): string {
  return Token.parse(request.params).token;
}

/** The address of a draft's page. */
export function draftHref(token: string, path = ''): string {
  return path === '' ? `${HOME}/${token}` : `${HOME}/${token}/${path}`;
}

/** A page of the preparation: one column, its own title, kept by nobody on the way. */
export function sendPage(
  reply: FastifyReply,
  frame: Frame,
  props: {
    readonly title: string;
    /** The page's own part has the first heading. */
    readonly headed?: boolean;
    readonly why?: ComponentChildren;
    readonly islands?: readonly string[];
    /** Draft that the person may keep this page of on the device. */
    readonly keepOf?: string;
    readonly children: ComponentChildren;
  },
  status = 200,
): FastifyReply {
  if (props.keepOf !== undefined && status === 200) {
    letKeep(reply, 'draft', draftHref(props.keepOf));
  }
  return reply.header('x-robots-tag', 'noindex').html(
    <CitizenLayout
      title={props.title}
      lang={frame.lang}
      centre={frame.centre}
      path={HOME}
      styles={['preparations/prepare.css']}
      islands={props.islands ?? ['preparations/draft.js']}
    >
      <div class="measure stack prepare">
        {props.keepOf === undefined ? null : <KeptNote what="draft" lang={frame.lang} />}
        {props.headed === true ? null : <PageHead title={props.title} why={props.why} />}
        {props.children}
      </div>
    </CitizenLayout>,
    status,
  );
}

/** "Bản nháp · lưu lúc …, tự xóa sau ngày …": what is on the server, and for how long. */
export function DraftLine({ preparation, lang }: { preparation: Preparation; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <p class="small draft-line">
      <StatusTag tone="waiting">{t('draft')}</StatusTag>{' '}
      <span class="soft">
        {t('draft-saved', {
          at: formatDateTime(preparation.changedAt, lang),
          until: formatDate(localDay(preparation.expiresAt)),
        })}
      </span>
    </p>
  );
}

/** A long official name, short enough for a line. */
export function shortName(name: string, most = 110): string {
  return name.length <= most ? name : `${name.slice(0, most).replace(/\s+\S*$/, '')} …`;
}

/** Whether the script of our own pages asks, which wants no page back. */
export function isProgram(request: FastifyRequest): boolean {
  return !(request.headers.accept ?? '').includes('text/html');
}

/** On to the next page: by redirect, or told to the script, which goes there itself and loads it once. */
export function goOn(request: FastifyRequest, reply: FastifyReply, next: string): FastifyReply {
  return isProgram(request) ? reply.send({ next }) : reply.redirect(next, 303);
}
