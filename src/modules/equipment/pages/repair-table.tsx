import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, Table } from '#ui/components.ts';
import type { Repair } from '../schema.ts';
import { pageMessages } from './messages.ts';

/** The repair log as a table, newest first. */
export function RepairTable({ repairs, lang }: { repairs: readonly Repair[]; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <Table
      caption={t('repair.title')}
      captionHidden
      rows={repairs}
      rowKey={(repair) => repair.id}
      empty={<Empty title={t('repair.none')} />}
      columns={[
        { key: 'what', header: t('repair.what'), primary: true, cell: (repair) => repair.what },
        { key: 'by', header: t('repair.by'), cell: (repair) => repair.doneBy },
        {
          key: 'cost',
          header: t('repair.cost'),
          align: 'end',
          cell: (repair) => repair.cost.toLocaleString('vi-VN'),
        },
        { key: 'when', header: t('repair.when'), cell: (repair) => formatDateTime(repair.at, lang) },
      ]}
    />
  );
}
