import type { StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Field, FilterBar, Fold, Notice, Select, Table } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { ACTION_GROUPS, actionName, subjectWords } from '../action-names.ts';
import { messages } from '../messages.ts';
import type { AuditPage, AuditReport } from '../queries.ts';
import type { AuditEntry, AuditFilter } from '../schema.ts';

/** Where the auditor's page lives. */
export const TRAIL = '/can-bo/quan-tri/nhat-ky';

interface TrailProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace | undefined;
  readonly filter: AuditFilter;
  readonly found: AuditPage;
  readonly report?: AuditReport | undefined;
}

/** What a person calls the subject: a sign-in name where the entry has one, else its id or dossier number. */
function subjectName(entry: AuditEntry): string {
  const { detail, subjectType, subjectId, actorId, actorName: name } = entry;
  if (
    typeof detail === 'object' &&
    detail !== null &&
    'username' in detail &&
    typeof detail.username === 'string'
  ) {
    return detail.username;
  }
  return subjectId === actorId ? name : subjectWords(subjectType, subjectId);
}

function actorName(entry: AuditEntry, lang: Lang): string {
  return entry.actorKind === 'system'
    ? messages(lang)('automatic', { part: entry.actorName })
    : entry.actorName;
}

/** The address of the same list at another place. */
function hrefOf(filter: AuditFilter, before: number | undefined): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...filter, before })) {
    if (value !== undefined && value !== '') {
      query.set(key, String(value));
    }
  }
  const text = query.toString();
  return text === '' ? TRAIL : `${TRAIL}?${text}`;
}

function Report({ report, lang }: { report: AuditReport; lang: Lang }) {
  const t = messages(lang);
  return report.broken ? (
    <Notice tone="late" role="alert" title={t('verify-broken')}>
      <p>{report.broken.message}</p>
      <p>{t('verify-next')}</p>
    </Notice>
  ) : (
    <Notice
      tone="ok"
      role="status"
      title={t('verify-whole', { entries: report.entries, seals: report.seals })}
    />
  );
}

function Filters({ filter, lang }: Pick<TrailProps, 'filter' | 'lang'>) {
  const t = messages(lang);
  const active = Object.values(filter).some((value) => value !== undefined);
  return (
    <FilterBar action={TRAIL} lang={lang} active={active}>
      <Select
        name="action"
        label={t('action')}
        blank={t('action-any')}
        value={filter.action}
        options={ACTION_GROUPS.map((group) => ({ value: group, label: t(`group.${group}`) }))}
      />
      <Field name="actor" label={t('actor')} value={filter.actor} />
      <Field name="subject" label={t('subject')} value={filter.subject} />
      <Field name="from" type="date" label={t('from')} value={filter.from} />
      <Field name="to" type="date" label={t('to')} value={filter.to} />
    </FilterBar>
  );
}

/** /can-bo/quan-tri/nhat-ky: the trail of the centre, newest first, with a check of the whole chain. */
export function TrailView(props: TrailProps) {
  const { lang, filter, found } = props;
  const t = messages(lang);
  return (
    <OfficerLayout {...props} title={t('title')} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('why')}>
        <form method="post" action={`${TRAIL}/kiem-tra`}>
          <Button>{t('verify-button')}</Button>
        </form>
      </PageHead>
      {props.report ? <Report report={props.report} lang={lang} /> : null}
      <Filters filter={filter} lang={lang} />
      <Table
        caption={t('title')}
        captionHidden
        walk
        rows={found.entries}
        rowKey={(row) => String(row.seq)}
        empty={<Empty title={t('empty')}>{t('empty-next')}</Empty>}
        columns={[
          { key: 'seq', header: t('number'), align: 'end', cell: (row) => row.seq },
          { key: 'at', header: t('when'), cell: (row) => formatDateTime(row.at, lang) },
          { key: 'actor', header: t('actor'), cell: (row) => actorName(row, lang) },
          { key: 'action', header: t('action'), primary: true, cell: (row) => actionName(row.action, lang) },
          {
            key: 'subject',
            header: t('subject'),
            cell: (row) => <a href={hrefOf({ subject: row.subjectId }, undefined)}>{subjectName(row)}</a>,
          },
          {
            key: 'detail',
            header: t('detail'),
            cell: (row) => (
              <Fold title={t('detail-show')}>
                <pre class="code">{JSON.stringify(row.detail, null, 2)}</pre>
              </Fold>
            ),
          },
        ]}
      />
      <p class="row">
        {filter.before === undefined ? null : (
          <ButtonLink href={hrefOf(filter, undefined)}>{t('newest')}</ButtonLink>
        )}
        {found.next === undefined ? null : (
          <ButtonLink href={hrefOf(filter, found.next)}>{t('older')}</ButtonLink>
        )}
      </p>
    </OfficerLayout>
  );
}
