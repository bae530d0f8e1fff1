import { formatDateTime } from '#platform/time.ts';
import { Notice, StatusTag, Table } from '#ui/components.ts';
import { findStep } from '../rules/holding.ts';
import type { Strand } from '../schema.ts';
import type { DossierView } from './dossier-view.ts';
import { strandMessages } from './strand-messages.ts';

const t = strandMessages('vi');
const { compare } = Temporal.Instant;

function Who({ strand }: { strand: Strand }) {
  const person = strand.name === null ? '' : ` (${strand.name})`;
  return (
    <>
      {strand.agency === null
        ? `${strand.unitName}${person}`
        : t('follows', { agency: strand.agency, unit: `${strand.unitName}${person}` })}
    </>
  );
}

function State({ strand, now }: { strand: Strand; now: Temporal.Instant }) {
  if (strand.outcome === null || strand.closedAt === null) {
    const late = strand.due !== null && compare(now, strand.due) > 0;
    return (
      <>
        <StatusTag tone={late ? 'late' : 'ok'}>{t(late ? 'overdue' : 'open')}</StatusTag>
        <span class="soft small paper-fact">{t(strand.silence === 'go-on' ? 'goOn' : 'mustAnswer')}</span>
      </>
    );
  }
  const who = strand.answeredBy;
  return (
    <>
      <StatusTag tone={strand.outcome === 'done' || strand.outcome === 'agree' ? 'done' : 'neutral'}>
        {t(strand.outcome)}
      </StatusTag>
      <span class="soft small paper-fact">
        {who === ''
          ? formatDateTime(strand.closedAt)
          : t('closedBy', { who, when: formatDateTime(strand.closedAt) })}
      </span>
      {strand.answer === '' ? null : <span class="small paper-fact">{strand.answer}</span>}
    </>
  );
}

function Due({ strand, citizen }: { strand: Strand; citizen: Temporal.Instant | null }) {
  if (strand.due === null) {
    return null;
  }
  const after = strand.closedAt === null && citizen !== null && compare(strand.due, citizen) > 0;
  return (
    <>
      {formatDateTime(strand.due)}
      {after ? <span class="small paper-fact">{t('afterCitizen')}</span> : null}
    </>
  );
}

/** What other units and agencies do for this dossier: each with its own number and term, beside the citizen's one date. */
export function Strands({ view }: { view: DossierView }) {
  const { dossier, due } = view.detail;
  const strands = dossier.strands ?? [];
  if (strands.length === 0) {
    return null;
  }
  const gate = dossier.gate ? findStep(dossier, dossier.gate.stepKey) : undefined;
  return (
    <section class="stack-s" aria-labelledby="phoi-hop">
      <h2 id="phoi-hop">{t('title')}</h2>
      {gate === undefined ? null : <Notice tone="waiting" title={t('gate', { step: gate.name })} />}
      <p class="soft">{due === null ? t('twoDatesNone') : t('twoDates', { due: formatDateTime(due) })}</p>
      <Table
        caption={t('title')}
        captionHidden
        rows={strands}
        rowKey={(strand) => String(strand.no)}
        empty={null}
        columns={[
          {
            key: 'what',
            header: t('kind'),
            primary: true,
            cell: (strand) => (
              <>
                {strand.title}
                <span class="soft small paper-fact">
                  {t(`kind-${strand.kind}`)}. {t('numberOf', { number: strand.number })}
                  {strand.reference === '' ? '' : `. ${t('reference', { reference: strand.reference })}`}
                </span>
              </>
            ),
          },
          { key: 'who', header: t('who'), cell: (strand) => <Who strand={strand} /> },
          { key: 'due', header: t('due'), cell: (strand) => <Due strand={strand} citizen={due} /> },
          { key: 'state', header: t('state'), cell: (strand) => <State strand={strand} now={view.now} /> },
        ]}
      />
    </section>
  );
}
