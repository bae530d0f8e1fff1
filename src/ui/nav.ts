import type { Role, StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';

/** One place of a navigation. `count` stands beside the words when it is above zero. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
}

type Label =
  | 'myWork'
  | 'watch'
  | 'counter'
  | 'intake'
  | 'dossiers'
  | 'certificationBook'
  | 'statistics'
  | 'administration'
  | 'notices'
  | 'tasks'
  | 'printing'
  | 'equipment'
  | 'receipts'
  | 'transfers'
  | 'online'
  | 'post'
  | 'cashBook'
  | 'portal'
  | 'signing'
  | 'portalInbox'
  | 'prepared'
  | 'fromCitizens'
  | 'assist'
  | 'ratings'
  | 'citizenNotices'
  | 'followUps'
  | 'leave'
  | 'hallNow'
  | 'helpCalls'
  | 'appointments'
  | 'news'
  | 'petitions';

interface Place {
  readonly href: string;
  readonly label: Label;
  readonly roles: readonly Role[];
  /** Under "Thêm": needed now and then. */
  readonly more?: true;
  /** What a centre's layer leaves to the provincial system: not offered there. */
  readonly atSource?: true;
}

const LEADERS: readonly Role[] = ['unit-head', 'centre-director', 'commune-leader'];
const WORKERS: readonly Role[] = ['receptionist', 'officer', ...LEADERS];

/** The officers' places in the order of a working day. What a place shows is still decided there. */
const PLACES: readonly Place[] = [
  { href: '/can-bo', label: 'myWork', roles: [...WORKERS, 'auditor'] },
  { href: '/can-bo/theo-doi', label: 'watch', roles: [...LEADERS, 'auditor'] },
  { href: '/can-bo/quay', label: 'counter', roles: ['receptionist'] },
  {
    href: '/can-bo/sanh-truc',
    label: 'hallNow',
    roles: ['centre-director', 'commune-leader', 'administrator', 'auditor'],
    more: true,
  },
  { href: '/can-bo/ho-so/moi', label: 'intake', roles: ['receptionist', 'centre-director'] },
  { href: '/can-bo/ho-so', label: 'dossiers', roles: [...WORKERS, 'auditor'] },
  {
    href: '/can-bo/so-chung-thuc',
    label: 'certificationBook',
    roles: [...WORKERS, 'auditor'],
    atSource: true,
  },
  { href: '/can-bo/thong-ke', label: 'statistics', roles: [...LEADERS, 'administrator', 'auditor'] },
  {
    href: '/can-bo/quan-tri',
    label: 'administration',
    roles: ['administrator', 'centre-director', 'unit-head', 'auditor'],
  },
  { href: '/can-bo/nhac-viec', label: 'notices', roles: WORKERS, more: true },
  { href: '/can-bo/nghi', label: 'leave', roles: [...WORKERS, 'administrator'], more: true },
  { href: '/can-bo/cong-viec', label: 'tasks', roles: [...WORKERS, 'auditor'], more: true },
  {
    href: '/can-bo/lich-hen',
    label: 'appointments',
    roles: ['receptionist', 'officer', 'centre-director'],
    more: true,
  },
  {
    href: '/can-bo/tro-giup',
    label: 'helpCalls',
    roles: ['receptionist', 'officer', 'unit-head', 'centre-director'],
    more: true,
  },
  {
    href: '/can-bo/phan-anh',
    label: 'petitions',
    roles: ['receptionist', 'officer', ...LEADERS, 'auditor'],
    more: true,
  },
  { href: '/can-bo/tin-tuc', label: 'news', roles: [...WORKERS, 'administrator', 'auditor'], more: true },
  { href: '/can-bo/in-an', label: 'printing', roles: [...WORKERS, 'administrator'], more: true },
  {
    href: '/can-bo/trang-thiet-bi',
    label: 'equipment',
    roles: [...WORKERS, 'administrator', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/bien-lai',
    label: 'receipts',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/chuyen-khoan',
    label: 'transfers',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/thanh-toan-truc-tuyen',
    label: 'online',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/chuyen-phat',
    label: 'post',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/so-quy',
    label: 'cashBook',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/ho-so-tu-cong',
    label: 'portalInbox',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'administrator', 'auditor'],
    more: true,
    atSource: true,
  },
  { href: '/can-bo/ky-so', label: 'signing', roles: WORKERS, more: true, atSource: true },
  {
    href: '/can-bo/ho-so-chuan-bi',
    label: 'prepared',
    roles: ['receptionist', 'centre-director'],
    more: true,
  },
  { href: '/can-bo/nguoi-dan-gui', label: 'fromCitizens', roles: WORKERS, more: true },
  { href: '/can-bo/ho-tro-nop', label: 'assist', roles: [...WORKERS, 'auditor'], more: true },
  {
    href: '/can-bo/cong-dvcqg',
    label: 'portal',
    roles: ['receptionist', 'centre-director', 'commune-leader', 'administrator', 'auditor'],
    more: true,
    atSource: true,
  },
  {
    href: '/can-bo/thong-bao',
    label: 'citizenNotices',
    roles: [...WORKERS, 'administrator', 'auditor'],
    more: true,
  },
  {
    href: '/can-bo/danh-gia',
    label: 'ratings',
    roles: ['centre-director', 'commune-leader', 'administrator', 'auditor'],
    more: true,
  },
  { href: '/can-bo/danh-gia/lien-he', label: 'followUps', roles: LEADERS, more: true },
];

/**
 * Where an officer's roles lead: the places of every day, and those needed now and then.
 * @param layer a centre's layer beside the provincial system, without the places of what is done there
 */
export function officerNav(
  actor: StaffActor,
  lang: Lang,
  layer = false,
): { readonly main: readonly NavItem[]; readonly more: readonly NavItem[] } {
  const t = uiMessages(lang);
  const mine = PLACES.filter(
    (place) => !(layer && place.atSource === true) && place.roles.some((role) => actor.roles.includes(role)),
  );
  const items = (places: readonly Place[]) => places.map(({ href, label }) => ({ href, label: t(label) }));
  return {
    main: items(mine.filter((place) => place.more !== true)),
    more: items(mine.filter((place) => place.more === true)),
  };
}
