import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { saveFacebook, saveLoudspeakers, saveSpeaker, saveVoice } from '../commands/settings.ts';
import { channelSettings } from '../queries-channels.ts';
import { FacebookInput, LoudspeakerInput, SpeakerInput, VoiceInput } from '../schema-channels.ts';
import { SETTINGS, SettingsView } from './settings-view.tsx';

/** Which form was refused, what was typed in it and what is wrong. */
export interface Refused {
  readonly form: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

/** Secrets are never shown again, not even to who typed them. */
function withoutSecrets(body: unknown): FormValues {
  const { token: _token, appSecret: _appSecret, secret: _secret, ...kept } = formValues(body);
  return kept;
}

/** Mounts the administration of the fan page, the loudspeakers and the voice. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: Refused, status = 200) => {
    const actor = requireStaff(request.actor);
    return reply.html(
      <SettingsView
        settings={await channelSettings(ctx, actor)}
        actor={actor}
        lang={request.lang}
        refused={refused}
        publicUrl={ctx.config.publicUrl}
      />,
      status,
    );
  };
  const post = <S extends z.ZodType>(
    form: string,
    schema: S,
    save: (actor: Actor, input: z.output<S>) => Promise<void>,
  ) => {
    page(app, {
      method: 'POST',
      url: `${SETTINGS}/${form}`,
      async handler(request, reply) {
        const actor = requireStaff(request.actor);
        const read = parseForm(schema, request.body);
        if (!read.ok) {
          const values = withoutSecrets(request.body);
          return show(request, reply, { form, values, errors: read.fields }, 422);
        }
        try {
          await save(actor, read.data);
          return reply.redirect(`${SETTINGS}#${form}`, 303);
        } catch (error) {
          if (!isProblem(error, 'conflict')) {
            throw error;
          }
          const errors = error.details.fields ?? [];
          return show(request, reply, { form, values: withoutSecrets(request.body), errors }, 409);
        }
      },
    });
  };
  page(app, { url: SETTINGS, handler: (request, reply) => show(request, reply) });
  post('facebook', FacebookInput, (actor, input) => saveFacebook(ctx, actor, input));
  post('loa', LoudspeakerInput, (actor, input) => saveLoudspeakers(ctx, actor, input));
  post('giong', VoiceInput, (actor, input) => saveVoice(ctx, actor, input));
  post('cum-loa', SpeakerInput, (actor, input) => saveSpeaker(ctx, actor, input));
}
