import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { unbroken } from '#ui/components.ts';
import { currentPeriod, lastPeriod, type NamedPeriod } from '../rules/periods.ts';
import { headRows, type Sheet, type SheetCell } from '../rules/sheet.ts';
import { periodOf } from '../rules.ts';
import { type Period, PeriodQuery } from '../schema.ts';
import { count } from './figures.tsx';
import { pageMessages } from './page-messages.ts';

/** Where the officers' figures begin. */
export const REPORTS_URL = '/can-bo/thong-ke';
export const REPORT_STYLES = ['reports/reports.css'] as const;

/** What stands in an address, empty fields left out. */
export function filledQuery(request: FastifyRequest): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typeof request.query === 'object' && request.query !== null ? request.query : {}).filter(
      ([, value]) => value !== '',
    ),
  );
}

/** The period of an address; a wrong one falls back to `usual`, and says so. */
export function askedPeriodOf(
  request: FastifyRequest,
  today: Temporal.PlainDate,
  usual: Period,
): { readonly period: Period; readonly wrong: boolean } {
  const query = PeriodQuery.safeParse(filledQuery(request));
  if (!query.success || (query.data.tu === undefined && query.data.den === undefined)) {
    return { period: usual, wrong: !query.success };
  }
  return { period: periodOf(query.data, today), wrong: false };
}

/** An address with the days of a period. */
export function withPeriod(url: string, { from, to }: Period, more: Record<string, string> = {}): string {
  return `${url}?${new URLSearchParams({ tu: from.toString(), den: to.toString(), ...more })}`;
}

/** Periods to choose from: the running and the last one of each kind, cut both ways. */
export function Periods(props: {
  url: string;
  today: Temporal.PlainDate;
  lang: Lang;
  more?: Record<string, string>;
}) {
  const t = pageMessages(props.lang);
  const word = (one: NamedPeriod) => t(`preset-${one.kind}`, { no: one.no, year: one.year });
  return (
    <nav class="periods no-print" aria-label={t('cut-fifteenth')}>
      {(['fifteenth', 'calendar'] as const).map((cut) => (
        <p key={cut}>
          <strong>{t(`cut-${cut}`)}</strong>
          {(['month', 'quarter', 'half-year', 'year'] as const).flatMap((kind) =>
            [lastPeriod(kind, cut, props.today), currentPeriod(kind, cut, props.today)].map((one) => (
              <a key={`${kind}${one.from}`} href={withPeriod(props.url, one, props.more)}>
                {word(one)}
              </a>
            )),
          )}
        </p>
      ))}
    </nav>
  );
}

function written(cell: SheetCell): ComponentChildren {
  return typeof cell === 'number' ? count(cell) : unbroken(cell ?? '');
}

/** A sheet on the screen, its head merged as on the form; `href` leads from a figure to its dossiers. */
export function SheetTable(props: {
  sheet: Pick<Sheet, 'columns' | 'rows' | 'total' | 'title'>;
  href?: (row: number | 'total', column: number) => string | undefined;
}) {
  const { columns, rows, total, title } = props.sheet;
  const label = (i: number) => [...(columns[i]?.under ?? []), columns[i]?.label ?? ''].join(' · ');
  const cell = (value: SheetCell, row: number | 'total', i: number) => {
    const to = typeof value === 'number' && value !== 0 ? props.href?.(row, i) : undefined;
    const shown = to === undefined ? written(value) : <a href={to}>{written(value)}</a>;
    return i === 1 ? (
      <th key={i} scope="row">
        {shown}
      </th>
    ) : (
      <td key={i} class={columns[i]?.kind === 'figure' ? 'end' : undefined} data-label={label(i)}>
        {shown}
      </td>
    );
  };
  return (
    <div class="table-wrap">
      <table class="table report-table">
        <caption class="sr-only">{title}</caption>
        <thead class="report-head">
          {headRows(columns).map((cells, level) => (
            <tr key={level}>
              {cells.map((one) => (
                <th
                  key={one.column}
                  scope={one.columns > 1 ? 'colgroup' : 'col'}
                  colspan={one.columns}
                  rowspan={one.rows}
                >
                  {one.text}
                </th>
              ))}
            </tr>
          ))}
          {columns.some(({ no }) => no !== null) ? (
            <tr>
              {columns.map((column) => (
                <th key={column.no} scope="col" class="no">
                  {column.no}
                </th>
              ))}
            </tr>
          ) : null}
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={`${row[0]}${row[1]}`}>{row.map((value, i) => cell(value, r, i))}</tr>
          ))}
          {total === null ? null : <tr class="report-total">{total.map((v, i) => cell(v, 'total', i))}</tr>}
        </tbody>
      </table>
    </div>
  );
}
