import { formatDate, formatDateTime } from '#platform/time.ts';
import { Fold, StatusTag, SummaryList, Table } from '#ui/components.ts';
import { deliveryLine } from '../rules/delivery-line.ts';
import type { Dossier, Paper } from '../schema.ts';
import { dossierMessages } from './dossier-messages.ts';
import { type DossierView, dong } from './dossier-view.ts';
import { intakeMessages } from './messages.ts';

const t = dossierMessages('vi');
const intake = intakeMessages('vi');

function feeText({ fee }: Dossier): string {
  const amount = fee.lines.reduce((sum, line) => sum + line.amount, 0);
  if (amount === 0) {
    return '';
  }
  if (fee.paid === null) {
    return t('feeOwed', { amount: dong(amount) });
  }
  const method = { cash: 'cash', transfer: 'transfer', card: 'card', portal: 'online' } as const;
  return t('feePaid', { amount: dong(amount), method: intake(method[fee.paid.method]).toLowerCase() });
}

/** Why a line is that much: what was chosen of the fee list at intake. */
function feeChoice({ amount, reckoned }: Dossier['fee']['lines'][number]): string {
  if (reckoned === undefined) {
    return '';
  }
  const { quantities, exemption, listVnd, reason } = reckoned;
  const counted = quantities
    .filter(({ units, times }) => units * times !== 1)
    .map(({ units, times }) => t(times === 1 ? 'feeQuantity' : 'feeTimes', { units, times }));
  const exempt =
    exemption === null
      ? ''
      : exemption.legalBasis === null
        ? t('feeExemptPlain', { who: exemption.who })
        : t('feeExempt', { who: exemption.who, basis: exemption.legalBasis });
  return [
    ...counted,
    exempt,
    listVnd === null || listVnd === amount ? '' : t('feeList', { amount: dong(listVnd) }),
    reason === '' ? '' : t('feeWhy', { why: reason }),
  ]
    .filter(Boolean)
    .join('; ');
}

/** What is owed or paid in all, and each line with what was chosen for it. */
function Fee({ dossier }: { dossier: Dossier }) {
  const { lines } = dossier.fee;
  const told = lines.length > 1 || lines.some((line) => feeChoice(line) !== '');
  return (
    <>
      {feeText(dossier)}
      {told ? (
        <ul class="plain-list soft small">
          {lines.map((line, i) => (
            <li key={`${i}${line.name}`}>
              {[t('feeLine', { name: line.name, amount: dong(line.amount) }), feeChoice(line)]
                .filter(Boolean)
                .join('; ')}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function submitterText({ parties: { submitter } }: Dossier): string {
  return submitter.as === 'self'
    ? intake('self')
    : `${submitter.person.name} (${intake(submitter.as).toLowerCase()})`;
}

/** Who, what, where and when of a dossier. Numbers are masked unless the officer's unit needs them. */
export function Facts({ view }: { view: DossierView }) {
  const { dossier, personal } = view.detail;
  const { applicant, contact } = dossier.parties;
  const delivery = { counter: 'counter', post: 'postHow', electronic: 'electronic' } as const;
  const run = dossier.runs[0];
  return (
    <section class="stack-s" aria-labelledby="thong-tin">
      <h2 id="thong-tin">{t('facts')}</h2>
      {personal ? null : <p class="soft small">{t('masked')}</p>}
      <SummaryList
        items={[
          { term: t('applicant'), value: applicant.name },
          { term: t('idNumber'), value: applicant.idNumber },
          {
            term: t('birthDate'),
            value: applicant.birthDate ? formatDate(applicant.birthDate) : '',
          },
          { term: t('address'), value: applicant.address },
          { term: t('phone'), value: applicant.phone ?? contact.phone },
          { term: t('email'), value: contact.email ?? applicant.email },
          { term: t('submitter'), value: submitterText(dossier) },
          { term: t('content'), value: dossier.content },
          { term: t('field'), value: dossier.procedure.field },
          { term: t('channel'), value: intake(dossier.channel) },
          {
            term: t('receivedAt'),
            value:
              dossier.receivedAt === null
                ? ''
                : t('receivedLine', {
                    when: formatDateTime(dossier.receivedAt),
                    who: dossier.receivedBy?.name ?? '',
                  }),
          },
          { term: t('originalDue'), value: run === undefined ? '' : formatDateTime(run.originalDue) },
          { term: t('competent'), value: dossier.agencies.competent.name },
          {
            term: t('holder'),
            value: (
              <>
                {[dossier.holder.unitName, dossier.holder.name].filter(Boolean).join(', ')}
                {dossier.holder.why ? <div class="soft small">{dossier.holder.why}</div> : null}
              </>
            ),
          },
          { term: t('fee'), value: dossier.fee.lines.length === 0 ? '' : <Fee dossier={dossier} /> },
          {
            term: t('delivery'),
            value: [
              intake(delivery[dossier.delivery.how]),
              deliveryLine(dossier.delivery),
              dossier.delivery.phone,
            ]
              .filter(Boolean)
              .join(', '),
          },
          { term: t('lookupCode'), value: dossier.lookupCode },
          { term: t('outside'), value: dossier.outsideRef },
        ]}
      />
    </section>
  );
}

function paperState(paper: Paper) {
  if (paper.satisfied !== null) {
    const from =
      paper.satisfied.how === 'reused'
        ? paper.satisfied.from
        : paper.satisfied.how === 'database'
          ? paper.satisfied.database
          : '';
    return [intake(paper.satisfied.how), from].filter(Boolean).join(': ');
  }
  return paper.required ? <StatusTag tone="soon">{t('missing')}</StatusTag> : t('notNeeded');
}

/** Whether the paper plays no part in this case: nobody asked for it, nobody brought it, nobody wrote a word about it. */
function isIdle(paper: Paper): boolean {
  return paper.satisfied === null && !paper.required && !paper.note;
}

/** The papers with how each is satisfied; those that the case does not need are folded away. */
export function Papers({ dossier }: { dossier: Dossier }) {
  if (dossier.papers.length === 0) {
    return null;
  }
  const idle = dossier.papers.filter(isIdle);
  return (
    <section class="stack-s" aria-labelledby="giay-to">
      <h2 id="giay-to">{t('papers')}</h2>
      <Table
        caption={t('papers')}
        captionHidden
        rows={dossier.papers.filter((paper) => !isIdle(paper))}
        rowKey={(paper) => paper.key}
        empty={null}
        columns={[
          {
            key: 'name',
            header: t('paper'),
            primary: true,
            cell: (paper) => (
              <>
                {paper.name}
                {paper.note ? <span class="soft small paper-fact">{paper.note}</span> : null}
              </>
            ),
          },
          { key: 'how', header: t('how'), cell: paperState },
          {
            key: 'copies',
            header: t('copies'),
            align: 'end',
            cell: (paper) => paper.originals + paper.certifiedCopies + paper.plainCopies || '',
          },
        ]}
      />
      {idle.length === 0 ? null : (
        <Fold title={t('idlePapers', { n: idle.length })} id="giay-to-khong-can">
          <ul class="why-list">
            {idle.map((paper) => (
              <li key={paper.key}>{paper.name}</li>
            ))}
          </ul>
        </Fold>
      )}
    </section>
  );
}

/** Decision, signature, register and return. */
export function Result({ dossier }: { dossier: Dossier }) {
  const { decision, register, returned } = dossier;
  if (decision === null && register.length === 0 && returned === null) {
    return null;
  }
  const signed = decision?.signed ?? null;
  return (
    <section class="stack-s" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{t('result')}</h2>
      <SummaryList
        items={[
          {
            term: t('decision'),
            value: decision === null ? '' : `${t(decision.outcome)}: ${decision.summary}`,
          },
          {
            term: t('signed'),
            value:
              decision === null
                ? ''
                : signed === null
                  ? t('notSigned')
                  : t('signedLine', { who: signed.by.name, when: formatDateTime(signed.at) }),
          },
          {
            term: t('register'),
            value:
              register.length === 0 ? (
                ''
              ) : (
                <ul class="plain-list">
                  {register.map((line) => (
                    <li key={`${line.book}-${line.year}-${line.no}`}>
                      {t('registerLine', {
                        no: line.no,
                        volume: String(line.volume).padStart(2, '0'),
                        year: line.year,
                        book: line.book,
                        name: line.name,
                      })}
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            term: t('returned'),
            value:
              returned === null
                ? ''
                : t('returnedLine', { who: returned.receiver.name, when: formatDateTime(returned.at) }),
          },
        ]}
      />
    </section>
  );
}
