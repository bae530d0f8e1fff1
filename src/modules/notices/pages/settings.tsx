import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FormValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
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
  const show = async (request: FastifyRequest, reply: FastifyReply, { typed, errors, status }: SentForm) => {
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
      status,
    );
  };
  const showTexts = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, errors, status }: SentForm,
  ) => {
    const actor = requireStaff(request.actor);
    const { event } = Event.parse(request.params);
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
      status,
    );
  };

  formPage(app, {
    url: NOTICE_SETTINGS,
    schema: SettingsInput,
    show,
    async save(request, input) {
      await saveNoticeSettings(ctx, requireStaff(request.actor), input);
      return NOTICE_SETTINGS;
    },
  });
  formPage(app, {
    url: `${NOTICE_SETTINGS}/mau/:event`,
    schema: TextsInput,
    show: showTexts,
    async save(request, input) {
      const { event } = Event.parse(request.params);
      await saveTexts(ctx, requireStaff(request.actor), event, input);
      return `${NOTICE_SETTINGS}/mau/${event}`;
    },
  });
}
