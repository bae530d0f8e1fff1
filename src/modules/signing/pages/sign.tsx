import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { fieldErrors } from '#platform/http/problem.ts';
import { unbroken } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { beginSigning } from '../commands/begin.ts';
import { cancelSession } from '../commands/token.ts';
import { checkMessages } from '../messages-check.ts';
import { signingPageMessages } from '../messages-pages.ts';
import { agentOf, checkStoredFile, getSession, signerDesk } from '../queries.ts';
import { SignInput } from '../schema.ts';
import { CheckReport } from './report.tsx';
import { type Frame, SessionPage, SIGN_PATH, SignView } from './sign-view.tsx';

const Listed = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid())]);
const Query = z.object({ 'ho-so': Listed.default([]).catch([]) });
const Id = z.object({ id: z.uuid() });
const Note = z.object({ bo: z.string().max(1000).default('').catch('') });
/** The dossier from which somebody came to check a file: the way back. */
const CameFrom = z.object({
  'ho-so': z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .catch(undefined),
});
const Posted = z
  .object({
    requestId: z.string(),
    certificateId: z.string().optional(),
    dossierIds: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
    fileIds: z.union([z.string().transform((id) => [id]), z.array(z.string())]).default([]),
  })
  // Files stand on the page for one dossier only; with several chosen each gives its own.
  .transform((posted) => (posted.dossierIds.length === 1 ? posted : { ...posted, fileIds: [] }));

/** The frame of the request's page. @throws Problem `unauthenticated` */
export async function frameOf(ctx: AppContext, request: FastifyRequest): Promise<Frame> {
  const actor = requireStaff(request.actor);
  return { actor, lang: request.lang, centre: await findCentreFace(ctx, actor.centreId) };
}

/** The page may speak to the desk's own program, and to nothing else besides us. */
function allowAgent(reply: FastifyReply, agent: string): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  reply.header('content-security-policy', `${policy};connect-src 'self' ${agent}`);
}

/** Mounts what the signer sees: the list, a session, the check of a stored file. */
export function signPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      readonly chosen: readonly string[];
      readonly errors?: readonly FieldError[];
      readonly detail?: string;
    },
    status = 200,
  ) => {
    const frame = await frameOf(ctx, request);
    const desk = await signerDesk(ctx, frame.actor);
    const { chosen, errors = [], detail } = shown;
    return reply.html(
      <SignView {...frame} desk={desk} chosen={chosen} errors={errors} detail={detail} />,
      status,
    );
  };

  page(app, {
    url: SIGN_PATH,
    handler: (request, reply) => show(request, reply, { chosen: Query.parse(request.query)['ho-so'] }),
  });
  page(app, {
    method: 'POST',
    url: SIGN_PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const posted = Posted.parse(request.body);
      const chosen = posted.dossierIds;
      const input = SignInput.safeParse(posted);
      if (!input.success) {
        return show(request, reply, { chosen, errors: fieldErrors(input.error) }, 422);
      }
      try {
        const { sessionId, refused } = await beginSigning(ctx, actor, input.data);
        const note = refused.map(({ why }) => why).join(' ');
        const query = note === '' ? '' : `?bo=${encodeURIComponent(note.slice(0, 1000))}`;
        return reply.redirect(`${SIGN_PATH}/${sessionId}${query}`, 303);
      } catch (error) {
        if (isProblem(error) && (error.status < 500 || error.code === 'unavailable')) {
          const { detail, fields } = error.details;
          return show(request, reply, { chosen, detail, errors: fields ?? [] }, error.status);
        }
        throw error;
      }
    },
  });
  page(app, {
    url: `${SIGN_PATH}/:id`,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const view = await getSession(ctx, frame.actor, Id.parse(request.params).id);
      const { session } = view;
      const agent =
        session.method === 'token' && session.state === 'waiting' ? await agentOf(ctx, frame.actor) : null;
      if (agent !== null) {
        allowAgent(reply, agent);
      }
      return reply.html(
        <SessionPage {...frame} view={view} agent={agent} refused={Note.parse(request.query).bo} />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${SIGN_PATH}/:id/huy`,
    async handler(request, reply) {
      const { id } = Id.parse(request.params);
      await cancelSession(ctx, requireStaff(request.actor), id);
      return reply.redirect(`${SIGN_PATH}/${id}`, 303);
    },
  });
  page(app, {
    url: `${SIGN_PATH}/tep/:id`,
    perMinute: 60,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const check = await checkStoredFile(ctx, frame.actor, Id.parse(request.params).id);
      const title = checkMessages(frame.lang)('title');
      const t = signingPageMessages(frame.lang);
      const { 'ho-so': number } = CameFrom.parse(request.query);
      return reply.html(
        <OfficerLayout
          title={title}
          lang={frame.lang}
          actor={frame.actor}
          centre={frame.centre}
          path={SIGN_PATH}
        >
          <PageHead title={title} why={check.name} />
          <CheckReport check={check} lang={frame.lang} />
          <p>
            {number === undefined ? (
              <a href="/can-bo/ho-so">{t('back-dossiers')}</a>
            ) : (
              <a href={`/can-bo/ho-so/${number}#tep`}>{unbroken(t('back-dossier', { number }))}</a>
            )}
          </p>
        </OfficerLayout>,
      );
    },
  });
}
