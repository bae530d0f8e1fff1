import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { SEND } from '../jobs-names.ts';
import { noticeMessages } from '../messages.ts';
import * as repo from '../repo.ts';
import { consentsOf } from '../repo-lists.ts';
import { namedAs } from '../rules/text.ts';
import { mainReason, wantedChannels } from '../rules/wanted.ts';
import type { Channel, NoticeEvent, NoticeValues } from '../schema.ts';

const t = noticeMessages('vi');

/** Two messages, or two refunds, are two matters; of all else the newest counts. */
const EACH_COUNTS: ReadonlySet<NoticeEvent> = new Set(['message', 'refund', 'supplement-returned']);

/** What is to be told, to whom, and what caused it. */
export interface ToTell {
  readonly event: NoticeEvent;
  /** The same cause again is the same notice. */
  readonly cause: string;
  readonly dossierId: string | null;
  readonly subject: string;
  /** `84…`, or null. */
  readonly phone: string | null;
  readonly email: string | null;
  /** The applicant's whole name; how it leaves the house is a setting. */
  readonly name: string;
  readonly values: NoticeValues;
  readonly urgent?: boolean;
  /** The address was given for this very thing, as with an appointment. */
  readonly askedFor?: boolean;
  /** The only channels that were chosen for this very thing. */
  readonly channels?: readonly Channel[];
}

/** The live topic of the outbox. */
export function noticeTopic(centreId: string): string {
  return `notices:${centreId}`;
}

/**
 * Writes a notice into the outbox in the transaction of what it tells of. Nobody to be told, or told by no channel, is written too, with the reason.
 *
 * @returns whether it will be sent
 */
export async function queueNotice(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  told: ToTell,
  at: Temporal.Instant,
): Promise<boolean> {
  const { settings } = await repo.readSettings(tx);
  if (!settings.on || settings.texts[told.event]?.off === true) {
    return false;
  }
  const askedFor = told.askedFor ?? false;
  const channels = told.channels ?? null;
  const wanted = wantedChannels(settings, told, await consentsOf(tx, told), askedFor, channels);
  const goes = wanted.channels.length > 0;
  const id = newId();
  const added = await repo.addNotice(tx, centreId, {
    id,
    event: told.event,
    cause: told.cause,
    dossierId: told.dossierId,
    subject: told.subject,
    phone: told.phone,
    email: told.email,
    values: { ...told.values, ten: namedAs(told.name, settings.names) },
    urgent: told.urgent ?? false,
    askedFor,
    channels,
    state: goes ? 'waiting' : 'not-sent',
    nextAt: goes ? at : null,
    lastWhy: goes ? null : t(`unwanted-${mainReason(wanted)}`),
    createdAt: at,
    endedAt: goes ? null : at,
  });
  if (!added) {
    return false;
  }
  if (told.dossierId !== null && !EACH_COUNTS.has(told.event)) {
    await repo.giveWay(tx, { id, dossierId: told.dossierId, event: told.event }, t('gave-way'), at);
  }
  if (goes) {
    await enqueue(tx, SEND, { centreId, noticeId: id }, { jobKey: `notice ${id}` });
  }
  await ctx.live.publish(tx, noticeTopic(centreId), { notice: id });
  return goes;
}
