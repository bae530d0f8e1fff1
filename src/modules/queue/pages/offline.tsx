import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime, formatTime, toLocal } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Button, ButtonLink, Empty, Notice, StatusTag } from '#ui/components.ts';
import { type CentreFace, DeviceLayout, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { giveBackShare } from '../commands/keep-share.ts';
import { settleOffline } from '../commands/settle-offline.ts';
import { messages as refusals } from '../messages.ts';
import { type OfflineState, offlineState } from '../queries-offline.ts';
import { Key } from './console-act.tsx';
import { offlinePageMessages } from './offline-messages.ts';

const t = offlinePageMessages('vi');
const en = offlinePageMessages('en');
const LIST = '/can-bo/quay/mat-ket-noi';
const Params = z.object({ id: z.uuid() });

function KioskShell({ centre, address }: { centre: CentreFace; address: string }) {
  return (
    <DeviceLayout
      title={t('kiosk.title')}
      lang="vi"
      kind="kiosk"
      centre={centre}
      islands={['queue/offline-kiosk.js']}
      styles={['queue/hall.css', 'queue/kiosk.css', 'queue/offline.css']}
      aside={<span class="clock" data-clock="" aria-hidden="true" />}
    >
      <p class="notice notice-soon offline-banner no-print" role="status">
        {t('kiosk.banner')}
        <span class="small" lang="en">
          {en('kiosk.banner')}
        </span>
      </p>
      <div class="kiosk" data-offline-kiosk="" data-address={address}>
        <section class="stack-s" data-step="groups" hidden>
          <div class="page-head">
            <h1 tabindex={-1}>{t('kiosk.choose')}</h1>
            <p class="page-why">{t('kiosk.choose.why')}</p>
          </div>
          <ul class="answers answers-long offline-answers" data-groups="" />
        </section>
        <section class="stack-s" data-step="priority" hidden>
          <div class="page-head">
            <h1 tabindex={-1}>{t('kiosk.priority')}</h1>
            <p class="page-why">{t('kiosk.priority.why')}</p>
          </div>
          <ul class="answers offline-answers">
            <li>
              <button class="btn answer" type="button" data-take="0">
                {t('kiosk.no')}
              </button>
            </li>
            <li>
              <button class="btn answer" type="button" data-take="1">
                {t('kiosk.yes')}
              </button>
            </li>
          </ul>
          <p class="door-back">
            <button class="btn" type="button" data-restart="">
              {t('kiosk.restart')}
            </button>
          </p>
        </section>
        <section class="stack-s offline-ticket" data-step="ticket" data-print-slip="" hidden>
          <h1 tabindex={-1}>{t('kiosk.ticket')}</h1>
          <p class="slip-number" data-write="number" />
          <p class="slip-group" data-write="group" />
          <p class="figure" data-write="time" />
          <div class="kiosk-code">
            <div class="qr offline-code" data-code="" role="img" aria-label={t('kiosk.qr')} />
            <p class="small">{t('kiosk.qr')}</p>
          </div>
          <p>{t('kiosk.ticket.why')}</p>
          <p class="door-go no-print">
            <button class="btn" type="button" data-print="">
              {t('kiosk.print')}
            </button>
            <button class="btn btn-primary" type="button" data-restart="">
              {t('kiosk.another')}
            </button>
          </p>
        </section>
        <section class="stack-s" data-step="none" hidden>
          <div class="page-head">
            <h1 tabindex={-1}>{t('kiosk.none')}</h1>
            <p class="page-why">{t('kiosk.none.why')}</p>
          </div>
          <p class="door-back">
            <button class="btn" type="button" data-restart="">
              {t('kiosk.restart')}
            </button>
          </p>
        </section>
      </div>
    </DeviceLayout>
  );
}

const PRESSES = [
  { press: 'serve', part: 'serve', keys: 's' },
  { press: 'no-show', part: 'absent', keys: 'v' },
  { press: 'finish', part: 'with', keys: 'x' },
] as const;

function CounterShell() {
  return (
    <OfficerLayout
      title={t('desk.title')}
      actor={null}
      islands={['queue/offline-counter.js']}
      styles={['queue/hall.css', 'queue/offline.css']}
    >
      <p class="notice notice-soon offline-desk-banner" role="status">
        {t('desk.banner')}
      </p>
      <p class="notice notice-late" data-part="sign-in" role="alert" hidden>
        {t('desk.sign-in')} <a href="/dang-nhap?den=/can-bo/quay">{t('desk.sign-in.go')}</a>
      </p>
      <p class="notice" data-part="nothing" hidden>
        {t('desk.nothing')}
      </p>
      <div class="columns" data-part="desk" hidden>
        <div class="desk-ticket">
          <h1>
            {t('desk.counter')} <span data-part="counter" />
          </h1>
          <p class="desk-number" data-part="number" aria-live="polite" />
          <p role="status" data-part="nobody" hidden>
            {t('desk.nobody')}
          </p>
          <p role="status" data-part="lapsed" hidden>
            {t('desk.lapsed')}
          </p>
          <div class="desk-next row">
            <button class="btn btn-primary" type="button" data-press="next" aria-keyshortcuts="n">
              {t('desk.next')} <Key name="n" />
            </button>
            {PRESSES.map(({ press, part, keys }) => (
              <span key={press} data-part={part} hidden>
                <button class="btn" type="button" data-press={press} aria-keyshortcuts={keys}>
                  {t(`desk.${press}`)} <Key name={keys} />
                </button>
              </span>
            ))}
          </div>
          <form class="row offline-given" data-given="">
            <label for="so-can-goi">{t('desk.given')}</label>
            <input
              id="so-can-goi"
              class="input"
              autocomplete="off"
              maxlength={10}
              aria-keyshortcuts="d"
              aria-describedby="so-can-goi-vi-sao"
            />
            <button class="btn" type="submit">
              {t('desk.given.go')} <Key name="d" />
            </button>
          </form>
          <p class="soft small" id="so-can-goi-vi-sao">
            {t('desk.given.why')}
          </p>
          <p class="notice notice-late" role="alert" data-part="wrong" hidden>
            {t('desk.given.wrong')}
          </p>
          <p class="notice">{t('desk.legal')}</p>
        </div>
        <div class="quiet stack">
          <section class="stack-s" data-part="opens" hidden>
            <h2 class="desk-line">{t('desk.open')}</h2>
            <p>
              <strong class="code" data-part="open" />
            </p>
            <p class="soft small">{t('desk.open.why')}</p>
          </section>
          <section class="stack-s">
            <h2 class="desk-line">{t('desk.list')}</h2>
            <p class="soft small">
              <span data-part="left" /> {t('desk.left')} · <span data-part="done" /> {t('desk.done')}
            </p>
            <ol class="desk-list offline-list" data-part="list" data-priority={t('desk.priority')} />
          </section>
        </div>
      </div>
    </OfficerLayout>
  );
}

/** On the console: what needs a look, and counters that keep people and are not heard of. */
export function OfflineStrip({ state }: { state: OfflineState }) {
  const look = state.items.filter((item) => item.look).length;
  return (
    <>
      {state.silent.map(({ counterId, counter, since, numbers }) => (
        <Notice
          key={counterId}
          tone="soon"
          title={t('strip.silent', {
            counter,
            time: formatTime(toLocal(since)),
            numbers: numbers.join(', '),
          })}
        >
          <p>{t('strip.silent.why')}</p>
          <form method="post" action={`${LIST}/tra-ve/${counterId}`}>
            <Button>{t('strip.give-back')}</Button>
          </form>
        </Notice>
      ))}
      {look === 0 ? null : (
        <Notice tone="soon" title={t('strip.look', { count: look })}>
          <p>
            <a href={LIST}>{t('strip.open')}</a>
          </p>
        </Notice>
      )}
    </>
  );
}

function ListPage({ actor, state }: { actor: StaffActor; state: OfflineState }) {
  return (
    <OfficerLayout title={t('list.title')} actor={actor} path="/can-bo/quay">
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <PageHead title={t('list.title')} why={t('list.why')}>
        <ButtonLink look="quiet" href="/can-bo/quay">
          {t('desk.counter')}
        </ButtonLink>
      </PageHead>
      <div data-live-topics={`hall:${actor.centreId},staff:${actor.centreId}`}>
        <div data-live-region="gop">
          {state.items.length === 0 ? (
            <Empty title={t('list.empty')} />
          ) : (
            <div class="table-scroll">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t('list.at')}</th>
                    <th scope="col">{t('list.number')}</th>
                    <th scope="col">{t('list.place')}</th>
                    <th scope="col">{t('list.what')}</th>
                    <th scope="col">{t('list.look')}</th>
                  </tr>
                </thead>
                <tbody>
                  {state.items.map((item) => (
                    <tr key={item.id}>
                      <td class="figure">{formatDateTime(item.happenedAt, 'vi')}</td>
                      <td>
                        <strong class="code">{item.number}</strong>
                      </td>
                      <td>
                        {item.counter === null
                          ? t('list.kiosk')
                          : t('list.counter', { number: item.counter, name: item.by ?? '' })}
                      </td>
                      <td>{t(`outcome.${item.outcome}`)}</td>
                      <td>
                        {item.look ? (
                          <form method="post" action={`${LIST}/da-xem/${item.id}`} class="row">
                            <StatusTag tone="soon">{t('list.look')}</StatusTag>
                            <Button look="quiet">{t('list.seen')}</Button>
                          </form>
                        ) : item.settledBy === null ? null : (
                          <span class="soft small">{t('list.seen-by', { name: item.settledBy })}</span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
      </div>
    </OfficerLayout>
  );
}

function staffOf({ actor }: FastifyRequest): StaffActor {
  if (!isStaff(actor)) {
    throw new Problem('unauthenticated', { detail: refusals('vi')('sign-in') });
  }
  return actor;
}

/** The pages that stand in without a line (they hold no data of anybody), and the list of what was merged. */
export function mountOfflinePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/kiosk/ngoai-tuyen',
    handler: async (request, reply) => {
      const { name, address, phone } = await getCentre(ctx, request.actor.centreId);
      const centre = { name, address: address ?? undefined, phone: phone ?? undefined };
      return reply.html(<KioskShell centre={centre} address={ctx.config.publicUrl} />);
    },
  });
  page(app, {
    url: '/can-bo/quay/ngoai-tuyen',
    handler: async (_request, reply) => reply.html(<CounterShell />),
  });
  page(app, {
    url: LIST,
    handler: async (request, reply) => {
      const actor = staffOf(request);
      return reply.html(<ListPage actor={actor} state={await offlineState(ctx, actor)} />);
    },
  });
  page(app, {
    method: 'POST',
    url: `${LIST}/da-xem/:id`,
    handler: async (request, reply) => {
      await settleOffline(ctx, staffOf(request), Params.parse(request.params).id);
      return reply.redirect(LIST, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${LIST}/tra-ve/:id`,
    handler: async (request, reply) => {
      await giveBackShare(ctx, staffOf(request), Params.parse(request.params).id);
      return reply.redirect('/can-bo/quay', 303);
    },
  });
}
