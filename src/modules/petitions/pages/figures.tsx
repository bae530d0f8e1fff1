import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDate } from '#platform/time.ts';
import { Empty, FilterBar, Table, Field as TextField } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { deskMessages, words } from '../messages-pages.ts';
import { petitionFigures } from '../queries.ts';
import type { Sums } from '../rules/figures.ts';
import { DESK } from './desk.tsx';

const t = deskMessages('vi');
const w = words('vi');
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const Query = z.object({ tu: day.optional().catch(undefined), den: day.optional().catch(undefined) });

const COLUMNS = [
  ['fig-received', 'received'],
  ['fig-handled', 'handled'],
  ['fig-in-time', 'inTime'],
  ['fig-late', 'late'],
  ['fig-open', 'open'],
  ['fig-overdue', 'overdue'],
  ['fig-published', 'published'],
  ['fig-again', 'again'],
  ['fig-unhappy', 'unhappy'],
] as const satisfies readonly (readonly [string, keyof Sums])[];

interface Row {
  readonly name: string;
  readonly sums: Sums;
}

function SumsTable({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ name }) => name}
      empty={<Empty title={t('none')} />}
      columns={[
        { key: 'name', header: caption, primary: true, cell: ({ name }: Row) => name },
        ...COLUMNS.map(([label, key]) => ({
          key,
          header: t(label),
          align: 'end' as const,
          cell: ({ sums }: Row) => sums[key],
        })),
      ]}
    />
  );
}

/** Mounts the figures of petitions: received, in time, by field and by what they are about (form 06a). */
export function figurePages(app: FastifyInstance, ctx: AppContext): void {
  const url = `${DESK}/so-lieu`;
  page(app, {
    url,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { tu, den } = Query.parse(request.query);
      const found = await petitionFigures(ctx, actor, {
        ...(tu === undefined ? {} : { from: tu }),
        ...(den === undefined ? {} : { to: den }),
      });
      const all = { name: t('fig-all'), sums: found.all };
      const byField = found.byField.map(({ name, sums }) => ({
        name: name === null ? t('fig-none') : w(`field-${name}`),
        sums,
      }));
      const byNature = found.byNature.map(({ name, sums }) => ({
        name: name === null ? t('fig-none') : w(`nature-${name}`),
        sums,
      }));
      const why = t('figures-why', { from: formatDate(found.from), to: formatDate(found.to) });
      return reply.html(
        <OfficerLayout title={t('figures-title')} actor={actor} path={DESK}>
          <PageHead title={t('figures-title')} why={why} />
          <FilterBar action={url}>
            <TextField name="tu" label={t('from')} type="date" value={found.from.toString()} />
            <TextField name="den" label={t('to')} type="date" value={found.to.toString()} />
          </FilterBar>
          <SumsTable caption={t('by-field')} rows={[...byField, all]} />
          <SumsTable caption={t('by-nature')} rows={[...byNature, all]} />
        </OfficerLayout>,
      );
    },
  });
}
