import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { addWords, removeWords } from '../commands/tend-words.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { listPublic, searchPublic } from '../queries.ts';
import { WordsInput } from '../schema/words.ts';
import { getWords } from '../words-queries.ts';
import { titleOf } from './words.ts';
import { WORDS_PATH, WordsPage } from './words-view.tsx';

const Asked = z.object({
  tu: z.string().trim().max(80).catch('').default(''),
  tim: z.string().trim().max(200).catch('').default(''),
});
const Params = z.object({ id: z.uuid() });
const OFFERED = 6;

/** Mounts the page of the officer who tends the words of the search. */
export function wordsAdminPages(app: FastifyInstance, ctx: AppContext): void {
  async function show(request: FastifyRequest, typed: { words: string; find: string }, error?: string) {
    const actor = requireStaff(request.actor);
    const view = await getWords(ctx, actor);
    const all = await listPublic(ctx, actor);
    const offered = typed.find === '' ? null : await searchPublic(ctx, actor, typed.find, OFFERED);
    return (
      <WordsPage
        lang={request.lang}
        actor={actor}
        centre={await getCentre(ctx, actor.centreId)}
        view={view}
        mayTend={can(PROCEDURE_POLICY, actor, 'words.tend', actor)}
        requestId={newRequestId()}
        typed={typed}
        offered={offered?.map(({ body }) => ({ code: body.code, title: titleOf(body) })) ?? null}
        error={error}
        titles={new Map(all.map(({ body }) => [body.code, titleOf(body)]))}
      />
    );
  }

  page(app, {
    url: WORDS_PATH,
    async handler(request, reply) {
      const { tu, tim } = Asked.parse(request.query);
      return reply.html(await show(request, { words: tu, find: tim }));
    },
  });

  page(app, {
    method: 'POST',
    url: WORDS_PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(WordsInput, request.body);
      if (!form.ok) {
        const typed = { words: String(form.values['words'] ?? ''), find: String(form.values['code'] ?? '') };
        return reply.html(
          await show(request, typed, form.fields.map(({ message }) => message).join(' ')),
          422,
        );
      }
      try {
        await addWords(ctx, actor, form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          const typed = { words: form.data.words, find: form.data.code };
          return reply.html(await show(request, typed, error.details.detail), 422);
        }
        throw error;
      }
      return reply.redirect(WORDS_PATH, 303);
    },
  });

  page(app, {
    method: 'POST',
    url: `${WORDS_PATH}/:id/bo`,
    async handler(request, reply) {
      await removeWords(ctx, requireStaff(request.actor), Params.parse(request.params).id);
      return reply.redirect(WORDS_PATH, 303);
    },
  });
}
