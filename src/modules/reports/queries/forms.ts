import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate } from '#platform/time.ts';
import { reportPolicy } from '../policy.ts';
import { type AsOf, figuresBy, receivedByChannel } from '../repo/figures.ts';
import { findManual, findSnapshot, listSnapshots, type ManualEntry, type Snapshot } from '../repo/kept.ts';
import { type ReceivedBy, row07a, rowII06a } from '../rules/counted-forms.ts';
import {
  FORMS,
  type FormCode,
  type FormFault,
  type FormRow,
  type FormSpec,
  faultsOf,
  inForce,
  totalRow,
} from '../rules/forms.ts';
import type { Period, ReportChannel } from '../schema.ts';
import { reportMessages } from '../sheet-messages.ts';
import { refuseLacking } from './layer.ts';

export type { Snapshot } from '../repo/kept.ts';

const t = reportMessages('vi');

/** A form of a period with its figures, its sums and what does not hold. */
export interface FilledForm {
  readonly spec: FormSpec;
  readonly period: Period;
  readonly rows: readonly FormRow[];
  /** Null where a form has no row yet. */
  readonly total: FormRow | null;
  readonly faults: readonly FormFault[];
  /** Who entered the figures; null for a counted form, and while nobody has. */
  readonly manual: Pick<ManualEntry, 'by' | 'at'> | null;
  readonly countedAt: Temporal.Instant;
}

async function countedRows(
  tx: Tx,
  code: '07a' | 'II.06a',
  period: Period,
  now: Temporal.Instant,
  asOf: AsOf,
): Promise<readonly FormRow[]> {
  const lines = await figuresBy(tx, 'field', period, now, asOf);
  const received = await receivedByChannel(tx, 'field', period, asOf);
  const by = (key: string, channel: ReportChannel) =>
    received.find((line) => line.key === key && line.channel === channel)?.received ?? 0;
  const row = code === '07a' ? row07a : rowII06a;
  return lines.map(({ key, figures }) => {
    const channels: ReceivedBy = {
      'online-full': by(key, 'online-full'),
      'online-partial': by(key, 'online-partial'),
      postal: by(key, 'postal'),
      direct: by(key, 'direct'),
    };
    return row(key, figures, channels);
  });
}

/** A form of rows, whatever they come from. */
export function fill(
  spec: FormSpec,
  period: Period,
  rows: readonly FormRow[],
  countedAt: Temporal.Instant,
  manual: FilledForm['manual'],
): FilledForm {
  const total = rows.length === 0 ? null : totalRow(spec, t('total'), rows);
  const faults = [...rows, ...(total === null ? [] : [total])].flatMap((row) => faultsOf(spec, row));
  return { spec, period, rows, total, faults, manual, countedAt };
}

/** {@link getForm} inside a transaction; `asOf` reads the journal up to a mark instead of what is known now. */
export async function loadForm(
  tx: Tx,
  code: FormCode,
  period: Period,
  now: Temporal.Instant,
  asOf: AsOf = null,
): Promise<FilledForm> {
  const spec = FORMS[code];
  if (code === '07a' || code === 'II.06a') {
    return fill(spec, period, await countedRows(tx, code, period, now, asOf), now, null);
  }
  const manual = await findManual(tx, code, period);
  return fill(spec, period, manual?.rows ?? [], manual?.at ?? now, manual);
}

/** An official form of any period, with the reports of it that were kept. @throws Problem `forbidden`, `not-allowed-now` for what a centre's layer cannot count */
export async function getForm(
  ctx: AppContext,
  actor: Actor,
  code: FormCode,
  period: Period,
): Promise<FilledForm & { readonly kept: readonly Snapshot[] }> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'form', code });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => ({
    ...(await loadForm(tx, code, period, now)),
    kept: await listSnapshots(tx, code, period),
  }));
}

/** A report that was kept, as a form. @throws Problem `forbidden`, `not-found` */
export async function getKeptForm(
  ctx: AppContext,
  actor: Actor,
  id: string,
): Promise<FilledForm & { readonly snapshot: Snapshot }> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const snapshot = await readOnly(ctx, actor, (tx) => findSnapshot(tx, id));
  const spec = Object.values(FORMS).find((one) => one.code === snapshot?.form);
  if (snapshot === null || spec === undefined) {
    throw new Problem('not-found', { detail: 'Không tìm thấy báo cáo đã chốt này.' });
  }
  return { ...fill(spec, snapshot.period, snapshot.rows, snapshot.at, null), snapshot };
}

/** A fault in words, with its place: the row and the sum. */
export function faultInWords(fault: FormFault): string {
  return t('fault-place', { ...fault });
}

/**
 * Lets only a form that may go out pass: in force for its period, entered where it is entered by hand, every sum right.
 * @throws Problem `not-allowed-now`, with the place of what is wrong
 */
export function refuseUnfit(form: FilledForm): void {
  const { spec, period, faults, rows } = form;
  if (!inForce(spec, period.to)) {
    const other = Object.values(FORMS).find((one) => one.title === spec.title && one !== spec);
    throw new Problem('not-allowed-now', {
      detail: t('not-in-force', {
        form: spec.number,
        to: formatDate(period.to),
        other: other?.number ?? '–',
      }),
    });
  }
  if (spec.filled === 'manual' && rows.length === 0) {
    throw new Problem('not-allowed-now', { detail: t('manual-missing', { form: spec.number }) });
  }
  if (faults.length > 0) {
    const places = faults.map(faultInWords).join('; ');
    throw new Problem('not-allowed-now', { detail: t('fault-refused', { form: spec.number, places }) });
  }
}
