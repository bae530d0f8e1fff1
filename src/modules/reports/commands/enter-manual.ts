import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { insertManual } from '../repo/kept.ts';
import { nameOfActor } from '../rules/actor-name.ts';
import { FORMS, type FormCode, type FormRow, type FormSpec, faultsOf } from '../rules/forms.ts';
import type { Period } from '../schema.ts';
import { reportMessages } from '../sheet-messages.ts';

const t = reportMessages('vi');

/** Figures of a form as they were typed: text by the number of the column. */
export interface TypedRow {
  readonly about: string;
  readonly values: Readonly<Record<string, string>>;
}

function readFigure(typed: string, flag: boolean): number | null {
  return (flag ? /^[01]$/ : /^\d{1,9}$/).test(typed) ? Number(typed) : null;
}

/** Typed rows as figures, or what is wrong with them, field by field. Rows without a name are left out. */
export function readRows(
  spec: FormSpec,
  typed: readonly TypedRow[],
): { readonly rows: readonly FormRow[]; readonly fields: readonly FieldError[] } {
  const fields: FieldError[] = [];
  const rows = typed.flatMap((row, i): FormRow[] => {
    const about = row.about.trim().normalize('NFC');
    if (about === '') {
      return [];
    }
    const values: Record<number, number> = {};
    for (const { no, values: kind } of spec.columns) {
      const text = (row.values[no] ?? '').trim();
      const figure = readFigure(text, kind === '0-1');
      if (figure === null) {
        const message = t(kind === '0-1' ? 'wrong-flag' : 'wrong-figure', { no, typed: text });
        fields.push({ path: `rows.${i}.${no}`, message });
      } else {
        values[no] = figure;
      }
    }
    return [{ about, values }];
  });
  if (fields.length === 0) {
    for (const [i, row] of rows.entries()) {
      for (const fault of faultsOf(spec, row)) {
        const no = spec.identities.find((one) => one.text === fault.identity)?.left[0] ?? 3;
        fields.push({ path: `rows.${i}.${no}`, message: t('wrong-sum', { ...fault }) });
      }
    }
  }
  return rows.length === 0
    ? { rows, fields: [{ path: 'rows.0.about', message: t('no-row') }] }
    : { rows, fields };
}

/**
 * Stores the figures of a form that nobody can count, for a period; what was entered before stays in the history.
 * @throws Problem `forbidden`, `not-allowed-now` for a form that is counted, `validation` naming each field
 */
export async function enterManual(
  ctx: AppContext,
  actor: Actor,
  input: {
    readonly form: FormCode;
    readonly period: Period;
    readonly rows: readonly TypedRow[];
    readonly requestId: string;
  },
): Promise<void> {
  authorise(reportPolicy, actor, 'enter', { centreId: actor.centreId });
  const spec = FORMS[input.form];
  if (spec.filled !== 'manual') {
    throw new Problem('not-allowed-now', { detail: t('not-manual') });
  }
  const { rows, fields } = readRows(spec, input.rows);
  if (fields.length > 0) {
    throw new Problem('validation', { detail: t('mend-fields'), fields });
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const fresh = await insertManual(tx, {
      id: newId(),
      centreId: actor.centreId,
      form: spec.code,
      period: input.period,
      rows,
      by: nameOfActor(actor),
      accountId: actor.kind === 'staff' ? actor.accountId : null,
      requestId: input.requestId,
      at,
    });
    if (fresh) {
      const detail = {
        form: spec.number,
        from: input.period.from.toString(),
        to: input.period.to.toString(),
      };
      await record(
        tx,
        actor,
        { action: 'reports.entered', subjectType: 'reports', subjectId: actor.centreId, detail },
        at,
      );
    }
  });
}
