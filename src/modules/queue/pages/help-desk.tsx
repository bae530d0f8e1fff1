import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { Button, Empty, LiveRegion, Notice, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { answerHelp, endHelp } from '../commands/help.ts';
import { messages as refusals } from '../messages.ts';
import { listHelpCalls } from '../queries-screens.ts';
import type { HelpCall } from '../schema-screens.ts';
import { helpMessages } from './help-messages.ts';

const t = helpMessages('vi');
const HOME = '/can-bo/tro-giup';
const Id = z.object({ id: z.uuid() });

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: refusals('vi')('sign-in') });
  }
  return request.actor;
}

function clock(at: Temporal.Instant): string {
  return formatTime(toLocal(at));
}

function stateWords(call: HelpCall): string {
  if (call.endedAt !== null) {
    return t('done', { time: clock(call.endedAt) });
  }
  return call.acknowledgedBy === null ? t('waiting') : t('coming', { name: call.acknowledgedBy });
}

function HelpActions({ call }: { call: HelpCall }) {
  if (call.endedAt !== null) {
    return null;
  }
  return (
    <span class="actions">
      {call.acknowledgedAt === null ? (
        <form method="post" action={`${HOME}/${call.id}/nhan`}>
          <Button look="primary">{t('answer')}</Button>
        </form>
      ) : null}
      <form method="post" action={`${HOME}/${call.id}/xong`}>
        <Button>{t('end')}</Button>
      </form>
    </span>
  );
}

/** Calls that wait for somebody, as one strip for the top of an officer's page; nothing when nobody calls. */
export function HelpStrip({ calls }: { calls: readonly HelpCall[] }) {
  const waiting = calls.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  return (
    <div data-live-region="help-calls">
      {waiting.map((call) => (
        <Notice
          key={call.id}
          tone="soon"
          role="status"
          title={t('strip', { place: call.place, time: clock(call.calledAt) })}
        >
          <HelpActions call={call} />
        </Notice>
      ))}
    </div>
  );
}

function HelpPage(props: {
  actor: StaffActor;
  centre: { name: string } | undefined;
  calls: readonly HelpCall[];
}) {
  return (
    <OfficerLayout title={t('title')} actor={props.actor} centre={props.centre} path={HOME}>
      <PageHead title={t('title')} why={t('why')} />
      <LiveRegion id="help" topics={[`staff:${props.actor.centreId}`]}>
        <Table
          caption={t('caption')}
          rows={props.calls}
          rowKey={(call) => call.id}
          empty={<Empty title={t('none')}>{t('none.why')}</Empty>}
          columns={[
            { key: 'place', header: t('place'), primary: true, cell: (call) => call.place },
            { key: 'at', header: t('at'), cell: (call) => clock(call.calledAt) },
            {
              key: 'state',
              header: t('state'),
              cell: (call) => (
                <StatusTag
                  tone={call.endedAt !== null ? 'done' : call.acknowledgedAt === null ? 'late' : 'waiting'}
                >
                  {stateWords(call)}
                </StatusTag>
              ),
            },
            { key: 'do', header: t('do'), cell: (call) => <HelpActions call={call} /> },
          ]}
        />
      </LiveRegion>
    </OfficerLayout>
  );
}

/** Mounts /can-bo/tro-giup: calls for help from the kiosks, live, with answer and end. */
export function mountHelpDesk(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: HOME,
    handler: async (request, reply) => {
      const actor = staffOf(request);
      const calls = await listHelpCalls(ctx, actor);
      const centre = await findCentreFace(ctx, actor.centreId);
      return reply.html(<HelpPage actor={actor} centre={centre} calls={calls} />);
    },
  });
  for (const [path, run] of Object.entries({ nhan: answerHelp, xong: endHelp })) {
    page(app, {
      method: 'POST',
      url: `${HOME}/:id/${path}`,
      handler: async (request, reply) => {
        await run(ctx, staffOf(request), Id.parse(request.params).id);
        const from = request.headers.referer;
        const back = from !== undefined && URL.canParse(from) ? new URL(from).pathname : HOME;
        return reply.redirect(back.startsWith('/can-bo/') ? back : HOME, 303);
      },
    });
  }
}
