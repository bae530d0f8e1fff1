import type { FastifyInstance } from 'fastify';
import { listMine, type MyDossier } from '#modules/dossiers/commands/mine.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { findSignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, StatusTag } from '#ui/components.ts';
import { pageMessages } from '../messages-pages.ts';
import { HOME, orGone, sendPage } from './frame.tsx';

const COOKIE = 'cong_dan';
const PER_MINUTE = 60;

/** What a dossier asks of its citizen now, in words; null where nothing is. */
function askedOf({ view }: MyDossier, lang: Lang): string | null {
  const t = pageMessages(lang);
  if (view.missing.length > 0) {
    const count = view.missing.length;
    return view.completeBy === null
      ? t('asked-supplement-open', { count })
      : t('asked-supplement', { count, by: formatDateTime(view.completeBy, lang) });
  }
  if (view.owed > 0) {
    return t('asked-pay');
  }
  return view.status === STATUS.finished ? t('asked-collect') : null;
}

function Line({ lang, one }: { readonly lang: Lang; readonly one: MyDossier }) {
  const t = pageMessages(lang);
  const { view, secret } = one;
  const asked = askedOf(one, lang);
  const now = view.stages.find(({ state }) => state === 'now');
  return (
    <li class="stack-s choice-way">
      <p>
        <strong>{view.procedureName}</strong>
      </p>
      {asked === null ? (
        <p>
          <StatusTag tone="neutral">{view.statusText}</StatusTag>
        </p>
      ) : (
        <p>
          <StatusTag tone="soon">{asked}</StatusTag>
        </p>
      )}
      <p class="soft">
        {t('where')}: {now?.text ?? view.statusText}. {t('due')}:{' '}
        {view.due === null ? t('no-due') : formatDateTime(view.due, lang)}.
      </p>
      <form method="post" action={HOME}>
        <input type="hidden" name="so" value={view.number} />
        <input type="hidden" name="ma" value={secret} />
        <button class="btn" type="submit">
          {t('mine-open', { number: view.number })}
        </button>
      </form>
    </li>
  );
}

/** Mounts the list of a signed-in citizen: every dossier, those that ask something first. */
export function minePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: HOME,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const citizen = await findSignedInCitizen(ctx, request.cookies[COOKIE]);
      if (citizen === undefined || citizen.centreId !== request.actor.centreId) {
        return reply.redirect('/tra-cuu', 303);
      }
      return orGone(ctx, request, reply, async () => {
        const { lang } = request;
        const t = pageMessages(lang);
        const mine = await listMine(ctx, citizen, request.lang);
        const asks = (one: MyDossier) => askedOf(one, lang) !== null;
        const ordered = [...mine.filter(asks), ...mine.filter((one) => !asks(one))];
        const children = (
          <>
            {ordered.length === 0 ? (
              <Empty title={t('mine-none')}>
                <p>{t('mine-none-why')}</p>
              </Empty>
            ) : (
              <ul class="plain-list stack">
                {ordered.map((one) => (
                  <Line key={one.view.dossierId} lang={lang} one={one} />
                ))}
              </ul>
            )}
            <p>
              <a href="/tra-cuu">{t('to-lookup')}</a>
            </p>
          </>
        );
        return sendPage(ctx, request, reply, { title: t('mine-title'), why: t('mine-why'), children });
      });
    },
  });
}
