import { z } from 'zod';
import { logAccess } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { workingMinutesBefore } from '#modules/dossiers/rules/outlook.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { inboxMessages } from './messages-inbox.ts';
import { INBOX_POLICY } from './policy-inbox.ts';
import { PORTAL_FRONT } from './queries/portal-page.ts';
import * as assists from './repo-assists.ts';
import * as repo from './repo-inbox.ts';
import {
  type ClockLevel,
  clockLevel,
  type Doubt,
  doubtsOf,
  procedureCodeOf,
  WARN_MINUTES,
} from './rules/arrival.ts';
import { maskRequest } from './rules/mask.ts';
import {
  type Arrival,
  type ArrivedFile,
  type Assist,
  FiledDossier,
  type InboxSettings,
} from './schema-inbox.ts';

const SHOWN = 200;

/** An arrival as the list shows it. */
export interface ArrivalLine extends Arrival {
  readonly level: ClockLevel;
  /** Empty where it could not be read. */
  readonly owner: string;
  readonly procedureCode: string;
  readonly files: { readonly kept: number; readonly all: number };
}

/** Dossiers from the portal. */
export interface Inbox {
  readonly on: boolean;
  /** Whether names are whole. */
  readonly personal: boolean;
  readonly waiting: readonly ArrivalLine[];
  readonly settled: readonly ArrivalLine[];
}

const Named = FiledDossier.pick({ ChuHoSo: true, MaTTHC: true }).partial().loose();

/** Masked members are text of any shape. */
const Hidden = z.object({
  ChuHoSo: z.string(),
  SoGiayToChuHoSo: z.string(),
  SoDienThoai: z.string(),
  DiaChi: z.string(),
});

/** The body for those who may see whole names, masked for others. */
function bodyFor(arrival: Arrival, personal: boolean): unknown {
  return personal ? arrival.body : maskRequest(arrival.body);
}

async function linesOf(
  tx: Tx,
  centreId: string,
  arrivals: readonly Arrival[],
  personal: boolean,
  now: Temporal.Instant,
): Promise<readonly ArrivalLine[]> {
  if (arrivals.length === 0) {
    return [];
  }
  const { compiled } = await getCalendar(tx, centreId, now);
  const files = Map.groupBy(
    await repo.listFiles(
      tx,
      arrivals.map(({ id }) => id),
    ),
    (file) => file.inboxId,
  );
  return arrivals.map((arrival) => {
    const warnFrom =
      arrival.respondBy === null ? null : workingMinutesBefore(arrival.respondBy, WARN_MINUTES, compiled);
    const named = Named.safeParse(bodyFor(arrival, personal));
    const mine = files.get(arrival.id) ?? [];
    return {
      ...arrival,
      body: bodyFor(arrival, personal),
      level: clockLevel(arrival, warnFrom, now),
      owner: named.success ? (named.data.ChuHoSo ?? '') : '',
      procedureCode: named.success ? (named.data.MaTTHC ?? '') : '',
      files: { kept: mine.filter(({ state }) => state === 'kept').length, all: mine.length },
    };
  });
}

/** Dossiers from the portal: what waits for an answer with its clocks, and what was answered. @throws Problem `forbidden` */
export async function portalInbox(ctx: AppContext, actor: Actor): Promise<Inbox> {
  authorise(INBOX_POLICY, actor, 'look', { centreId: actor.centreId });
  const personal = can(INBOX_POLICY, actor, 'personal', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => ({
    on: ((await repo.findInboxSettings(tx))?.settings.auth ?? 'off') !== 'off',
    personal,
    waiting: await linesOf(tx, actor.centreId, await repo.listUnanswered(tx, SHOWN), personal, now),
    settled: await linesOf(tx, actor.centreId, await repo.listSettled(tx, 50), personal, now),
  }));
}

/** One arrival with all that came with it. */
export interface ArrivalDetail {
  readonly line: ArrivalLine;
  readonly personal: boolean;
  /** What was filed, as it fits; null in quarantine for its form. */
  readonly filed: FiledDossier | null;
  readonly doubts: readonly Doubt[];
  readonly files: readonly ArrivedFile[];
  /** Name of the procedure as the catalogue has it now; null where it does not. */
  readonly procedureName: string | null;
  /** Names of its papers, by the key that the portal sends with a file. */
  readonly paperNames: ReadonlyMap<string, string>;
  readonly assist: Assist | null;
}

/** One arrival; the reading is logged. @throws Problem `forbidden`, `not-found` */
export async function portalArrival(ctx: AppContext, actor: Actor, id: string): Promise<ArrivalDetail> {
  authorise(INBOX_POLICY, actor, 'look', { centreId: actor.centreId });
  const personal = can(INBOX_POLICY, actor, 'personal', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const arrival = await repo.findArrival(tx, id);
    const [line] = arrival === null ? [] : await linesOf(tx, actor.centreId, [arrival], personal, now);
    if (arrival === null || line === undefined) {
      throw new Problem('not-found', { detail: inboxMessages('vi')('not-found') });
    }
    await logAccess(
      tx,
      actor,
      {
        what: personal ? 'portal-arrival.view' : 'portal-arrival.view-masked',
        subjectType: 'portal-arrival',
        subjectId: id,
      },
      now,
    );
    const whole = FiledDossier.safeParse(arrival.body);
    const code = procedureCodeOf(line.procedureCode);
    const version = code === null ? null : await findCurrentVersion(tx, code, localDay(now));
    return {
      line,
      personal,
      filed: whole.success ? (personal ? whole.data : maskedFiled(whole.data)) : null,
      doubts: whole.success ? doubtsOf(whole.data) : [],
      files: await repo.listFiles(tx, [id]),
      procedureName: version?.body.name ?? null,
      paperNames: new Map(version?.body.components.map((paper) => [paper.id, paper.name])),
      assist: arrival.number === '' ? null : await assists.findAssistOf(tx, arrival.number),
    };
  });
}

/** What was filed for those whose task does not need the person: names as initials, numbers by their last digits, texts left out. */
function maskedFiled(filed: FiledDossier): FiledDossier {
  const { ChuHoSo, SoGiayToChuHoSo, SoDienThoai, DiaChi } = filed;
  const hidden = Hidden.parse(maskRequest({ ChuHoSo, SoGiayToChuHoSo, SoDienThoai, DiaChi }));
  return { ...filed, ...hidden, ThongTinNguoiNop: null, GhiChu: '', TrichYeuHoSo: '', Email: '' };
}

/** How many wait for an answer: for the figure in the page head of those who answer. In the caller's transaction. */
export async function countArrivals(tx: Tx, actor: Actor): Promise<number> {
  return can(INBOX_POLICY, actor, 'settle', { centreId: actor.centreId }) ? repo.countUnanswered(tx) : 0;
}

/** The settings without the secret. @throws Problem `forbidden` */
export async function inboxSettings(ctx: AppContext, actor: Actor): Promise<InboxSettings | null> {
  authorise(INBOX_POLICY, actor, 'settings', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.findInboxSettings(tx))?.settings ?? null);
}

/** The desk of who files with citizens. */
export interface AssistDesk {
  /** The portal's page of a procedure, `{code}` in place of its code. */
  readonly procedurePage: string;
  readonly mine: readonly Assist[];
  readonly figures: readonly assists.AssistFigure[];
  /** First day of the month that the figures are of. */
  readonly month: Temporal.PlainDate;
}

/** Own assists of today and those still open, and the month's figures of the centre ("hỗ trợ nộp trực tuyến"). @throws Problem `forbidden` */
export async function assistDesk(ctx: AppContext, actor: StaffActor): Promise<AssistDesk> {
  authorise(INBOX_POLICY, actor, 'assist-figures', { centreId: actor.centreId });
  const today = localDay(ctx.clock.now());
  const month = today.with({ day: 1 });
  return readOnly(ctx, actor, async (tx) => ({
    procedurePage: (await repo.findInboxSettings(tx))?.settings.procedurePage ?? PORTAL_FRONT,
    mine: await assists.listAssists(tx, actor.accountId, fromLocal(today, '00:00')),
    figures: await assists.countAssists(
      tx,
      fromLocal(month, '00:00'),
      fromLocal(month.add({ months: 1 }), '00:00'),
    ),
    month,
  }));
}
