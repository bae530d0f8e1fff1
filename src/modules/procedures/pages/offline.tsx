import type { FastifyInstance } from 'fastify';
import { findCentreFace, getCentrePath } from '#modules/agencies/queries.ts';
import { type DoorHours, doorHours } from '#modules/calendar/queries.ts';
import { writeHours } from '#modules/calendar/rules/hours-text.ts';
import { WEEKDAY_KEYS } from '#modules/calendar/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, weekday } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Notice, SummaryList } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { THEME } from '#ui/theme.ts';
import { procedureMessages } from '../messages.ts';
import { type Run, runsOf } from '../rules/door-hours.ts';
import { offlineMessages } from './offline-messages.ts';

/** Days that differ, as far ahead as the page tells them. */
const DAYS_TOLD = 12;

type Item = { readonly term: string; readonly value: string };

function spanned<T>(run: Run<T>, name: (one: T) => string, lang: Lang): string {
  const [from, to] = [name(run.first), name(run.last)];
  return from === to ? from : offlineMessages(lang)('to', { from, to });
}

function weekItems({ week }: DoorHours, lang: Lang): readonly Item[] {
  const t = offlineMessages(lang);
  const hours = (key: (typeof WEEKDAY_KEYS)[number]) => writeHours(week[key]) || t('closed');
  const name = (key: (typeof WEEKDAY_KEYS)[number]) =>
    weekday({ dayOfWeek: WEEKDAY_KEYS.indexOf(key) + 1 }, lang);
  return runsOf(WEEKDAY_KEYS, hours).map((run) => ({ term: spanned(run, name, lang), value: run.says }));
}

function dayItems({ days }: DoorHours, lang: Lang): readonly Item[] {
  const t = offlineMessages(lang);
  const says = (day: DoorHours['days'][number]) =>
    [day.kind === 'off' ? t('closed') : `${t('openAlso')} ${writeHours(day.hours)}`.trim(), day.name].join(
      ': ',
    );
  const follows = (a: { date: string }, b: { date: string }) =>
    Temporal.PlainDate.from(a.date).add({ days: 1 }).toString() === b.date;
  return runsOf(days.slice(0, DAYS_TOLD), says, follows).map((run) => ({
    term: spanned(run, ({ date }) => formatDate(Temporal.PlainDate.from(date)), lang),
    value: run.says,
  }));
}

function OfflinePage(props: { lang: Lang; centre: CentreFace; hours: DoorHours | undefined }) {
  const { lang, centre, hours } = props;
  const t = offlineMessages(lang);
  const days = hours === undefined ? [] : dayItems(hours, lang);
  return (
    <CitizenLayout title={t('title')} lang={lang} centre={centre} islands={['ui/kept-list.js']}>
      <div class="measure stack" data-no-line="">
        <PageHead title={t('title')} why={t('why')} />
        <div data-sent="" hidden>
          <Notice tone="soon" title={t('sentTitle')}>
            <p>{t('sentWhy')}</p>
            <p>
              <button class="btn btn-primary" type="button" data-back="" hidden>
                {t('sentBack')}
              </button>
            </p>
          </Notice>
        </div>
        <section class="stack-s" data-kept-list="" aria-labelledby="da-giu" hidden>
          <h2 id="da-giu">{t('keptTitle')}</h2>
          <ul class="stack-s" />
          <p>
            <button class="btn btn-quiet" type="button" data-forget="">
              {t('forget')}
            </button>
          </p>
        </section>
        <section class="stack-s" aria-labelledby="trung-tam">
          <h2 id="trung-tam">{t('centreTitle')}</h2>
          <p>
            <strong lang="vi">{centre.name}</strong>
          </p>
          <SummaryList
            items={[
              {
                term: t('address'),
                value: centre.address ? <span lang="vi">{centre.address}</span> : t('askThere'),
              },
              {
                term: t('phone'),
                value: centre.phone ? <a href={`tel:${centre.phone}`}>{centre.phone}</a> : t('askThere'),
              },
            ]}
          />
        </section>
        <section class="stack-s" aria-labelledby="gio-mo-cua">
          <h2 id="gio-mo-cua">{t('hoursTitle')}</h2>
          {hours === undefined ? <p>{t('askThere')}</p> : <SummaryList items={[...weekItems(hours, lang)]} />}
          {days.length === 0 ? null : (
            <>
              <h3>{t('daysTitle')}</h3>
              <SummaryList
                items={days.map(({ term, value }) => ({ term, value: <span lang="vi">{value}</span> }))}
              />
            </>
          )}
        </section>
      </div>
    </CitizenLayout>
  );
}

const SIZED = [
  ['icon-192.png', '192x192', 'any'],
  ['icon-512.png', '512x512', 'any'],
  ['icon-maskable.png', '512x512', 'maskable'],
] as const;

/** Mounts the page for the time without a line, and what a phone has to know to put the site onto its first screen. */
export function offlinePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/ngoai-tuyen',
    async handler({ actor, lang }, reply) {
      const centre = await findCentreFace(ctx, actor.centreId);
      if (centre === undefined) {
        throw new Problem('not-found', { detail: procedureMessages(lang)('noCentre') });
      }
      const hours = await doorHours(ctx, actor).catch((error: unknown) => {
        if (isProblem(error, 'not-found')) {
          return undefined;
        }
        throw error;
      });
      return reply.html(<OfflinePage lang={lang} centre={centre} hours={hours} />);
    },
  });

  page(app, {
    url: '/ung-dung.webmanifest',
    async handler({ actor, lang }, reply) {
      const { centre, commune } = await getCentrePath(ctx, actor.centreId);
      const t = offlineMessages(lang);
      const short = (name: string, url: string) => ({
        name,
        url,
        icons: [{ src: assetUrl('icon-192.png'), sizes: '192x192', type: 'image/png' }],
      });
      return reply
        .header('cache-control', 'no-cache')
        .type('application/manifest+json; charset=utf-8')
        .send({
          id: '/',
          name: centre.name,
          short_name: commune.shortName,
          description: t('appAbout', { centre: centre.name }),
          lang: 'vi',
          dir: 'ltr',
          start_url: '/',
          scope: '/',
          display: 'standalone',
          theme_color: THEME.citizen,
          background_color: THEME.ground,
          icons: SIZED.map(([name, sizes, purpose]) => ({
            src: assetUrl(name),
            sizes,
            type: 'image/png',
            purpose,
          })),
          shortcuts: [
            short(t('lookUp'), '/tra-cuu'),
            short(t('takeNumber'), '/lay-so'),
            short(t('prepare'), '/nop-ho-so'),
          ],
        });
    },
  });
}
