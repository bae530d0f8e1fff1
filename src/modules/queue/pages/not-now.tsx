import { ButtonLink, Notice } from '#ui/components.ts';
import { hallMessages } from '../messages-hall.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';

/**
 * No number now, in the frame of kiosk or phone: why, and what can be done instead. At the kiosk it ends like every page of a visit, by a
 * touch or by the idle reset.
 */
export function NotNowPage({ door, why }: { door: Door; why: string }) {
  const t = hallMessages(door.lang);
  const kiosk = door.base === '/kiosk';
  return (
    <DoorPage door={door} title={t('refused.title')}>
      <Notice tone="soon" role="alert" title={why} />
      <p class="door-go">
        <ButtonLink look="primary" href={doorUrl(door, '')}>
          {t('refused.back')}
        </ButtonLink>
        <ButtonLink href={kiosk ? doorUrl(door, '/tra-cuu') : '/tra-cuu'}>{t('refused.look-up')}</ButtonLink>
        {kiosk ? null : <ButtonLink href="/dat-lich">{t('refused.book')}</ButtonLink>}
      </p>
    </DoorPage>
  );
}
