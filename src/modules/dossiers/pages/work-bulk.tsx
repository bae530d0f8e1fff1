import * as z from 'zod';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import {
  Button,
  type Column,
  errorFor,
  Field,
  Fold,
  Notice,
  RequestId,
  Select,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { executeMany } from '../commands/do-many.ts';
import type { DossierLine } from '../queries.ts';
import { BULK_COMMANDS, BulkCommand, type ItemResult, type WorkGroup } from '../schema/work.ts';
import { Command } from '../schema.ts';
import { text } from './intake-form.ts';
import { workDayMessages } from './work-day-messages.ts';

const t = workDayMessages('vi');
const MOST = 200;

/** Groups whose dossiers can be chosen: what lies with the officer, or is offered. */
export const CHOOSABLE: readonly WorkGroup[] = [
  'accept',
  'late',
  'today',
  'sent-back',
  'soon',
  'idle',
  'later',
];

function chosen(values: FormValues): readonly string[] {
  const ids = values['ids'];
  return ids === undefined ? [] : typeof ids === 'string' ? [ids] : ids;
}

/** The first column of a list whose lines can be chosen. */
export function chooseColumn(values: FormValues): Column<DossierLine> {
  const ids = chosen(values);
  return {
    key: 'choose',
    header: t('chooseCol'),
    width: 'narrow',
    cell: (line) => (
      <label class="bulk-box">
        <span class="sr-only">{t('choose', { number: line.number ?? line.localNumber ?? line.id })}</span>
        <input type="checkbox" name="ids" value={line.id} checked={ids.includes(line.id)} />
      </label>
    ),
  };
}

/** What can be done with the chosen dossiers; stands in the form around the lists. */
export function BulkForm(props: {
  /** Where to hand over to; null until that is asked for, as most days it is not. */
  units: readonly { readonly id: string; readonly name: string }[] | null;
  handOverHref: string;
  /** Who leads others may urge them on from here. */
  leads: boolean;
  values: FormValues;
  errors: readonly FieldError[];
  requestId: string;
}) {
  const { units, values, errors, requestId } = props;
  const commands = BULK_COMMANDS.filter((value) => value !== 'hand-over' || units !== null);
  return (
    <Fold title={t('bulk')} id="nhieu" open={errors.length > 0 || units !== null}>
      <RequestId value={requestId} />
      <div class="bulk-foot">
        <Select
          name="command"
          label={t('bulkWhat')}
          value={text(values, 'command')}
          options={commands.map((value) => ({ value, label: t(value) }))}
          error={errorFor(errors, 'command')}
        />
        {units === null ? (
          <p>
            <a href={props.handOverHref}>{t('handOverToo')}</a>
          </p>
        ) : (
          <Select
            name="toUnitId"
            label={t('toUnit')}
            hint={t('toUnitHint')}
            blank=" "
            value={text(values, 'toUnitId')}
            options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
            error={errorFor(errors, 'toUnitId')}
          />
        )}
        <Field name="note" label={t('note')} optional value={text(values, 'note')} />
        <Button look="primary">{t('doIt')}</Button>
        {props.leads ? (
          <button
            class="btn"
            type="submit"
            name="do"
            value="urge"
            formaction="/can-bo/theo-doi/ho-so?xem=in-hand"
          >
            {t('urge')}
          </button>
        ) : null}
      </div>
      {props.leads ? <p class="soft">{t('urgeWhy')}</p> : null}
    </Fold>
  );
}

/** What became of each chosen dossier. */
export function BulkResults({ results }: { results: readonly ItemResult[] }) {
  const ok = results.filter((result) => result.ok).length;
  return results.length === 0 ? null : (
    <section class="stack-s" id="ket-qua">
      <Notice
        tone={ok === results.length ? 'ok' : 'soon'}
        role="status"
        title={t('resultsOk', { ok, n: results.length })}
      />
      <Table
        caption={t('results')}
        columns={[
          {
            key: 'label',
            header: t('dossier'),
            primary: true,
            cell: (result) => <span class="code">{result.label}</span>,
          },
          {
            key: 'text',
            header: t('results'),
            cell: (result) => <StatusTag tone={result.ok ? 'ok' : 'late'}>{result.text}</StatusTag>,
          },
        ]}
        rows={results}
        rowKey={(result) => result.id}
        empty={null}
      />
    </section>
  );
}

const Posted = z.object({ command: BulkCommand, requestId: z.uuid() });
const Ids = z.array(z.uuid()).min(1, t('chooseSome')).max(MOST, t('tooMany'));

/** Does what was chosen; gives the result of each, or what is wrong with the form. */
export async function actOnMany(
  ctx: AppContext,
  actor: StaffActor,
  values: FormValues,
): Promise<{ readonly results: readonly ItemResult[]; readonly errors: readonly FieldError[] }> {
  const posted = Posted.safeParse(values);
  if (!posted.success) {
    throw new Problem('bad-request', { detail: t('stale') });
  }
  const { command: type, requestId } = posted.data;
  const ids = Ids.safeParse(chosen(values));
  const toUnitId = z.uuid().safeParse(values['toUnitId']);
  const errors: FieldError[] = [
    ...(ids.success ? [] : [{ path: 'command', message: ids.error.issues[0]?.message ?? t('chooseSome') }]),
    ...(type !== 'hand-over' || toUnitId.success ? [] : [{ path: 'toUnitId', message: t('chooseUnit') }]),
  ];
  if (!ids.success || errors.length > 0) {
    return { results: [], errors };
  }
  const command = Command.parse({
    type,
    note: text(values, 'note'),
    ...(type === 'hand-over' ? { toUnitId: toUnitId.data } : {}),
  });
  const done = t(`done-${type}`);
  return { results: await executeMany(ctx, actor, ids.data, command, requestId, done), errors: [] };
}
