import { carrierStandings } from '#modules/carriers/queries.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { monthStart } from './commands/deliver.ts';
import { noticeMessages } from './messages.ts';
import { NOTICE_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { findEmail } from './repo-emails.ts';
import { consentsOf, countStates, listNotices, type OutboxLine } from './repo-lists.ts';
import type { Consent, NoticeRow, NoticeSettings, NoticeState, NoticeTry } from './schema.ts';
import { noticeAddress } from './subscribe.ts';

const t = noticeMessages('vi');

/** What a month cost so far. */
export interface MonthCost {
  readonly month: Temporal.PlainYearMonth;
  readonly lines: readonly {
    readonly provider: string;
    readonly tries: number;
    readonly parts: number;
    readonly costVnd: number;
  }[];
  readonly totalVnd: number;
  readonly parts: number;
}

/** The outbox as a page shows it. */
export interface Outbox {
  readonly on: boolean;
  readonly counts: Readonly<Partial<Record<NoticeState, number>>>;
  readonly lines: readonly OutboxLine[];
  readonly month: MonthCost;
  readonly limitVnd: number | null;
}

const SHOWN = 100;
/** Days whose ended notices are counted. */
const COUNTED_DAYS = 30;
/** Months of costs that are shown. */
const MONTHS = 12;

async function costOf(tx: Parameters<typeof repo.spentSince>[0], from: Temporal.Instant): Promise<MonthCost> {
  const month = localDay(from).toPlainYearMonth();
  const until = monthStart(from.add({ hours: 32 * 24 }));
  const lines = await repo.spentSince(tx, from, until);
  const sum = (pick: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + pick(line), 0);
  return { month, lines, totalVnd: sum(({ costVnd }) => costVnd), parts: sum(({ parts }) => parts) };
}

/** The outbox, all or of one state, newest first. @throws Problem `forbidden` */
export async function noticeOutbox(ctx: AppContext, actor: Actor, state?: NoticeState): Promise<Outbox> {
  authorise(NOTICE_POLICY, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const { settings } = await repo.readSettings(tx);
    return {
      on: settings.on,
      counts: await countStates(tx, now.subtract({ hours: COUNTED_DAYS * 24 })),
      lines: await listNotices(tx, state === undefined ? {} : { state }, SHOWN),
      month: await costOf(tx, monthStart(now)),
      limitVnd: settings.limitVnd,
    };
  });
}

/** One notice with everything that was tried. @throws Problem `forbidden`, `not-found` */
export async function getNotice(
  ctx: AppContext,
  actor: Actor,
  id: string,
): Promise<{ readonly notice: NoticeRow; readonly tries: readonly NoticeTry[] }> {
  authorise(NOTICE_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const notice = await repo.findNotice(tx, id);
    if (notice === null) {
      throw new Problem('not-found', { detail: t('gone') });
    }
    return { notice, tries: await repo.listTries(tx, id) };
  });
}

/** The notices of a dossier and what its citizen chose. @throws Problem `forbidden`, `not-found` */
export async function noticesOfDossier(
  ctx: AppContext,
  actor: Actor,
  ref: { readonly id: string } | { readonly number: string },
): Promise<{
  readonly dossierId: string;
  readonly number: string;
  readonly lines: readonly OutboxLine[];
  readonly consents: readonly Consent[];
  /** Mail was agreed to, and its reader has not yet said that the address is theirs. */
  readonly emailWaits: boolean;
}> {
  authorise(NOTICE_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, ref);
    if (dossier === null) {
      throw new Problem('not-found', { detail: t('gone') });
    }
    const address = noticeAddress(dossier);
    const consents = await consentsOf(tx, address);
    const mails = consents.some(({ channel, wants }) => channel === 'email' && wants);
    const standing = address.email === null ? null : await findEmail(tx, address.email);
    return {
      dossierId: dossier.id,
      number: dossier.number ?? dossier.localNumber ?? '',
      lines: await listNotices(tx, { dossierId: dossier.id }, SHOWN),
      consents,
      emailWaits: mails && (standing?.confirmedAt ?? null) === null,
    };
  });
}

/** Settings and costs of the last months, newest first. @throws Problem `forbidden` */
export async function noticeSettings(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly settings: NoticeSettings; readonly months: readonly MonthCost[] }> {
  authorise(NOTICE_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const { settings } = await repo.readSettings(tx);
    const months: MonthCost[] = [];
    let from = monthStart(ctx.clock.now());
    for (let i = 0; i < MONTHS; i += 1) {
      months.push(await costOf(tx, from));
      from = monthStart(from.subtract({ hours: 24 }));
    }
    return { settings, months: months.filter(({ lines }) => lines.length > 0) };
  });
}

/** What one part of an SMS costs with the first gateway; 0 when none is set up or no price is known. @throws Problem `forbidden` */
export async function smsPriceOf(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
  const standings = await carrierStandings(ctx, systemActor(actor.centreId, 'notices'));
  return standings.find(({ carrier }) => carrier.kind === 'sms' && carrier.active)?.carrier.priceVnd ?? 0;
}
