import type { ItemResult } from '#modules/dossiers/schema/work.ts';
import type { Lang } from '#platform/i18n.ts';
import { Notice, StatusTag, Table } from '#ui/components.ts';
import { boardMessages } from '../messages/board.ts';

/** What became of each chosen item of a bulk action. */
export function Results({ results, lang }: { results: readonly ItemResult[]; lang: Lang }) {
  const t = boardMessages(lang);
  const ok = results.filter((result) => result.ok).length;
  return (
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
            header: t('colDossier'),
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
