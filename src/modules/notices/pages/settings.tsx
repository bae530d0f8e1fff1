import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { authorise, can } from '#platform/policy.ts';
import { saveNoticeSettings, saveTexts } from '../commands/save-settings.ts';
import { NOTICE_POLICY } from '../policy.ts';
import { noticeSettings, smsPriceOf } from '../queries.ts';
import { textsOf } from '../rules/text.ts';
import { NoticeEvent, type NoticeSettings, SettingsInput, TextsInput } from '../schema.ts';
import { NOTICE_SETTINGS } from './outbox-view.tsx';
import { SettingsView, TextsView } from './settings-view.tsx';

const Event = z.object({ event: NoticeEvent });

function current(settings: NoticeSettings): FormValues {
  const [first = 'sms', second = 'none', third = 'none'] = settings.order;
  return {
    on: settings.on ? 'yes' : 'no',
    first,
    second,
    third,
    from: settings.from,
    until: settings.until,
    names: settings.names,
    withoutConsent: settings.withoutConsent ? 'yes' : 'no',
    ...(settings.limitVnd === null ? {} : { limitVnd: String(settings.limitVnd) }),
  };
}

function currentTexts(settings: NoticeSettings, event: NoticeEvent): FormValues {
  const texts = textsOf(settings, event);
  return {
    off: texts.off ? 'yes' : 'no',
    sms: texts.sms,
    email: texts.email,
    zns: texts.zns,
    znsParams: Object.entries(texts.znsParams)
      .map(([name, variable]) => `${name} = ${variable}`)
      .join('\n'),
    vnpt: texts.vnpt,
    vnptParams: texts.vnptParams.join(', '),
  };
}

/** Mounts `/can-bo/quan-tri/thong-bao`: channels, hours, names, limit, texts with preview and length, costs by month. */
export function noticeSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed?: FormValues,
    errors: readonly FieldError[] = [],
  ) => {
    const actor = requireStaff(request.actor);
    const { settings, months } = await noticeSettings(ctx, actor);
    const maySet = can(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
    return reply.html(
      <SettingsView
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        settings={settings}
        months={months}
        maySet={maySet}
        values={typed ?? current(settings)}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    );
  };
  const showTexts = async (
    request: FastifyRequest,
    reply: FastifyReply,
    event: NoticeEvent,
    typed?: FormValues,
    errors: readonly FieldError[] = [],
  ) => {
    const actor = requireStaff(request.actor);
    authorise(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
    const { settings } = await noticeSettings(ctx, actor);
    return reply.html(
      <TextsView
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        event={event}
        priceVnd={await smsPriceOf(ctx, actor)}
        values={typed ?? currentTexts(settings, event)}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    );
  };

  page(app, { url: NOTICE_SETTINGS, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: NOTICE_SETTINGS,
    async handler(request, reply) {
      const form = parseForm(SettingsInput, request.body);
      if (!form.ok) {
        return show(request, reply, formValues(request.body), form.fields);
      }
      await saveNoticeSettings(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(NOTICE_SETTINGS, 303);
    },
  });
  page(app, {
    url: `${NOTICE_SETTINGS}/mau/:event`,
    handler: (request, reply) => showTexts(request, reply, Event.parse(request.params).event),
  });
  page(app, {
    method: 'POST',
    url: `${NOTICE_SETTINGS}/mau/:event`,
    async handler(request, reply) {
      const { event } = Event.parse(request.params);
      const form = parseForm(TextsInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return showTexts(request, reply, event, values, form.fields);
      }
      try {
        await saveTexts(ctx, requireStaff(request.actor), event, form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return showTexts(request, reply, event, values, error.details.fields ?? []);
        }
        throw error;
      }
      return reply.redirect(`${NOTICE_SETTINGS}/mau/${event}`, 303);
    },
  });
}
