import type { SignatureReport } from '#integrations/signing/pdf-verify.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, toLocal } from '#platform/time.ts';
import { Notice, SummaryList } from '#ui/components.ts';
import { checkMessages } from '../messages-check.ts';
import type { FileCheck } from '../queries.ts';

function verdictOf(reports: readonly SignatureReport[]): {
  readonly tone: 'late' | 'soon' | 'ok';
  readonly key: 'all-good' | 'good-unknown' | 'good-expired' | 'revoked' | 'bad';
} {
  if (reports.some(({ integrity }) => integrity !== 'intact')) {
    return { tone: 'late', key: 'bad' };
  }
  if (reports.some(wasRevoked)) {
    return { tone: 'late', key: 'revoked' };
  }
  if (reports.some(({ trust }) => trust === 'unknown')) {
    return { tone: 'soon', key: 'good-unknown' };
  }
  return reports.some(({ trust }) => trust === 'expired')
    ? { tone: 'soon', key: 'good-expired' }
    : { tone: 'ok', key: 'all-good' };
}

function momentOf({ stamp, claimedAt }: SignatureReport, lang: Lang): string | null {
  const t = checkMessages(lang);
  if (stamp !== null) {
    const key = stamp.trust === 'trusted' ? 'at-stamped' : 'at-stamped-unknown';
    return t(key, { at: formatDateTime(stamp.at, lang), holder: stamp.holder });
  }
  return claimedAt === null ? null : t('at-claimed', { at: formatDateTime(claimedAt, lang) });
}

/** What the file itself proves about revocation; a certificate taken back after its signature was made does not harm it. */
function revocationOf({ revocation }: SignatureReport, lang: Lang): string | null {
  const t = checkMessages(lang);
  return revocation === null
    ? null
    : t(`revocation-${revocation.status}`, {
        at: formatDateTime(revocation.at, lang),
        by: revocation.by.toUpperCase(),
      });
}

/** Whether the signer's certificate was taken back before the signature is proven to have been there. */
function wasRevoked({ revocation, stamp }: SignatureReport): boolean {
  return (
    revocation?.status === 'revoked' &&
    (stamp?.trust !== 'trusted' || Temporal.Instant.compare(revocation.at, stamp.at) <= 0)
  );
}

function One({ report, n, lang }: { report: SignatureReport; n: number; lang: Lang }) {
  const t = checkMessages(lang);
  const { signer, integrity, trust, followed } = report;
  const day = (at: Temporal.Instant) => formatDate(toLocal(at));
  return (
    <section class="stack-s">
      <h2>{t('signature', { n })}</h2>
      <SummaryList
        items={[
          { term: t('content'), value: t(integrity === 'intact' && followed ? 'followed' : integrity) },
          { term: t('signer'), value: signer?.holder },
          { term: t('agency'), value: signer?.organisation },
          { term: t('at'), value: momentOf(report, lang) },
          { term: t('chain'), value: trust === null ? null : t(trust) },
          { term: t('revocation'), value: revocationOf(report, lang) },
          { term: t('issuer'), value: signer?.issuer },
          { term: t('serial'), value: signer && <span class="code code-long">{signer.serial}</span> },
          {
            term: t('valid'),
            value: signer && t('valid-span', { from: day(signer.validFrom), to: day(signer.validTo) }),
          },
        ]}
      />
    </section>
  );
}

/** What a check found: one plain sentence, then each signature. */
export function CheckReport({ check, lang }: { check: FileCheck; lang: Lang }) {
  const t = checkMessages(lang);
  const { reports, issued, unreadable } = check;
  if (unreadable || reports.length === 0) {
    return <Notice tone="late" role="status" title={t(unreadable ? 'unreadable' : 'unsigned')} />;
  }
  const { tone, key } = verdictOf(reports);
  return (
    <div class="stack">
      <Notice tone={tone} role="status" title={t(key)}>
        <p>{issued === null ? t('not-issued') : t('issued', { centre: issued.centre })}</p>
      </Notice>
      {issued === null ? null : (
        <SummaryList
          items={[
            { term: t('dossier'), value: <span class="code">{issued.number}</span> },
            { term: t('name'), value: issued.name },
          ]}
        />
      )}
      {reports.map((report, i) => (
        <One key={report.field} report={report} n={i + 1} lang={lang} />
      ))}
      {reports.every(({ revocation }) => revocation !== null) ? null : (
        <p class="soft small">{t('no-revocation')}</p>
      )}
    </div>
  );
}
