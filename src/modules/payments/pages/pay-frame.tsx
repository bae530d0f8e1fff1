import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from '#ui/assets.ts';
import { ButtonLink } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, DeviceLayout } from '#ui/layout.tsx';
import { transferMessages } from '../messages-transfers.ts';

const KIOSK = '/kiosk?lang=vi';
/** Opening a bank's app, scanning and confirming takes elderly people this long, and nobody touches the kiosk meanwhile. */
const KIOSK_SECONDS = 150;

/** Whose screen shows the payer's page: the payer's own, or the kiosk that the next visitor will stand before. */
export interface PayFrameProps {
  readonly title: string;
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly path: string;
  readonly kiosk: boolean;
  readonly live?: boolean;
  readonly children: ComponentChildren;
}

/**
 * The frame of the payer's pages. At a kiosk it is the kiosk's, with the idle reset, so that nothing stays for the next visitor; on an own
 * screen it is the citizens'. The way back leads to the look-up of the same screen.
 */
export function PayFrame({ title, lang, centre, path, kiosk, live, children }: PayFrameProps) {
  const t = transferMessages(lang);
  if (!kiosk) {
    return (
      <CitizenLayout
        title={title}
        lang={lang}
        centre={centre}
        path={path}
        {...(live === true ? { islands: ['payments/pay.js'] } : {})}
      >
        <link rel="stylesheet" href={assetUrl('payments/pay.css')} />
        <div class="measure stack">
          {children}
          <p>
            <ButtonLink href="/tra-cuu">{t('pay-lookup')}</ButtonLink>
          </p>
        </div>
      </CitizenLayout>
    );
  }
  return (
    <DeviceLayout
      title={title}
      lang={lang}
      kind="kiosk"
      centre={centre}
      islands={['queue/kiosk.js']}
      styles={['queue/hall.css', 'queue/kiosk.css', 'payments/pay.css']}
    >
      <div class="kiosk stack">
        {children}
        <p class="door-go">
          <ButtonLink href="/kiosk/tra-cuu">{t('pay-lookup')}</ButtonLink>
          <ButtonLink href={KIOSK}>{t('pay-kiosk-end')}</ButtonLink>
        </p>
      </div>
      <p
        class="kiosk-idle"
        data-idle={t('pay-kiosk-idle', { seconds: '#' })}
        data-home={KIOSK}
        data-seconds={KIOSK_SECONDS}
        role="status"
        hidden
      />
    </DeviceLayout>
  );
}
