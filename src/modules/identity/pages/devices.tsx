import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatDate, toLocal } from '#platform/time.ts';
import { Button, Choices, Empty, ErrorSummary, errorFor, Field, Notice, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { enrolDevice, revokeDeviceEnrolment } from '../commands/devices.ts';
import { setDeviceCookie } from '../cookies.ts';
import { messages } from '../messages.ts';
import { pageMessages } from '../messages-pages.ts';
import { actorOfDevice, listDevices, requireStaff } from '../queries.ts';
import type { DeviceRow } from '../schema.ts';
import { frameOf, type PageFrame } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';

const said = pageMessages('vi');
const DEVICES = '/can-bo/quan-tri/thiet-bi';

const EnrolForm = z.object({
  name: z.string(said('device-name-missing')).max(80, said('name-long')),
  purpose: z.enum(['kiosk', 'board'], said('device-kind-missing')),
});
const IdForm = z.object({ id: z.uuid() });
const Query = z.object({ xong: z.string().optional().catch(undefined) });
const LinkParams = z.object({ token: z.string() });

interface DevicesProps extends PageFrame {
  readonly devices: readonly DeviceRow[];
  readonly refused?: Refused | undefined;
  readonly link?: { readonly name: string; readonly url: string } | undefined;
  readonly revoked?: boolean;
}

function DevicesView(props: DevicesProps) {
  const t = pageMessages(props.lang);
  const { refused, link } = props;
  const kind = (purpose: string) => t(purpose === 'board' ? 'device-board' : 'device-kiosk');
  return (
    <OfficerLayout {...props} title={t('devices-title')} path="/can-bo/quan-tri">
      <PageHead title={t('devices-title')} why={t('devices-why')} />
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={props.lang} /> : null}
      {props.revoked ? <Notice tone="ok" role="status" title={t('device-revoked')} /> : null}
      {link ? (
        <Notice tone="ok" role="status" title={t('device-link-title', { name: link.name })}>
          <p>{t('device-link-why')}</p>
          <p class="code code-long">{link.url}</p>
        </Notice>
      ) : null}
      <div class="stack-l">
        <Table
          caption={t('devices-title')}
          captionHidden
          rows={props.devices}
          rowKey={(row) => row.id}
          empty={<Empty title={t('no-devices')} />}
          columns={[
            { key: 'name', header: t('device-name'), primary: true, cell: (row) => row.name },
            { key: 'purpose', header: t('device-purpose'), cell: (row) => kind(row.purpose) },
            { key: 'since', header: t('device-since'), cell: (row) => formatDate(toLocal(row.createdAt)) },
            {
              key: 'revoke',
              header: t('action'),
              cell: (row) => (
                <form method="post" action={`${DEVICES}/ngung`}>
                  <input type="hidden" name="id" value={row.id} />
                  <Button look="quiet">{t('device-revoke')}</Button>
                </form>
              ),
            },
          ]}
        />
        <form method="post" action={DEVICES} class="stack">
          <Field
            name="name"
            label={t('device-name')}
            hint={t('device-name-hint')}
            error={errorFor(refused?.fields, 'name')}
            width="mid"
            required
          />
          <Choices
            name="purpose"
            label={t('device-purpose')}
            error={errorFor(refused?.fields, 'purpose')}
            options={[
              { value: 'kiosk', label: t('device-kiosk') },
              { value: 'board', label: t('device-board') },
            ]}
            required
          />
          <Button look="primary">{t('device-add')}</Button>
        </form>
      </div>
    </OfficerLayout>
  );
}

/** Mounts /can-bo/quan-tri/thiet-bi and /thiet-bi/<token>, which pairs the machine that opens it. */
export function devicePages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    extra: Pick<DevicesProps, 'refused' | 'link'> = {},
  ) => {
    const frame = await frameOf(ctx, request);
    const devices = await listDevices(ctx, frame.actor);
    const revoked = Query.parse(request.query).xong !== undefined;
    return reply.html(
      <DevicesView {...frame} devices={devices} revoked={revoked} {...extra} />,
      extra.refused ? 422 : 200,
    );
  };

  page(app, { url: DEVICES, handler: (request, reply) => show(request, reply) });

  page(app, {
    method: 'POST',
    url: DEVICES,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(EnrolForm, request.body);
      if (!form.ok) {
        return show(request, reply, { refused: { detail: '', fields: form.fields } });
      }
      const { token } = await enrolDevice(ctx, actor, form.data);
      const url = `${ctx.config.publicUrl}/thiet-bi/${token}`;
      return show(request, reply, { link: { name: form.data.name, url } });
    },
  });

  page(app, {
    method: 'POST',
    url: `${DEVICES}/ngung`,
    async handler(request, reply) {
      await revokeDeviceEnrolment(ctx, requireStaff(request.actor), IdForm.parse(request.body).id);
      return reply.redirect(`${DEVICES}?xong=1`, 303);
    },
  });

  page(app, {
    url: '/thiet-bi/:token',
    perMinute: 30,
    async handler(request, reply) {
      const { token } = LinkParams.parse(request.params);
      const device = await actorOfDevice(ctx, token);
      if (!device) {
        throw new Problem('gone', { detail: messages(request.lang)('device-unknown') });
      }
      setDeviceCookie(ctx, reply, token);
      return reply.redirect(device.purpose === 'kiosk' ? '/kiosk' : '/bang-goi', 303);
    },
  });
}
