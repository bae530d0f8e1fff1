import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { type Column, Empty, FilterBar, Pagination, Select, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { type BookLine, type BookView, readBook } from '../book-queries.ts';
import { bookMessages } from './book-messages.ts';
import { dong, dossierHref } from './dossier-view.ts';

const t = bookMessages('vi');
const PATH = '/can-bo/so-chung-thuc';
/** A month of a busy commune fits one page, so that printing prints it whole. */
const PAGE_SIZE = 1_000;

const Query = z.object({
  so: z.string().max(40).optional().catch(undefined),
  nam: z.coerce.number().int().min(2000).max(2200).optional().catch(undefined),
  thang: z.coerce.number().int().min(0).max(12).optional().catch(undefined),
  trang: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
});

interface Asked {
  readonly year: number;
  readonly month: number;
  readonly page: number;
}

function columns(): readonly Column<BookLine>[] {
  return [
    { key: 'no', header: t('no'), align: 'end', cell: (line) => String(line.no).padStart(2, '0') },
    { key: 'day', header: t('day'), cell: (line) => formatDate(localDay(line.at)) },
    {
      key: 'person',
      header: t('person'),
      primary: true,
      cell: (line) => [line.person, line.idNumber].filter(Boolean).join(', '),
    },
    { key: 'document', header: t('document'), cell: (line) => line.document.name },
    { key: 'certifier', header: t('certifier'), cell: (line) => line.certifier ?? t('notSigned') },
    { key: 'copies', header: t('copies'), align: 'end', cell: (line) => line.document.copies },
    { key: 'fee', header: t('fee'), align: 'end', cell: (line) => dong(line.document.fee) },
    { key: 'note', header: t('note'), cell: (line) => line.document.note },
  ];
}

function Filters({ view, asked }: { view: BookView; asked: Asked }) {
  const years = [...new Set([asked.year, ...view.books.map((book) => book.year)])].sort((a, b) => b - a);
  const codes = [...new Set(view.books.map((book) => book.code))];
  return (
    <FilterBar action={PATH}>
      <Select
        name="so"
        label={t('book')}
        value={view.book?.code}
        options={codes.map((code) => ({ value: code, label: code }))}
      />
      <Select
        name="nam"
        label={t('year')}
        value={String(asked.year)}
        options={years.map((year) => ({ value: String(year), label: String(year) }))}
      />
      <Select
        name="thang"
        label={t('month')}
        value={String(asked.month)}
        options={[
          { value: '0', label: t('wholeYear') },
          ...Array.from({ length: 12 }, (_, i) => ({
            value: String(i + 1),
            label: t('monthNo', { n: i + 1 }),
          })),
        ]}
      />
    </FilterBar>
  );
}

/** A book in the order of its numbers, with the totals of the month or year; prints as it stands. */
function BookPage({ actor, view, asked }: { actor: StaffActor; view: BookView; asked: Asked }) {
  const { book, lines, totals } = view;
  const from = (asked.page - 1) * PAGE_SIZE + 1;
  const next = from + lines.length - 1;
  const href = (page: number) =>
    `${PATH}?${new URLSearchParams({ so: book?.code ?? '', nam: String(asked.year), thang: String(asked.month), trang: String(page) })}`;
  return (
    <OfficerLayout title={t('title')} actor={actor} path={PATH} styles={['dossiers/book.css']}>
      <PageHead
        title={t('title')}
        why={
          book === null
            ? t('why')
            : t('bookLine', {
                code: book.code,
                volume: String(book.volume).padStart(2, '0'),
                year: book.year,
                last: book.lastNo,
              })
        }
      />
      <Filters view={view} asked={asked} />
      <Table
        caption={t('title')}
        captionHidden
        walk
        columns={columns()}
        rows={lines}
        rowKey={(line) => String(line.no)}
        href={(line) => dossierHref(line.dossierNumber ?? line.dossierId)}
        empty={
          <Empty title={t('empty')}>
            <p>{t('emptyHint')}</p>
          </Empty>
        }
      />
      {lines.length === 0 ? null : (
        <>
          <p>
            <strong>
              {t('totals', { lines: dong(totals.lines), copies: dong(totals.copies), fee: dong(totals.fee) })}
            </strong>
          </p>
          {totals.lines > PAGE_SIZE ? (
            <Pagination
              from={from}
              to={next}
              total={totals.lines}
              previousHref={asked.page > 1 ? href(asked.page - 1) : undefined}
              nextHref={next < totals.lines ? href(asked.page + 1) : undefined}
            />
          ) : null}
          <p class="soft no-print">{t('printHint')}</p>
        </>
      )}
    </OfficerLayout>
  );
}

/** Mounts the books. */
export function registerBook(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const query = Query.parse(request.query);
      const today = localDay(ctx.clock.now());
      const asked = { year: query.nam ?? today.year, month: query.thang ?? today.month, page: query.trang };
      const view = await readBook(ctx, actor, { ...asked, code: query.so, pageSize: PAGE_SIZE });
      return reply.html(<BookPage actor={actor} view={view} asked={asked} />);
    },
  });
}
