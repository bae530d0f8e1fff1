import { statusName } from '#modules/dossiers/rules/refuse.ts';
import { MIRROR_FIGURES, type MirrorFigure } from '#modules/mirror/rules/figures.ts';
import { type MirrorSaid, saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { MirroredDossier } from '#modules/mirror/schema.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { type Column, DueChip, Empty, Notice, Table } from '#ui/components.ts';
import { boardMessages } from '../messages/board.ts';
import { layerMessages } from '../messages/layer.ts';
import type { LayerBoard } from '../queries/layer.ts';
import { BOARD, LIST } from './board-links.ts';

/** Where one mirrored dossier is shown. */
export const mirroredHref = (number: string) =>
  `/can-bo/quan-tri/doi-chieu/ho-so/${encodeURIComponent(number)}`;

const query = (entries: Readonly<Record<string, string>>) => {
  const text = new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
};

/** The board of a unit as the source calls it. */
export function layerBoardHref(unitName: string): string {
  return `${BOARD}${query({ 'don-vi-nguon': unitName })}`;
}

/** The dossiers behind a figure. */
export function layerListHref(figure: MirrorFigure, unitName: string | null, page = 1): string {
  return `${LIST}${query({ xem: figure, 'don-vi-nguon': unitName ?? '', trang: page === 1 ? '' : String(page) })}`;
}

/** That the figures are old, loudly; nothing while they are not. */
export function Stale({ said, lang }: { said: MirrorSaid; lang: Lang }) {
  const text = staleInWords(said, lang);
  return text === null ? null : <Notice tone="late" role="status" title={text} />;
}

/** The figures: each with its source and when that was read, each above zero a link to exactly those dossiers. */
export function LayerFigures({ board, lang }: { board: LayerBoard; lang: Lang }) {
  const t = layerMessages(lang);
  const said = saidInWords(board.said, lang);
  return (
    <ul class="figures figures-four" aria-label={t('figures', { said })}>
      {MIRROR_FIGURES.map((figure) => {
        const n = board.total[figure];
        const face = (
          <>
            <span class="figure-number">{n.toLocaleString('vi-VN')}</span>
            <span>{t(`fig-${figure}`)}</span>
            <span class="figure-source">{said}</span>
          </>
        );
        const tone =
          n === 0 ? undefined : figure === 'late' ? 'is-late' : figure === 'soon' ? 'is-soon' : undefined;
        return (
          <li key={figure} class={tone} data-figure={figure}>
            {n === 0 ? (
              <span class="figure-still">{face}</span>
            ) : (
              <a href={layerListHref(figure, board.unitName)}>{face}</a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The columns of mirrored dossiers in lists of leaders. */
export function layerColumns(now: Temporal.Instant, lang: Lang): readonly Column<MirroredDossier>[] {
  const t = layerMessages(lang);
  const b = boardMessages(lang);
  return [
    {
      key: 'number',
      header: b('colDossier'),
      primary: true,
      cell: (row) => <span class="code">{row.number}</span>,
    },
    { key: 'procedure', header: b('colProcedure'), width: 'long', cell: (row) => row.procedureName },
    { key: 'applicant', header: t('colApplicant'), cell: (row) => row.applicantName },
    {
      key: 'due',
      header: b('colDue'),
      cell: ({ dueAt, status }) => {
        if (dueAt === null) {
          return '';
        }
        const running = status === 2 || status === 4;
        const late = running && Temporal.Instant.compare(dueAt, now) < 0;
        const when = formatDateTime(dueAt, lang);
        return <DueChip tone={late ? 'late' : 'ok'} text={b(late ? 'lateSince' : 'dueAt', { when })} />;
      },
    },
    { key: 'status', header: t('colStatus'), cell: (row) => statusName(row.status) },
    { key: 'unit', header: t('colUnit'), cell: (row) => row.unitName },
  ];
}

/** Units as the source calls them, each figure a link. */
export function LayerUnits({ board, lang }: { board: LayerBoard; lang: Lang }) {
  const t = layerMessages(lang);
  const title = t('byUnit', { said: saidInWords(board.said, lang) });
  const figures = ['in-hand', 'due-today', 'late', 'waiting', 'to-return'] as const;
  return (
    <section class="stack-s">
      <h2>{title}</h2>
      <Table
        caption={title}
        captionHidden
        columns={[
          {
            key: 'unit',
            header: boardMessages(lang)('unit'),
            primary: true,
            cell: (unit) =>
              unit.unitName === '' ? (
                t('noUnit')
              ) : (
                <a href={layerBoardHref(unit.unitName)}>{unit.unitName}</a>
              ),
          },
          ...figures.map((figure) => ({
            key: figure,
            header: t(`fig-${figure}`),
            align: 'end' as const,
            cell: (unit: LayerBoard['units'][number]) =>
              unit.counts[figure] === 0 || unit.unitName === '' ? (
                String(unit.counts[figure])
              ) : (
                <a href={layerListHref(figure, unit.unitName)}>{unit.counts[figure]}</a>
              ),
          })),
        ]}
        rows={board.units}
        rowKey={(unit) => unit.unitName}
        empty={<Empty title={boardMessages(lang)('none')} />}
      />
    </section>
  );
}
