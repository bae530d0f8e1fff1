import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import { can } from '#platform/policy.ts';
import { approveNews, withdrawNews } from '../commands/approve.ts';
import { keepRecording, makeAudio, SOUND_BYTES } from '../commands/audio.ts';
import { connectVoice } from '../commands/connect.ts';
import { sendBack, submitNews, takeBack } from '../commands/hand-in.ts';
import { markDone, resendChannel } from '../commands/resend.ts';
import { beginCorrection, chooseChannels, dropDraft } from '../commands/write.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import { getNewsFile, getSound } from '../queries.ts';
import { ApproveInput, CHANNELS, Channel, ReasonInput } from '../schema.ts';
import { FileView } from './file-view.tsx';
import { DESK } from './words.ts';

const Id = z.object({ id: z.uuid() });
const ChannelOf = z.object({ id: z.uuid(), channel: Channel });
const Seen = z.object({ edits: z.coerce.number().int().min(0) });
const Chosen = Seen.extend({
  channels: z.union([Channel.transform((one) => [one]), z.array(Channel)]).default([]),
});
const Sure = z.object({ sure: z.literal('1').optional() });
const TYPES = { wav: 'audio/wav', mp3: 'audio/mpeg', opus: 'audio/ogg' } as const;

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal?: { readonly fields: readonly FieldError[]; readonly detail?: string; readonly status: number },
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { id } = Id.parse(request.params);
  const own = { centreId: actor.centreId };
  return reply.html(
    <FileView
      file={await getNewsFile(ctx, actor, id)}
      actor={actor}
      lang={request.lang}
      now={ctx.clock.now()}
      may={{
        write: can(NEWS_POLICY, actor, 'write', own),
        approve: can(NEWS_POLICY, actor, 'approve', own),
        resend: can(NEWS_POLICY, actor, 'resend', own),
      }}
      hasVoice={(await connectVoice(ctx, actor.centreId)) !== null}
      errors={refusal?.fields ?? []}
      detail={refusal?.detail}
    />,
    refusal?.status ?? 200,
  );
}

/** Mounts `/can-bo/tin-tuc/:id` and everything that is done there. */
export function filePages(app: FastifyInstance, ctx: AppContext): void {
  /** A form post: what is refused is shown on the same page, anything else goes on. */
  const post = (
    path: string,
    act: (request: FastifyRequest, id: string) => Promise<readonly FieldError[] | undefined>,
  ) => {
    page(app, {
      method: 'POST',
      url: `${DESK}/:id/${path}`,
      async handler(request, reply) {
        const { id } = Id.parse(request.params);
        requireStaff(request.actor);
        try {
          const fields = await act(request, id);
          return fields === undefined
            ? reply.redirect(`${DESK}/${id}`, 303)
            : show(ctx, request, reply, { fields, status: 422 });
        } catch (error) {
          if (!isProblem(error) || error.code === 'not-found') {
            throw error;
          }
          const { detail, fields } = error.details;
          return show(ctx, request, reply, { fields: fields ?? [], detail, status: error.status });
        }
      },
    });
  };
  page(app, { url: `${DESK}/:id`, handler: (request, reply) => show(ctx, request, reply) });
  post('trinh', async ({ body, actor }, id) => {
    const form = parseForm(Seen, body);
    return form.ok ? submitNews(ctx, actor, id, form.data.edits).then(() => undefined) : form.fields;
  });
  post('rut', (request, id) => takeBack(ctx, request.actor, id).then(() => undefined));
  post('bo', (request, id) => dropDraft(ctx, request.actor, id).then(() => undefined));
  post('doc', (request, id) => makeAudio(ctx, request.actor, id).then(() => undefined));
  post('duyet', async ({ body, actor }, id) => {
    const form = parseForm(ApproveInput, body);
    return form.ok ? approveNews(ctx, actor, id, form.data).then(() => undefined) : form.fields;
  });
  post('tra-lai', async ({ body, actor }, id) => {
    const form = parseForm(ReasonInput, body);
    return form.ok ? sendBack(ctx, actor, id, form.data.reason).then(() => undefined) : form.fields;
  });
  post('dinh-chinh', async ({ body, actor }, id) => {
    const form = parseForm(ReasonInput, body);
    return form.ok ? beginCorrection(ctx, actor, id, form.data.reason).then(() => undefined) : form.fields;
  });
  post('thu-hoi', async ({ body, actor }, id) => {
    const form = parseForm(ReasonInput, body);
    return form.ok ? withdrawNews(ctx, actor, id, form.data).then(() => undefined) : form.fields;
  });
  post('kenh', async ({ body, actor }, id) => {
    const form = parseForm(Chosen, body);
    if (!form.ok) {
      return form.fields;
    }
    await chooseChannels(ctx, actor, id, form.data.channels, form.data.edits, CHANNELS);
    return undefined;
  });
  post('ghi-am', async (request, id) => {
    const { files } = await readUpload(request, { maxBytes: SOUND_BYTES });
    await keepRecording(ctx, request.actor, id, files[0]?.bytes ?? new Uint8Array());
    return undefined;
  });
  post('kenh/:channel/gui-lai', async (request, id) => {
    const { channel } = ChannelOf.parse(request.params);
    const form = parseForm(Sure, request.body);
    await resendChannel(ctx, request.actor, id, channel, form.ok && form.data.sure === '1');
    return undefined;
  });
  post('kenh/:channel/xong', async (request, id) => {
    await markDone(ctx, request.actor, id, ChannelOf.parse(request.params).channel);
    return undefined;
  });
  page(app, {
    url: `${DESK}/:id/am-thanh/:revision`,
    async handler(request, reply) {
      const params = Id.extend({ revision: z.coerce.number().int().positive() }).parse(request.params);
      const { bytes, kind } = await getSound(ctx, requireStaff(request.actor), params.id, params.revision);
      return reply.header('cache-control', 'private, no-cache').type(TYPES[kind]).send(Buffer.from(bytes));
    },
  });
  page(app, {
    url: `${DESK}/:id/anh.jpg`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { picture } = (await getNewsFile(ctx, actor, Id.parse(request.params).id)).revision.content;
      if (picture === null) {
        throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
      }
      const bytes = await ctx.storage.get(picture.key);
      return reply.header('cache-control', 'private, no-cache').type('image/jpeg').send(Buffer.from(bytes));
    },
  });
}
