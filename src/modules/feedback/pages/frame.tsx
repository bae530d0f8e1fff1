import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from '#ui/assets.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { getInvitation } from '../queries.ts';
import type { InvitationView } from '../schema.ts';

/** The address of a rating. */
export const Params = z.object({ token: z.string().min(16).max(64) });
/** Guessing addresses must be slow. */
export const PER_MINUTE = 30;

/** What every page of a rating needs. */
export interface Frame {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly invitation: InvitationView;
}

/** Whoever opens the address rates as a citizen, also in a browser where an officer is signed in: the address is the right. */
export function rater(request: FastifyRequest): Actor {
  return request.actor.kind === 'device'
    ? request.actor
    : { kind: 'public', centreId: request.actor.centreId };
}

/** A citizen's page of a rating. */
export function Page(props: { frame: Frame; title: string; why?: string; children: ComponentChildren }) {
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

/** Reads the invitation of the request's address. @throws Problem `not-found` */
export async function frameOf(ctx: AppContext, request: FastifyRequest): Promise<Frame> {
  const { token } = Params.parse(request.params);
  const invitation = await getInvitation(ctx, rater(request), token);
  const centre = await getCentre(ctx, request.actor.centreId);
  const face = { name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined };
  return { lang: request.lang, centre: face, invitation };
}

/** A form's data. @throws Problem `validation` with its fields */
export function checked<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
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
export async function once(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isProblem(error, 'already-done')) {
      throw error;
    }
  }
}
