import type { FastifyInstance } from 'fastify';
import { isStaff, type Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { findCentreFace } from '../queries.ts';

const HOME = '/can-bo/quan-tri';

type Text = Extract<Parameters<ReturnType<typeof messages>>[0], 'title' | `admin-${string}`>;

/** One page of administration: where it is, what it is for, who gets it offered. The page itself checks the right again. */
interface Place {
  readonly href: string;
  readonly title: Text;
  readonly why: Text;
  readonly roles: readonly Role[];
}

const PLACES = [
  {
    href: `${HOME}/co-quan`,
    title: 'title',
    why: 'admin-agencies',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/sanh`,
    title: 'admin-hall-title',
    why: 'admin-hall',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/lich-hen`,
    title: 'admin-appointments-title',
    why: 'admin-appointments',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/tai-khoan`,
    title: 'admin-accounts-title',
    why: 'admin-accounts',
    roles: ['administrator', 'auditor'],
  },
  {
    href: `${HOME}/man-hinh`,
    title: 'admin-screens-title',
    why: 'admin-screens',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/giong-doc`,
    title: 'admin-voice-title',
    why: 'admin-voice',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: '/can-bo/trang-thiet-bi',
    title: 'admin-equipment-title',
    why: 'admin-equipment',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/dang-nhap-mot-lan`,
    title: 'admin-sign-on-title',
    why: 'admin-sign-on',
    roles: ['administrator', 'auditor'],
  },
  {
    href: `${HOME}/ky-so`,
    title: 'admin-signing-title',
    why: 'admin-signing',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  { href: `${HOME}/thiet-bi`, title: 'admin-devices-title', why: 'admin-devices', roles: ['administrator'] },
  {
    href: `${HOME}/phan-cong`,
    title: 'admin-duties-title',
    why: 'admin-duties',
    roles: ['administrator', 'centre-director', 'unit-head'],
  },
  {
    href: `${HOME}/quy-trinh`,
    title: 'admin-processes-title',
    why: 'admin-processes',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/bieu-mau`,
    title: 'admin-forms-title',
    why: 'admin-forms',
    roles: ['administrator'],
  },
  {
    href: `${HOME}/nhac-viec`,
    title: 'admin-warnings-title',
    why: 'admin-warnings',
    roles: ['administrator', 'centre-director', 'unit-head', 'auditor'],
  },
  {
    href: '/can-bo/thong-ke/lich',
    title: 'admin-schedules-title',
    why: 'admin-schedules',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/lich`,
    title: 'admin-calendar-title',
    why: 'admin-calendar',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/thu-tuc`,
    title: 'admin-procedures-title',
    why: 'admin-procedures',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/tu-khoa`,
    title: 'admin-words-title',
    why: 'admin-words',
    roles: ['administrator', 'centre-director', 'unit-head', 'auditor'],
  },
  {
    href: `${HOME}/danh-muc-quoc-gia`,
    title: 'admin-national-list-title',
    why: 'admin-national-list',
    roles: ['administrator', 'centre-director', 'unit-head', 'auditor'],
  },
  {
    href: `${HOME}/chuan-bi-ho-so`,
    title: 'admin-preparations-title',
    why: 'admin-preparations',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/doi-chieu`,
    title: 'admin-mirror-title',
    why: 'admin-mirror',
    roles: ['administrator', 'centre-director', 'unit-head', 'auditor'],
  },
  {
    href: `${HOME}/cong-dvcqg`,
    title: 'admin-portal-title',
    why: 'admin-portal',
    roles: ['administrator'],
  },
  {
    href: `${HOME}/kenh-gui-tin`,
    title: 'admin-carriers-title',
    why: 'admin-carriers',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/thong-bao`,
    title: 'admin-notices-title',
    why: 'admin-notices',
    roles: ['administrator', 'centre-director', 'auditor'],
  },
  {
    href: `${HOME}/ho-so-tu-cong`,
    title: 'admin-inbox-title',
    why: 'admin-inbox',
    roles: ['administrator'],
  },
  {
    href: `${HOME}/kenh-tin`,
    title: 'admin-news-title',
    why: 'admin-news',
    roles: ['administrator'],
  },
  {
    href: `${HOME}/tai-khoan-thu`,
    title: 'admin-money-title',
    why: 'admin-money',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/nen-tang-thanh-toan`,
    title: 'admin-platform-title',
    why: 'admin-platform',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/buu-chinh`,
    title: 'admin-post-title',
    why: 'admin-post',
    roles: ['administrator', 'centre-director'],
  },
  {
    href: `${HOME}/nhat-ky`,
    title: 'admin-audit-title',
    why: 'admin-audit',
    roles: ['administrator', 'auditor'],
  },
  { href: `${HOME}/thanh-phan`, title: 'admin-pieces-title', why: 'admin-pieces', roles: ['administrator'] },
] as const satisfies readonly Place[];

/** What a centre's layer leaves to the provincial system. */
const AT_SOURCE: ReadonlySet<string> = new Set([
  `${HOME}/ky-so`,
  `${HOME}/cong-dvcqg`,
  `${HOME}/ho-so-tu-cong`,
]);

/** The places that the roles are offered and that this installation has. */
function offered(roles: readonly Role[], exists: (href: string) => boolean): readonly Place[] {
  const places: readonly Place[] = PLACES;
  return places.filter((place) => place.roles.some((role) => roles.includes(role)) && exists(place.href));
}

function Places({ places, lang }: { places: readonly Place[]; lang: Lang }) {
  const t = messages(lang);
  return (
    <dl class="summary">
      {places.map((place) => (
        <div key={place.href}>
          <dt>
            <a href={place.href}>{t(place.title)}</a>
          </dt>
          <dd>{t(place.why)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Mounts /can-bo/quan-tri: one line for each page of administration. Pages that are not mounted are not offered. */
export function adminHome(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: HOME,
    async handler(request, reply) {
      const { actor, lang } = request;
      const t = messages(lang);
      if (!isStaff(actor)) {
        throw new Problem('unauthenticated', { detail: t('sign-in-first') });
      }
      const layer = ctx.config.role === 'centre-layer';
      const places = offered(
        actor.roles,
        (url) => app.hasRoute({ method: 'GET', url }) && !(layer && AT_SOURCE.has(url)),
      );
      if (places.length === 0) {
        throw new Problem('forbidden', { detail: t('admin-forbidden') });
      }
      return reply.html(
        <OfficerLayout
          title={t('admin-title')}
          lang={lang}
          actor={actor}
          centre={await findCentreFace(ctx, actor.centreId)}
          path={HOME}
        >
          <PageHead title={t('admin-title')} why={t('admin-why')} />
          <Places places={places} lang={lang} />
        </OfficerLayout>,
      );
    },
  });
}
