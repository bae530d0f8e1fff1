import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';

/** One place of a navigation. `count` stands beside the words when it is above zero. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
}

/** The places an officer's roles lead to, in the order of a working day. */
export function officerNav(actor: StaffActor, lang: Lang): readonly NavItem[] {
  const t = uiMessages(lang);
  const items: NavItem[] = [{ href: '/can-bo', label: t('myWork') }];
  if (hasRole(actor, 'receptionist')) {
    items.push({ href: '/can-bo/quay', label: t('counter') });
    items.push({ href: '/can-bo/ho-so/moi', label: t('intake') });
  }
  items.push({ href: '/can-bo/ho-so', label: t('dossiers') });
  if (hasRole(actor, 'receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader')) {
    items.push({ href: '/can-bo/so-chung-thuc', label: t('certificationBook') });
  }
  if (hasRole(actor, 'unit-head', 'centre-director', 'commune-leader')) {
    items.push({ href: '/can-bo/theo-doi', label: t('watch') });
  }
  if (!hasRole(actor, 'administrator', 'auditor')) {
    items.push({ href: '/can-bo/nhac-viec', label: t('notices') });
  }
  if (hasRole(actor, 'unit-head', 'centre-director', 'commune-leader', 'administrator', 'auditor')) {
    items.push({ href: '/can-bo/thong-ke', label: t('statistics') });
    items.push({ href: '/can-bo/danh-gia', label: t('ratings') });
  }
  if (hasRole(actor, 'receptionist', 'officer', 'administrator')) {
    items.push({ href: '/can-bo/in-an', label: t('printing') });
  }
  if (hasRole(actor, 'administrator', 'auditor', 'centre-director', 'unit-head')) {
    items.push({ href: '/can-bo/quan-tri', label: t('administration') });
  }
  return items;
}
