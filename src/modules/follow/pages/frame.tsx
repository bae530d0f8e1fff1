import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { ButtonLink, Notice } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { pageMessages } from '../messages-pages.ts';

/** Where citizens follow their dossiers; each lies below it at its own key. */
export const HOME = '/theo-doi-ho-so';
const Key = z.object({ key: z.string().max(120) });

/** The key in the address. What cannot be one opens nothing. */
export function keyOf(request: FastifyRequest): string {
  return Key.parse(request.params).key;
}

/** The address of a page of the dossier. */
export function followHref(key: string, path = ''): string {
  return path === '' ? `${HOME}/${key}` : `${HOME}/${key}/${path}`;
}

/** Whoever sits at the machine acts as the citizen whose secret it is. */
export function citizenOf(request: FastifyRequest): PublicActor {
  return { kind: 'public', centreId: request.actor.centreId };
}

/** What went wrong with a form, and what was typed into it. */
export interface Said {
  readonly errors: readonly FieldError[];
  readonly detail?: string | undefined;
  readonly typed?: string | undefined;
  /** The name of the box it was typed into, where a page has several. */
  readonly typedIn?: string | undefined;
  readonly status?: number;
}
export const NOTHING_SAID: Said = { errors: [] };

/** A refusal as a form shows it. @throws whatever is no refusal, and what closes the page itself */
export function saidOf(error: unknown, reply: FastifyReply, typed?: string): Said {
  if (!isProblem(error) || error.status >= 500 || error.code === 'gone') {
    throw error;
  }
  const { fields: errors = [], detail, retryAfter } = error.details;
  if (retryAfter !== undefined) {
    reply.header('retry-after', String(retryAfter));
  }
  return { errors, detail, typed, status: error.status };
}

/** A citizens' page of one column that nobody keeps on the way and whose address no other site learns. */
export async function sendPage(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  props: {
    readonly title: string;
    readonly why?: ComponentChildren;
    readonly islands?: readonly string[];
    readonly children: ComponentChildren;
  },
  status = 200,
): Promise<FastifyReply> {
  const centre = (await findCentreFace(ctx, request.actor.centreId)) ?? { name: 'Một Cửa' };
  return reply
    .header('x-robots-tag', 'noindex')
    .header('referrer-policy', 'same-origin')
    .html(
      <CitizenLayout
        title={props.title}
        lang={request.lang}
        centre={centre}
        path="/tra-cuu"
        styles={['preparations/prepare.css']}
        islands={props.islands ?? []}
      >
        <div class="measure stack prepare">
          <PageHead title={props.title} why={props.why} />
          {props.children}
        </div>
      </CitizenLayout>,
      status,
    );
}

/** Shows a page; a key that opens nothing leads back to look-up in words. */
export async function orGone(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) {
      throw error;
    }
    const t = pageMessages(request.lang);
    const { detail } = error.details;
    const children = (
      <>
        <Notice tone="late" role="alert" title={detail} />
        <p>
          <ButtonLink look="primary" href="/tra-cuu">
            {t('again')}
          </ButtonLink>
        </p>
      </>
    );
    return sendPage(ctx, request, reply, { title: t('title'), children }, error.status);
  }
}
