import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';
import { unbroken } from './unbroken.tsx';

/** One line of a {@link SummaryList}. */
export interface SummaryItem {
  readonly term: string;
  readonly value: ComponentChildren;
  /** A link or button at the end of the line. */
  readonly action?: ComponentChildren;
}

/** Facts as term and value. Lines whose value is null or empty are left out. */
export function SummaryList({ items }: { items: readonly SummaryItem[] }) {
  const shown = items.filter((item) => item.value !== null && item.value !== undefined && item.value !== '');
  return (
    <dl class="summary">
      {shown.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{unbroken(item.value)}</dd>
          {item.action ? <dd>{item.action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

/** One column of a {@link Table}. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** `end` for figures. */
  readonly align?: 'end' | undefined;
  /** The cell that names the row: becomes its header, and its link when `href` is given. */
  readonly primary?: boolean | undefined;
  /** Given for every column, tables below one another line up. */
  readonly width?: 'narrow' | 'medium' | 'long' | 'wide' | undefined;
}

export interface TableProps<Row> {
  /** Read by screen readers; shown unless `captionHidden`. */
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly href?: ((row: Row) => string) | undefined;
  /** What stands in place of no rows: see {@link Empty}. */
  readonly empty: ComponentChildren;
  /** Lets the officers' keyboard (j, k, enter) walk these rows. */
  readonly walk?: boolean | undefined;
}

/** Rows with a sticky head; cards below 600 px; the whole row is its link. */
export function Table<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0) {
    return <>{props.empty}</>;
  }
  const even = props.columns.every((column) => column.width !== undefined);
  return (
    <div class="table-wrap">
      <table class={even ? 'table table-even' : 'table'} data-walk={props.walk ? '' : undefined}>
        <caption class={props.captionHidden ? 'sr-only' : undefined}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" class={headClass(column)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.rowKey(row)} data-row={props.rowKey(row)}>
              {props.columns.map((column) => (
                <Cell key={column.key} column={column} row={row} href={props.href} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function headClass<Row>({ align, width }: Column<Row>): string | undefined {
  const names = [align === 'end' ? 'end' : '', width === undefined ? '' : `w-${width}`].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

function Cell<Row>(props: { column: Column<Row>; row: Row; href: ((row: Row) => string) | undefined }) {
  const { column, row, href } = props;
  const content = unbroken(column.cell(row));
  if (column.primary) {
    return (
      <th scope="row">
        {href ? (
          <a class="row-link" href={href(row)}>
            {content}
          </a>
        ) : (
          content
        )}
      </th>
    );
  }
  return (
    <td class={column.align === 'end' ? 'end' : undefined} data-label={column.header}>
      {content}
    </td>
  );
}

/** Nothing here yet, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}

/** What is still on its way. */
export function Loading({ lang = 'vi', text }: { lang?: Lang; text?: string }) {
  return (
    <div class="loading" role="status">
      <p>{text ?? uiMessages(lang)('loading')}</p>
      <span class="loading-bar" />
      <span class="loading-bar" />
    </div>
  );
}

export interface PaginationProps {
  readonly lang?: Lang;
  /** First and last row on this page, counted from 1. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
}

/** "21–40 trong 312", with the way back and forth. */
export function Pagination({ lang = 'vi', from, to, total, previousHref, nextHref }: PaginationProps) {
  const t = uiMessages(lang);
  const n = (value: number): string => value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB');
  const where = t('pageOf', { from: n(from), to: n(to), total: n(total) });
  return (
    <nav class="pages" aria-label={where}>
      <span>{where}</span>
      <span class="row">
        {previousHref ? (
          <a class="btn" rel="prev" href={previousHref}>
            {t('previous')}
          </a>
        ) : null}
        {nextHref ? (
          <a class="btn" rel="next" href={nextHref}>
            {t('next')}
          </a>
        ) : null}
      </span>
    </nav>
  );
}
