import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { floorMessages } from './floor-messages.ts';

const t = floorMessages('vi');

/** Where the director's pages of the hall live. */
export const FLOOR = '/can-bo/sanh-truc';

const PLACES = [
  ['to.now', FLOOR],
  ['to.plan', `${FLOOR}/ke-hoach`],
  ['to.day', `${FLOOR}/ngay`],
  ['to.what-if', `${FLOOR}/thu`],
] as const;

/** The officer who asks. @throws Problem `unauthenticated` */
export function floorStaff(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: messages('vi')('sign-in') });
  }
  return request.actor;
}

/** A page of the hall: its title, why it is there, and what stands on it. */
interface Shown {
  readonly title: string;
  readonly why: string;
  readonly path: string;
  readonly status?: number;
  readonly islands?: readonly string[];
  readonly body: ComponentChildren;
}

/** The frame of all pages of the hall, with the ways between them. */
export async function floorPage(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, shown: Shown) {
  const actor = floorStaff(request);
  const centre = await findCentreFace(ctx, actor.centreId);
  return reply.html(
    <OfficerLayout
      title={shown.title}
      actor={actor}
      centre={centre}
      path={FLOOR}
      islands={shown.islands}
      styles={['queue/floor.css']}
    >
      <PageHead title={shown.title} why={shown.why} />
      <nav class="places" aria-label={t('places')}>
        {PLACES.map(([words, href]) => (
          <a key={href} href={href} aria-current={href === shown.path ? 'page' : undefined}>
            {t(words)}
          </a>
        ))}
      </nav>
      {shown.body}
    </OfficerLayout>,
    shown.status ?? 200,
  );
}

/** Minutes as people read them: whole, "–" where there are none. */
export function minutesWords(minutes: number | undefined | null): string {
  return minutes === undefined || minutes === null ? '–' : String(Math.round(minutes));
}

/** "09:40" of minutes after midnight. */
export function clockOf(minute: number): string {
  const whole = Math.round(minute);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}
