import { bookAppointment } from '#modules/queue/commands/book-appointment.ts';
import { bookableDays, bookableGroups, bookableSlots } from '#modules/queue/queries/appointments.ts';
import { BookInput } from '#modules/queue/schema/appointments.ts';
import type { Actor } from '#platform/actor.ts';
import { formatIso } from '#platform/time.ts';
import { LONG_NAME } from './life.ts';
import type { SiteParts } from './site.ts';

/** An appointment as addresses name it. */
export interface ExampleAppointment {
  readonly token: string;
  /** "2026-05-05" */
  readonly day: string;
  /** ISO with offset. */
  readonly start: string;
}

/** By site: test files share their workers, and each has a commune of its own. */
const made = new WeakMap<SiteParts['t'], Promise<ExampleAppointment>>();

async function make({ t }: SiteParts): Promise<ExampleAppointment> {
  const { rows } = await t.owner.query<{ id: string }>("select id from agencies where kind = 'centre'");
  const actor: Actor = { kind: 'public', centreId: rows[0]?.id ?? '' };
  const [group] = await bookableGroups(t.ctx, actor);
  const groupId = group?.id ?? '';
  // The second day that is offered: nothing of it lies in the past.
  const day = (await bookableDays(t.ctx, actor, groupId))[1]?.day ?? Temporal.PlainDate.from('2026-05-05');
  const slot = (await bookableSlots(t.ctx, actor, groupId, day))[0];
  const start = slot === undefined ? '' : formatIso(slot.start);
  const input = BookInput.parse({ groupId, start, name: LONG_NAME, phone: '0900000002' });
  const { token } = await bookAppointment(t.ctx, actor, input);
  return { token, day: day.toString(), start };
}

/** A booking in the example commune's first line, the same one for all who ask. */
export function exampleAppointment(site: SiteParts): Promise<ExampleAppointment> {
  const known = made.get(site.t) ?? make(site);
  made.set(site.t, known);
  return known;
}
