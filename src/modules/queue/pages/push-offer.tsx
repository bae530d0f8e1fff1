import type { Lang } from '#platform/i18n.ts';
import { pushMessages } from '../push-messages.ts';

/** What a browser may ask to be told about. */
export interface PushTarget {
  readonly kind: 'ticket' | 'appointment';
  readonly token: string;
}

/** Where the subscription of a ticket or an appointment is kept. */
function subscriptionUrl({ kind, token }: PushTarget): string {
  return `/api/v1/${kind === 'ticket' ? 'tickets' : 'appointments'}/${token}/push`;
}

/**
 * The offer to be told by the phone itself. Hidden until the page's script finds that the browser can do it; without script or push the page
 * is complete as it is.
 */
export function PushOffer({ of, lang }: { of: PushTarget; lang: Lang }) {
  const t = pushMessages(lang);
  return (
    <div class="stack-s no-print" data-push={subscriptionUrl(of)} hidden>
      <p>
        <button class="btn btn-wide" type="button" data-push-on="" hidden>
          {t(`offer.${of.kind}`)}
        </button>
        <button class="btn btn-wide" type="button" data-push-off="" hidden>
          {t('off')}
        </button>
      </p>
      <p class="soft small" role="status" data-push-note="" />
      <template data-push-words="">
        <span data-word="on">{t(`on.${of.kind}`)}</span>
        <span data-word="is-off">{t('is-off')}</span>
        <span data-word="denied">{t('denied')}</span>
        <span data-word="failed">{t('failed')}</span>
      </template>
    </div>
  );
}
