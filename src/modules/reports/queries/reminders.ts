import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { reportPolicy } from '../policy.ts';
import { listSent } from '../repo/kept.ts';
import { FORM_CODES, FORMS, type FormCode } from '../rules/forms.ts';
import { lackingInMirror } from '../rules/layer.ts';
import { lastPeriod, type NamedPeriod, sendBy } from '../rules/periods.ts';
import { isLayer } from './layer.ts';

/** A form that has to be sent, with its last day. */
export interface DueReport {
  readonly form: FormCode;
  readonly period: NamedPeriod;
  readonly by: Temporal.PlainDate;
  readonly late: boolean;
}

/** Days after the last one in which a form that was not sent is still spoken of. */
const AFTER_DAYS = 10;

/**
 * Forms of the periods of the 15th to the 14th that ended and were not marked as sent: from the day after the period to
 * ten days past the 20th (TT 09/2026/TT-BTP Điều 11 khoản 2).
 */
export async function dueReportsIn(tx: Tx, today: Temporal.PlainDate): Promise<readonly DueReport[]> {
  const spoken = FORM_CODES.flatMap((form) => {
    const spec = FORMS[form];
    return spec.periods
      .map((kind) => lastPeriod(kind, 'fifteenth', today))
      .filter(
        ({ to }) =>
          Temporal.PlainDate.compare(to, spec.from) >= 0 &&
          (spec.until === null || Temporal.PlainDate.compare(to, spec.until) < 0),
      )
      .map((period) => ({ form, period, by: sendBy(period) }))
      .filter(({ by }) => Temporal.PlainDate.compare(today, by.add({ days: AFTER_DAYS })) <= 0);
  });
  if (spoken.length === 0) {
    return [];
  }
  const first = spoken.map(({ period }) => period.to).toSorted(Temporal.PlainDate.compare)[0] ?? today;
  const sent = await listSent(tx, first);
  return spoken
    .filter(
      ({ form, period }) =>
        !sent.some((one) => one.form === form && one.from.equals(period.from) && one.to.equals(period.to)),
    )
    .map(({ form, period, by }) => ({
      form,
      period,
      by,
      late: Temporal.PlainDate.compare(today, by) > 0,
    }));
}

/** Whether a form is this installation's to send: what a centre's layer cannot count is sent by the provincial system. */
export function isOwed(ctx: Pick<AppContext, 'config'>, form: FormCode): boolean {
  return !isLayer(ctx) || lackingInMirror({ kind: 'form', code: form }) === null;
}

/** {@link dueReportsIn} for the page. @throws Problem `forbidden` */
export async function listDueReports(ctx: AppContext, actor: Actor): Promise<readonly DueReport[]> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const due = await readOnly(ctx, actor, (tx) => dueReportsIn(tx, localDay(ctx.clock.now())));
  return due.filter(({ form }) => isOwed(ctx, form));
}
