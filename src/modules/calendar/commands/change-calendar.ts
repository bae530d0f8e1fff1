import { record } from '#modules/audit/commands/record.ts';
import { type Actor, isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { pageMessages } from '../messages.ts';
import { CALENDAR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { applyChange, type ChangeRefusal } from '../rules/change.ts';
import { CalendarError } from '../rules/error.ts';
import type { CalendarParts } from '../schema/official.ts';
import type { CalendarChange, CalendarVersion } from '../schema/version.ts';

/**
 * Changes the centre's calendar: a day off, a make-up day, hours, a longer cover. Makes a new version that receipts from
 * today on use; due dates that are out keep theirs.
 * @param requestId a repeat with the same id makes nothing new and gives the same answer
 * @returns the new version
 * @throws Problem `forbidden`, `not-found` without a calendar, `validation` with the field that is wrong
 */
export async function changeCalendar(
  ctx: AppContext,
  actor: Actor,
  change: CalendarChange,
  requestId: string,
): Promise<CalendarVersion> {
  authorise(CALENDAR_POLICY, actor, 'calendar.edit', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockCalendar(tx, actor.centreId);
    const repeated = await repo.findIdByRequest(tx, requestId);
    if (repeated !== undefined) {
      return getVersion(tx, repeated);
    }
    const newest = await repo.findVersionId(tx);
    const before = await getVersion(tx, newest?.id);
    const after: CalendarVersion = {
      ...before,
      ...changed(before, change),
      id: newId(),
      version: before.version + 1,
      effectiveFrom: localDay(at),
      source: 'source' in change ? change.source : before.source,
      change: inWords(change),
      madeAt: at,
      madeBy: isStaff(actor) ? actor.accountId : null,
    };
    await repo.insertVersion(tx, after, requestId);
    const removed = change.kind === 'remove' ? before.days.find((d) => d.date === change.from) : undefined;
    await record(
      tx,
      actor,
      {
        action: `calendar.${change.kind}`,
        subjectType: 'calendar',
        subjectId: after.id,
        detail: { version: after.version, change, ...(removed ? { removed } : {}) },
      },
      at,
    );
    return after;
  });
}

async function getVersion(tx: Tx, id: string | undefined): Promise<CalendarVersion> {
  const version = id === undefined ? undefined : await repo.findVersion(tx, id);
  if (!version) {
    throw new Problem('not-found', { detail: pageMessages('vi')('no-calendar') });
  }
  return version;
}

function changed(before: CalendarVersion, change: CalendarChange): CalendarParts {
  try {
    const result = applyChange(before, change);
    if ('refusal' in result) {
      throw refused(result.refusal);
    }
    return result.parts;
  } catch (error) {
    if (error instanceof CalendarError) {
      const field = change.kind === 'hours' || change.kind === 'add-work' ? 'hours' : 'from';
      throw invalid(field, error.message);
    }
    throw error;
  }
}

function refused({ reason, field, day }: ChangeRefusal): Problem {
  return invalid(field, pageMessages('vi')(reason, { day: formatDate(Temporal.PlainDate.from(day)) }));
}

function invalid(path: string, message: string): Problem {
  return new Problem('validation', {
    detail: pageMessages('vi')('check-fields'),
    fields: [{ path, message }],
  });
}

function inWords(change: CalendarChange): string {
  const t = pageMessages('vi');
  const date = (iso: string): string => formatDate(Temporal.PlainDate.from(iso));
  switch (change.kind) {
    case 'add-off': {
      const days =
        change.to && change.to !== change.from
          ? `${date(change.from)}–${date(change.to)}`
          : date(change.from);
      return t('change-add-off', { days, name: change.name });
    }
    case 'add-work':
      return t('change-add-work', { days: date(change.from), name: change.name });
    case 'remove':
      return t('change-remove', { days: date(change.from), reason: change.reason });
    case 'extend':
      return t('change-extend', { day: date(change.through) });
    case 'hours':
      return t('change-hours', { source: change.source });
    default:
      return change satisfies never;
  }
}
