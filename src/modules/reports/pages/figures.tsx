import type { Lang } from '#platform/i18n.ts';
import { Empty, Table } from '#ui/components.ts';
import { messages } from '../messages.ts';
import { inProgress, onTimeShare, percent, settled, totalFigures } from '../rules.ts';
import type { FigureLine } from '../schema.ts';

/** "4.749". */
export function count(n: number): string {
  return n.toLocaleString('vi-VN');
}

/** Lines of figures with their total, one column for each way a dossier can stand. */
export function FiguresTable(props: {
  caption: string;
  header: string;
  lines: readonly FigureLine[];
  lang: Lang;
}) {
  const t = messages(props.lang);
  const total = { key: '', label: t('total'), figures: totalFigures(props.lines.map((l) => l.figures)) };
  const number = (key: string, header: string, value: (line: FigureLine) => number) => ({
    key,
    header,
    align: 'end' as const,
    cell: (line: FigureLine) => count(value(line)),
  });
  return (
    <Table
      caption={props.caption}
      columns={[
        {
          key: 'label',
          header: props.header,
          primary: true,
          cell: (line) => (line.key === '' ? <strong>{line.label}</strong> : line.label),
        },
        number('carried', t('colCarried'), (l) => l.figures.carriedOver),
        number('received', t('colReceived'), (l) => l.figures.received),
        number('settled', t('colSettled'), (l) => settled(l.figures)),
        number('early', t('colEarly'), (l) => l.figures.early),
        number('onTime', t('colOnTime'), (l) => l.figures.onTime),
        number('late', t('colLate'), (l) => l.figures.late),
        { key: 'share', header: t('colShare'), align: 'end', cell: (l) => percent(onTimeShare(l.figures)) },
        number('out', t('colOut'), (l) => l.figures.withdrawn + l.figures.stopped),
        number('open', t('colOpen'), (l) => inProgress(l.figures)),
        number('overdue', t('colOverdue'), (l) => l.figures.overdue),
      ]}
      rows={props.lines.length === 0 ? [] : [...props.lines, total]}
      rowKey={(line) => line.key || 'total'}
      empty={
        <Empty title={t('none')}>
          <p>{t('noneNext')}</p>
        </Empty>
      }
    />
  );
}
