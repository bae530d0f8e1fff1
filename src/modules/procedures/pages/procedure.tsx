import type { ComponentChildren } from 'preact';
import { formatDate } from '#platform/time.ts';
import { ButtonLink, Fold, Notice, type SummaryItem, SummaryList } from '#ui/components.ts';
import { KeptNote } from '#ui/keep.tsx';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { ReadAloud } from '#ui/look.tsx';
import { missingParts } from '../rules/listing.ts';
import type { Procedure, ProcedureVersion } from '../schema.ts';
import type { PublicPage } from './data.ts';
import { Facts, Part } from './home.tsx';
import { listingMessages } from './messages.ts';
import { Papers } from './papers.tsx';
import { feeInWords, fullTerm, reliefInWords, titleOf } from './words.ts';

interface View {
  readonly page: PublicPage;
  readonly version: ProcedureVersion;
  readonly inForce: boolean;
}

function Lines({ lines }: { lines: readonly ComponentChildren[] }) {
  return lines.length === 1 ? (
    <p>{lines[0]}</p>
  ) : (
    <ul>
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ul>
  );
}

function HowLong({ page, body }: { page: PublicPage; body: Procedure }) {
  const t = listingMessages(page.lang);
  return (
    <>
      <Lines
        lines={
          body.terms.length === 0 ? [t('termUnknown')] : body.terms.map((one) => fullTerm(one, page.lang))
        }
      />
      {body.flags.decidedAtCounter ? <p>{t('oftenAtOnce')}</p> : null}
      <p>
        <Facts facts={page.facts} place="duration" />
      </p>
    </>
  );
}

function HowMuch({ page, body }: { page: PublicPage; body: Procedure }) {
  const t = listingMessages(page.lang);
  const reliefs = body.fees.flatMap((fee) => fee.exemptions);
  return (
    <>
      <Lines
        lines={body.fees.length === 0 ? [t('noFee')] : body.fees.map((fee) => feeInWords(fee, page.lang))}
      />
      {reliefs.length > 0 ? (
        <>
          <h3>{t('reliefs')}</h3>
          <Lines lines={reliefs.map((relief) => reliefInWords(relief, page.lang))} />
        </>
      ) : null}
    </>
  );
}

function HowTo({ page, body }: { page: PublicPage; body: Procedure }) {
  const t = listingMessages(page.lang);
  return (
    <>
      <ol>
        <li>{t('prepare')}</li>
        <li>{t('thenTake')}</li>
        {body.channels.includes('online') ? (
          <li>{body.sourceUrl ? <a href={body.sourceUrl}>{t('goOnline')}</a> : t('goOnline')}</li>
        ) : null}
      </ol>
      <p class="no-print row">
        <ButtonLink href={`/lay-so/viec?thu-tuc=${body.code}`} look="primary">
          {t('takeNumber')}
        </ButtonLink>
        <ButtonLink href={`/nop-ho-so?thu-tuc=${body.code}`}>{t('prepareHome')}</ButtonLink>
        <ButtonLink href={`/dat-lich/ngay?thu-tuc=${body.code}`}>{t('book')}</ButtonLink>
      </p>
    </>
  );
}

const inForceWords = (version: ProcedureVersion, page: PublicPage): string => {
  const t = listingMessages(page.lang);
  const dayFrom = formatDate(version.effectiveFrom);
  return version.effectiveTo === null
    ? t('inForceFrom', { day: dayFrom })
    : t('inForceUntil', { day: dayFrom, last: formatDate(version.effectiveTo) });
};

/** Every part of NĐ 63/2010 Điều 8 k.2 and of the national record, in its official words. */
function legalParts(version: ProcedureVersion, page: PublicPage): SummaryItem[] {
  const { body } = version;
  const { lang } = page;
  const t = listingMessages(lang);
  const list = (lines: readonly string[]) => (lines.length === 0 ? t('notStated') : <Lines lines={lines} />);
  const forms = body.components.flatMap(({ formCode, name }) => (formCode ? [`${formCode}: ${name}`] : []));
  const optional = (term: string, value: string | undefined): SummaryItem[] =>
    value === undefined ? [] : [{ term, value }];
  return [
    { term: t('officialName', { name: '' }).replace(/:\s*$/, ''), value: body.name },
    { term: t('field'), value: body.field },
    { term: t('steps'), value: list(body.steps) },
    { term: t('ways'), value: list(body.channels.map((channel) => t(`channel.${channel}`))) },
    { term: t('paperList'), value: list(body.components.map(({ name }) => name)) },
    { term: t('dossierCount'), value: t('dossierCountValue', { count: body.dossierCount }) },
    { term: t('terms'), value: list(body.terms.map((one) => fullTerm(one, lang))) },
    { term: t('forWhom'), value: list(body.audience) },
    { term: t('agency'), value: body.agency ?? t('notStated') },
    ...optional(t('coordinating'), body.coordinatingAgencies),
    { term: t('forms'), value: forms.length === 0 ? t('noForms') : <Lines lines={forms} /> },
    {
      term: t('results_'),
      value: list(body.results.map(({ name, code }) => (code ? `${name} (${code})` : name))),
    },
    { term: t('requirements'), value: list(body.requirements?.split('\n') ?? []) },
    { term: t('fees'), value: list(body.fees.map((fee) => feeInWords(fee, lang))) },
    { term: t('basis'), value: list(body.legalBasis) },
    ...optional(t('decision'), body.decision),
    ...optional(t('promulgator'), body.promulgatedBy),
    { term: t('inForce'), value: inForceWords(version, page) },
  ];
}

function Ended({ page, body }: { page: PublicPage; body: Procedure }) {
  const t = listingMessages(page.lang);
  return (
    <Notice tone="late" title={t('ended')}>
      <p>
        {body.replacedBy ? (
          <a href={`/thu-tuc/${body.replacedBy}`}>{t('replacedBy', { code: body.replacedBy })}</a>
        ) : (
          t('endedNext')
        )}
      </p>
    </Notice>
  );
}

/** Forms to download and examples filled in, where the centre has any. */
function Forms({ page }: { page: PublicPage }) {
  const forms = page.facts.filter((fact) => fact.place === 'form');
  return forms.length === 0 ? null : (
    <div class="stack-s">
      <h3>{listingMessages(page.lang)('formsToDownload')}</h3>
      <ul>
        {forms.map((fact) => (
          <li key={fact.text}>{fact.href === undefined ? fact.text : <a href={fact.href}>{fact.text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** One procedure: seven answers in the order in which people ask, the law's full text folded below. */
export function ProcedurePage({ page, version, inForce }: View) {
  const { body } = version;
  const { lang } = page;
  const t = listingMessages(lang);
  const title = titleOf(body);
  const missing = missingParts(body);
  return (
    <CitizenLayout
      title={title}
      lang={lang}
      centre={page.centre}
      path="/thu-tuc"
      styles={['procedures/listing.css']}
      islands={['procedures/checklist.js', 'ui/read-aloud.js']}
    >
      <KeptNote what="procedure" lang={lang} />
      <PageHead
        title={title}
        titleLang="vi"
        why={
          <>
            {t('code', { code: body.code })} · <span lang="vi">{body.fieldGroup}</span>
          </>
        }
      >
        <p class="row no-print">
          <ReadAloud lang={lang} />
          <button class="btn" type="button" data-print-page="" hidden>
            {t('print')}
          </button>
        </p>
      </PageHead>
      {inForce ? null : <Ended page={page} body={body} />}
      <Part id="cua-toi" title={t('isItMine')}>
        <p lang="vi">{body.summary ?? body.name}</p>
        {body.flags.inPersonOnly ? <p>{t('mustCome')}</p> : null}
        {body.audience.length > 0 ? (
          <p class="small soft">
            {t('forWhom')}: <span lang="vi">{body.audience.join(', ')}</span>
          </p>
        ) : null}
      </Part>
      <Part id="can-mang" title={t('whatToBring')}>
        <Papers code={body.code} papers={body.components} notes={body.componentNotes} lang={lang} />
        <Forms page={page} />
      </Part>
      <Part id="bao-lau" title={t('howLong')}>
        <HowLong page={page} body={body} />
      </Part>
      <Part id="bao-nhieu-tien" title={t('howMuch')}>
        <HowMuch page={page} body={body} />
      </Part>
      <Part id="o-dau" title={t('whereWhen')}>
        <p>{t('atCentre', { centre: page.centre.name })}</p>
        <p>
          {page.opening} <Facts facts={page.facts} place="today" />
        </p>
      </Part>
      <Part id="lam-the-nao" title={t('howTo')}>
        <HowTo page={page} body={body} />
      </Part>
      {missing.length > 0 ? (
        <Notice>
          <p>{t('stillMissing', { parts: missing.map((part) => t(`part.${part}`)).join(', ') })}</p>
        </Notice>
      ) : null}
      <Fold title={t('legal')} id="niem-yet">
        <SummaryList items={legalParts(version, page)} />
      </Fold>
    </CitizenLayout>
  );
}
