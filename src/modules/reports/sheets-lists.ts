import { logAccess } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { listReceivedIds, listStatesIn } from '#modules/dossiers/queries/for-reports.ts';
import { currentRun } from '#modules/dossiers/rules/clock.ts';
import { controlSlipData } from '#modules/dossiers/rules/form-data.ts';
import { responsibleStep } from '#modules/dossiers/rules/responsible.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, fromLocal } from '#platform/time.ts';
import { reportPolicy } from './policy.ts';
import { dossiersBehind } from './repo/behind.ts';
import type { Sheet, SheetCell, SheetColumn } from './rules/sheet.ts';
import type { Period } from './schema.ts';
import { reportMessages } from './sheet-messages.ts';

const t = reportMessages('vi');

/** Told how far a long report has come, dossier by dossier; throws to stop it. */
export type Progress = (done: number, total: number) => Promise<void>;

/** Dossiers read in one statement: few enough that cancelling is quick. */
const BATCH = 200;

/** Which dossiers a list is about. */
interface ListAsked {
  readonly period: Period;
  readonly field: string | null;
  /** Only the first so many. */
  readonly first: number | undefined;
}

type Frame = Pick<Sheet, 'office' | 'period' | 'madeOn'>;

function text(label: string, width: number, ...under: readonly string[]): SheetColumn {
  return { no: null, under, label, kind: 'text', width };
}

/** Every dossier of a list, a batch at a time, each batch in a snapshot of its own. */
async function eachState(
  ctx: AppContext,
  actor: Actor,
  ids: readonly string[],
  progress: Progress,
  work: (dossier: Dossier, tx: Tx) => Promise<void> | void,
): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH) {
    await progress(from, ids.length);
    await readOnly(ctx, actor, async (tx) => {
      for (const dossier of await listStatesIn(tx, ids.slice(from, from + BATCH))) {
        await work(dossier, tx);
      }
    });
  }
  await progress(ids.length, ids.length);
}

function spanOf(period: Period) {
  return {
    from: fromLocal(period.from, '00:00'),
    before: fromLocal(period.to.add({ days: 1 }), '00:00'),
  };
}

/** The list of who is named in a report is personal data: reading it is written down first. */
async function openRegister(
  ctx: AppContext,
  actor: Actor,
  what: 'report.register' | 'report.control',
  { period, field, first }: ListAsked,
): Promise<readonly string[]> {
  authorise(reportPolicy, actor, 'register', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const subjectId = `${period.from}/${period.to}${field === null ? '' : ` ${field}`}`;
    await logAccess(tx, actor, { what, subjectType: 'report', subjectId }, ctx.clock.now());
    return (await listReceivedIds(tx, spanOf(period), field)).slice(0, first);
  });
}

const codeOf = (dossier: Dossier) => dossier.number ?? dossier.localNumber ?? '';
const when = (at: Temporal.Instant | null) => (at === null ? '' : formatDateTime(at));

/** Sổ theo dõi hồ sơ (Mẫu 07) of the dossiers received in a period. @throws Problem `forbidden` */
export async function registerSheet(
  ctx: AppContext,
  actor: Actor,
  frame: Frame,
  asked: ListAsked,
  progress: Progress,
): Promise<Sheet> {
  const ids = await openRegister(ctx, actor, 'report.register', asked);
  const rows: SheetCell[][] = [];
  await eachState(ctx, actor, ids, progress, (dossier) => {
    const { applicant } = dossier.parties;
    rows.push([
      String(rows.length + 1),
      codeOf(dossier),
      dossier.procedure.name,
      applicant.name,
      [applicant.address, applicant.phone].filter(Boolean).join(', '),
      dossier.agencies.competent.name,
      when(dossier.receivedAt),
      when(currentRun(dossier)?.due ?? null),
      when(dossier.returned?.at ?? null),
      t(`how-${dossier.delivery.how}`),
      '',
    ]);
  });
  return {
    ...frame,
    form: t('register-form'),
    source: t('form-source'),
    title: asked.field === null ? t('register-title') : `${t('register-title')}: ${asked.field}`,
    unit: null,
    columns: [
      text(t('no'), 0.6),
      text(t('col-number'), 1.9),
      text(t('col-procedure'), 2.8),
      text(t('col-person'), 1.8),
      text(t('col-contact'), 2),
      text(t('col-agency'), 1.8),
      text(t('col-received-at'), 1.2, t('under-return')),
      text(t('col-due-at'), 1.2, t('under-return')),
      text(t('col-returned-at'), 1.2, t('under-return')),
      text(t('col-how'), 1.1, t('under-return')),
      text(t('col-sign'), 0.9, t('under-return')),
    ],
    rows,
    total: null,
    notes: [],
  };
}

/** Phiếu kiểm soát quá trình (Mẫu 06) of all dossiers received in a period: a row for each hand-over. @throws Problem `forbidden` */
export async function controlSheet(
  ctx: AppContext,
  actor: Actor,
  frame: Frame,
  asked: ListAsked,
  progress: Progress,
): Promise<Sheet> {
  const ids = await openRegister(ctx, actor, 'report.control', asked);
  const rows: SheetCell[][] = [];
  const centre = { office: frame.office, phone: '', publicUrl: ctx.config.publicUrl };
  await eachState(ctx, actor, ids, progress, (dossier) => {
    const slip = controlSlipData(dossier, centre);
    for (const row of slip?.handOvers ?? []) {
      rows.push([
        String(rows.length + 1),
        codeOf(dossier),
        row.from,
        row.to,
        formatDateTime(Temporal.Instant.from(row.at)),
        row.giver,
        row.receiver ?? '',
        row.outcome === undefined ? '' : t(`outcome-${row.outcome}`),
        row.note ?? '',
      ]);
    }
  });
  return {
    ...frame,
    form: t('control-form'),
    source: t('form-source'),
    title: t('control-title'),
    unit: null,
    columns: [
      text(t('no'), 0.6),
      text(t('col-number'), 1.9),
      text(t('col-from'), 2, t('under-units')),
      text(t('col-to'), 2, t('under-units')),
      text(t('col-when'), 1.4),
      text(t('col-giver'), 1.6),
      text(t('col-receiver'), 1.6),
      text(t('col-outcome'), 1.2),
      text(t('col-note'), 2),
    ],
    rows,
    total: null,
    notes: [],
  };
}

const DAY_MS = 86_400_000;

/** Days past the due moment, one decimal. */
function daysLate(due: Temporal.Instant, end: Temporal.Instant): number {
  return Math.round(((end.epochMilliseconds - due.epochMilliseconds) / DAY_MS) * 10) / 10;
}

/**
 * What ended late in the period and what is late at its end, with the step and person that used up the time.
 * @throws Problem `forbidden`
 */
export async function lateSheet(
  ctx: AppContext,
  actor: Actor,
  frame: Frame,
  { period, first }: ListAsked,
  progress: Progress,
): Promise<Sheet> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const ids = await readOnly(ctx, actor, async (tx) => {
    const asked = { dimension: null, key: '', period } as const;
    const ended = await dossiersBehind(tx, { ...asked, behind: 'late' }, now);
    const open = await dossiersBehind(tx, { ...asked, behind: 'overdue' }, now);
    return [...ended, ...open].slice(0, first);
  });
  const rows: SheetCell[][] = [];
  await eachState(ctx, actor, ids, progress, async (dossier, tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, dossier.receivedAt ?? now);
    const step = responsibleStep(dossier, now, compiled);
    const due = currentRun(dossier)?.due ?? null;
    rows.push([
      String(rows.length + 1),
      codeOf(dossier),
      dossier.procedure.name,
      when(dossier.receivedAt),
      when(due),
      dossier.endedAt === null ? t('still-open') : when(dossier.endedAt),
      due === null ? null : daysLate(due, dossier.endedAt ?? now),
      step?.name ?? t('late-none'),
      step?.unitName ?? '',
      step?.person?.name ?? '',
      step === null ? null : Math.round((step.overMinutes / 60) * 10) / 10,
    ]);
  });
  const figure = (label: string, width: number): SheetColumn => ({
    ...text(label, width),
    kind: 'figure',
  });
  return {
    ...frame,
    form: null,
    source: null,
    title: t('late-title'),
    unit: null,
    columns: [
      text(t('no'), 0.6),
      text(t('col-number'), 2),
      text(t('col-procedure'), 3),
      text(t('col-received-at'), 1.3),
      text(t('col-due-at'), 1.3),
      text(t('col-ended-at'), 1.3),
      figure(t('col-late-by'), 0.9),
      text(t('col-step'), 1.8),
      text(t('col-step-unit'), 1.6),
      text(t('col-step-person'), 1.6),
      figure(t('col-over'), 1.2),
    ],
    rows,
    total: null,
    notes: [t('late-note')],
  };
}
