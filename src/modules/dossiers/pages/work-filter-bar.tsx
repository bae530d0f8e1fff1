import type { FieldError } from '#platform/errors.ts';
import { Button, Field, FilterBar, Fold, Select } from '#ui/components.ts';
import { IDLE_HOURS, type KeptFilter, WORK_GROUPS, WorkFilter } from '../schema/work.ts';
import { workDayMessages } from './work-day-messages.ts';
import { workMessages } from './work-messages.ts';

const t = workDayMessages('vi');
const group = workMessages('vi');

export const WORK = '/can-bo';

/** What the address says, in its own words. */
export function filterOf(query: Readonly<Record<string, unknown>>): WorkFilter {
  return WorkFilter.parse({
    group: query['nhom'] === '' ? null : query['nhom'],
    field: query['linh-vuc'],
    idleHours: query['lau'],
  });
}

/** The address of a filter. */
export function workHref({ group: nhom, field, idleHours }: WorkFilter): string {
  const query = new URLSearchParams({
    ...(nhom === null ? {} : { nhom }),
    ...(field === '' ? {} : { 'linh-vuc': field }),
    ...(idleHours === IDLE_HOURS ? {} : { lau: String(idleHours) }),
  }).toString();
  return query === '' ? WORK : `${WORK}?${query}`;
}

interface BarProps {
  readonly filter: WorkFilter;
  readonly fields: readonly string[];
  readonly kept: readonly KeptFilter[];
  readonly errors: readonly FieldError[];
  readonly name: string;
}

function Kept({ kept, filter }: Pick<BarProps, 'kept' | 'filter'>) {
  const here = workHref(filter);
  return kept.length === 0 ? null : (
    <nav class="row" aria-label={t('kept')}>
      <span class="soft">{t('kept')}:</span>
      {kept.map((one) => (
        <a
          key={one.id}
          href={workHref(one.filter)}
          aria-current={workHref(one.filter) === here ? 'page' : undefined}
        >
          {one.name}
        </a>
      ))}
    </nav>
  );
}

/** What the list is narrowed to, the filters kept by name, and keeping or dropping one. */
export function WorkFilterBar({ filter, fields, kept, errors, name }: BarProps) {
  const active = workHref(filter) !== WORK;
  const known = [...new Set([...fields, filter.field].filter(Boolean))].sort((a, b) =>
    a.localeCompare(b, 'vi'),
  );
  const own = kept.find((one) => workHref(one.filter) === workHref(filter));
  return (
    <div class="stack-s">
      <Kept kept={kept} filter={filter} />
      <Fold title={t('keepTitle')} id="loc" open={active || errors.length > 0}>
        <FilterBar action={WORK} active={active}>
          <Select
            name="nhom"
            label={t('group')}
            blank={t('all')}
            value={filter.group ?? ''}
            options={WORK_GROUPS.map((value) => ({ value, label: group(value) }))}
          />
          <Select
            name="linh-vuc"
            label={t('field')}
            blank={t('all')}
            value={filter.field}
            options={known.map((value) => ({ value, label: value }))}
          />
          <Field
            name="lau"
            label={t('idle')}
            inputmode="numeric"
            width="short"
            value={String(filter.idleHours)}
          />
        </FilterBar>
        {own === undefined ? (
          <form class="row" method="post" action="/can-bo/bo-loc">
            <input type="hidden" name="nhom" value={filter.group ?? ''} />
            <input type="hidden" name="linh-vuc" value={filter.field} />
            <input type="hidden" name="lau" value={String(filter.idleHours)} />
            <Field name="ten" label={t('keepName')} value={name} error={errors[0]?.message} width="mid" />
            <Button>{t('keep')}</Button>
          </form>
        ) : (
          <form method="post" action={`/can-bo/bo-loc/${own.id}/bo`}>
            <Button look="quiet">{t('drop', { name: own.name })}</Button>
          </form>
        )}
      </Fold>
    </div>
  );
}
