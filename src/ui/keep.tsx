import type { FastifyReply } from 'fastify';
import type { Lang } from '#platform/i18n.ts';
import { keepMessages } from './keep-messages.ts';
import { Notice } from './status.tsx';

/** How long a page that was opened stays on the device; a draft as long as the person does not press again. */
const DAYS = { procedure: 180, ticket: 1, draft: 90 } as const;

/**
 * Lets the browser keep the page for the time without a line: procedures and tickets by being opened, they hold nothing of a person;
 * a draft (below `root`) only once the person pressed for it. Pages without this are never kept.
 */
export function letKeep(reply: FastifyReply, what: 'procedure' | 'ticket'): void;
export function letKeep(reply: FastifyReply, what: 'draft', root: string): void;
export function letKeep(reply: FastifyReply, what: keyof typeof DAYS, root?: string): void {
  reply.header('x-keep', root === undefined ? `opened ${DAYS[what]}` : `asked ${DAYS[what]} ${root}`);
}

/** "As of 09:12, no line": opened by the service worker, with the time filled in, where it serves the kept copy. */
export function KeptNote({ what, lang }: { what: keyof typeof DAYS; lang: Lang }) {
  const t = keepMessages(lang);
  const [before = '', after = ''] = t(what === 'ticket' ? 'noteTicket' : 'notePage', { time: '\n' }).split(
    '\n',
  );
  return (
    <div data-kept-note={what} hidden>
      <Notice tone="soon" role="status" title={t('noteTitle')}>
        <p>
          {before}
          <time data-kept-at="" />
          {after}
        </p>
      </Notice>
    </div>
  );
}

/** Offers to keep a draft on the device, with `pages` below it; hidden until the browser can. Wants nothing but the island of every page. */
export function KeepDraft({ root, pages, lang }: { root: string; pages: readonly string[]; lang: Lang }) {
  const t = keepMessages(lang);
  return (
    <div class="stack-s no-print" data-keep={[root, ...pages].join(' ')} hidden>
      <p class="row">
        <button class="btn" type="button" data-keep-on="">
          {t('keep')}
        </button>
        <button class="btn" type="button" data-keep-off="" hidden>
          {t('forget')}
        </button>
      </p>
      <p class="soft small">{t('keepWhy')}</p>
      <p
        class="small"
        role="status"
        data-keep-said=""
        data-kept={t('kept')}
        data-failed={t('notKept')}
        data-gone={t('forgotten')}
      />
    </div>
  );
}

/** Offers to put the centre's pages onto the first screen; hidden until the browser says that it can. */
export function InstallButton({ lang }: { lang: Lang }) {
  return (
    <button class="btn btn-quiet" type="button" data-install="" hidden>
      {keepMessages(lang)('install')}
    </button>
  );
}
