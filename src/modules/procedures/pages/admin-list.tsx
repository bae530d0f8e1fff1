import type { StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate } from '#platform/time.ts';
import { ButtonLink, Empty, SearchBox, Table } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changedParts } from '../rules/difference.ts';
import { missingParts } from '../rules/listing.ts';
import type { ProcedureVersion } from '../schema.ts';
import { adminMessages, partsInWords } from './admin-messages.ts';
import { listingMessages } from './messages.ts';
import { ordinaryTerm, titleOf } from './words.ts';

const HOME = '/can-bo/quan-tri/thu-tuc';

/** What every page of the catalogue's administration is given. */
export interface AdminPage {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: { readonly name: string };
}

/** The name only: address and phone are for citizens' pages. */
export const faceOf = ({ name }: AdminPage['centre']): CentreFace => ({ name });

const lacks = (version: ProcedureVersion, lang: Lang): string => {
  const t = listingMessages(lang);
  return missingParts(version.body)
    .map((part) => t(`part.${part}`))
    .join(', ');
};

/** Procedures in force, with what is still missing of each. */
export function CatalogueList(
  props: AdminPage & { query: string; versions: readonly ProcedureVersion[]; mayImport: boolean },
) {
  const { lang, versions } = props;
  const t = adminMessages(lang);
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={props.actor}
      centre={faceOf(props.centre)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('title')} why={t('why', { count: versions.length })}>
        {props.mayImport ? <ButtonLink href={`${HOME}/nhap`}>{t('import')}</ButtonLink> : null}
      </PageHead>
      <SearchBox action={HOME} label={t('search')} value={props.query} lang={lang} />
      <Table
        caption={t('title')}
        captionHidden
        walk
        columns={[
          { key: 'code', header: t('colCode'), cell: ({ body }) => <span class="code">{body.code}</span> },
          { key: 'name', header: t('colName'), primary: true, cell: ({ body }) => titleOf(body) },
          { key: 'group', header: t('colGroup'), cell: ({ body }) => body.fieldGroup },
          { key: 'term', header: t('colTerm'), cell: ({ body }) => ordinaryTerm(body, lang) },
          { key: 'version', header: t('colVersion'), align: 'end', cell: ({ version }) => version },
          { key: 'lacks', header: t('colLacks'), cell: (version) => lacks(version, lang) },
        ]}
        rows={versions}
        rowKey={({ id }) => id}
        href={({ body }) => `${HOME}/${body.code}`}
        empty={
          <Empty title={t('none')}>
            <p>{t('noneNext')}</p>
          </Empty>
        }
      />
    </OfficerLayout>
  );
}

/** All versions of one procedure, with what each changed. */
export function CatalogueVersions(props: AdminPage & { versions: readonly ProcedureVersion[] }) {
  const { lang, versions } = props;
  const t = adminMessages(lang);
  const [newest] = versions;
  const title = newest ? titleOf(newest.body) : t('title');
  return (
    <OfficerLayout
      title={title}
      lang={lang}
      actor={props.actor}
      centre={faceOf(props.centre)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={title} why={newest ? `${newest.body.code} · ${newest.body.name}` : undefined}>
        {newest ? <ButtonLink href={`/thu-tuc/${newest.body.code}`}>{t('publicPage')}</ButtonLink> : null}
      </PageHead>
      <Table
        caption={t('versions')}
        columns={[
          { key: 'version', header: t('colVersion'), primary: true, cell: ({ version }) => version },
          { key: 'from', header: t('colFrom'), cell: ({ effectiveFrom }) => formatDate(effectiveFrom) },
          {
            key: 'to',
            header: t('colTo'),
            cell: ({ effectiveTo }) => (effectiveTo === null ? t('open') : formatDate(effectiveTo)),
          },
          { key: 'source', header: t('colSource'), cell: ({ importedFrom }) => importedFrom },
          {
            key: 'changed',
            header: t('colChanged'),
            cell: (version) => {
              const before = versions.find((other) => other.version === version.version - 1);
              return before ? partsInWords(changedParts(before.body, version.body)) : '';
            },
          },
        ]}
        rows={versions}
        rowKey={({ id }) => id}
        empty={<Empty title={t('none')} />}
      />
    </OfficerLayout>
  );
}
