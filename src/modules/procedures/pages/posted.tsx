import { qrSvg } from '#platform/pdf/qr.ts';
import { formatDate } from '#platform/time.ts';
import { ButtonLink, Empty } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { lastChanged, type Sheet } from '../posted-print.ts';
import type { Change } from '../rules/changes.ts';
import type { ProcedureVersion } from '../schema.ts';
import { partsInWords } from './admin-messages.ts';
import type { PublicPage } from './data.ts';
import { Part } from './home.tsx';
import { postedMessages } from './posted-messages.ts';
import { feeInWords, ordinaryTerm, titleOf } from './words.ts';

/** Where the list is posted. */
export const POSTED = '/niem-yet';

const SHEETS: readonly Sheet[] = ['a4', 'a3'];
const STYLES = ['procedures/listing.css', 'procedures/posted.css'];

interface PostedProps {
  readonly page: PublicPage;
  readonly groups: readonly { readonly name: string; readonly count: number }[];
  readonly today: Temporal.PlainDate;
}

const boardHref = (sheet: Sheet, name: string | undefined, file = ''): string =>
  `${POSTED}/bang${file}?kho=${sheet}${name === undefined ? '' : `&linh-vuc=${encodeURIComponent(name)}`}`;

/** `/niem-yet`: every field with its procedures and the boards to print. */
export function PostedPage({ page, groups, today }: PostedProps) {
  const t = postedMessages(page.lang);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const boards = (name: string | undefined) => (
    <>
      <a href={boardHref('a4', name)}>
        {t('look')}
        <span class="sr-only">: {name ?? t('wholeBoard')}</span>
      </a>
      {SHEETS.map((sheet) => (
        <a key={sheet} href={boardHref(sheet, name, '.pdf')}>
          {t('pdfSized', { size: sheet.toUpperCase() })}
          <span class="sr-only">: {name ?? t('wholeBoard')}</span>
        </a>
      ))}
    </>
  );
  return (
    <CitizenLayout title={t('title')} lang={page.lang} centre={page.centre} path={POSTED} styles={STYLES}>
      <PageHead title={t('title')} why={t('why', { count, day: formatDate(today) })}>
        <p>
          <a href={`${POSTED}/thay-doi`}>{t('changedLink')}</a>
        </p>
      </PageHead>
      <Part id="bang" title={t('boards')}>
        <ul class="plain-list entries">
          <li class="entry row-apart">
            <strong>{t('wholeBoard')}</strong> <span class="row">{boards(undefined)}</span>
          </li>
          {groups.map(({ name, count: some }) => (
            <li key={name} class="entry row-apart">
              <span>
                <a href={`/thu-tuc?linh-vuc=${encodeURIComponent(name)}`} lang="vi">
                  {name}
                </a>{' '}
                <span class="soft">({some})</span>
              </span>
              <span class="row">{boards(name)}</span>
            </li>
          ))}
        </ul>
      </Part>
    </CitizenLayout>
  );
}

interface BoardProps {
  readonly page: PublicPage;
  readonly name: string | undefined;
  readonly sheet: Sheet;
  readonly versions: readonly ProcedureVersion[];
  readonly today: Temporal.PlainDate;
  /** Whole address that the code on the board leads to. */
  readonly address: string;
}

/** `/niem-yet/bang`: the wall board of a field, always the versions in force, with the code that leads to them. */
export function BoardPage({ page, name, sheet, versions, today, address }: BoardProps) {
  const { lang } = page;
  const t = postedMessages(lang);
  const title = t('boardTitle', { name: name ?? t('wholeBoard') });
  const last = lastChanged(versions, today);
  return (
    <CitizenLayout title={title} lang={lang} centre={page.centre} path={POSTED} styles={STYLES}>
      <div class={`stack board-${sheet}`}>
        <div class="board-head">
          <PageHead
            title={title}
            why={t('boardWhy', { centre: page.centre.name, day: formatDate(today), last: formatDate(last) })}
          >
            <p>{t('scan')}</p>
            <p class="no-print row">
              {SHEETS.map((size) => (
                <ButtonLink key={size} href={boardHref(size, name, '.pdf')}>
                  {t('pdfSized', { size: size.toUpperCase() })}
                </ButtonLink>
              ))}
            </p>
            <p class="no-print soft">{t('printHint', { size: sheet.toUpperCase() })}</p>
          </PageHead>
          {/* The drawing is ours and holds nothing but the address. */}
          <div
            class="board-code"
            aria-hidden="true"
            dangerouslySetInnerHTML={{ __html: qrSvg(address, { margin: 2 }) }}
          />
        </div>
        {versions.length === 0 ? (
          <Empty title={t('nothing')}>
            <p>{t('nothingNext')}</p>
          </Empty>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to scroll by keyboard too
          <section class="board-wrap" tabIndex={0} aria-label={title}>
            <table class="board-table">
              <thead>
                <tr>
                  {(['number', 'code', 'name', 'term', 'fee', 'from'] as const).map((key) => (
                    <th key={key} scope="col">
                      {t(key)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {versions.map(({ body, effectiveFrom }, at) => (
                  <tr key={body.code}>
                    <td>{at + 1}</td>
                    <td class="nowrap">{body.code}</td>
                    <td>
                      <a href={`/thu-tuc/${body.code}`} lang="vi">
                        {titleOf(body)}
                      </a>
                    </td>
                    <td>{ordinaryTerm(body, lang)}</td>
                    <td>{body.fees[0] ? feeInWords(body.fees[0], lang) : t('noFee')}</td>
                    <td class="nowrap">{formatDate(effectiveFrom)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <p class="no-print">
          <ButtonLink href={POSTED}>{t('back')}</ButtonLink>
        </p>
      </div>
    </CitizenLayout>
  );
}

/** `/niem-yet/thay-doi`: what is new, changed or no longer in force. */
export function ChangesPage(props: {
  page: PublicPage;
  changes: readonly Change[];
  since: Temporal.PlainDate;
}) {
  const { page, changes } = props;
  const t = postedMessages(page.lang);
  const said = (change: Change): string => {
    const day = formatDate(change.day);
    if (change.kind !== 'changed') {
      return t(change.kind, { day });
    }
    const parts = page.lang === 'vi' ? partsInWords(change.parts) : String(change.parts.length);
    return t('changed', { day, parts });
  };
  return (
    <CitizenLayout
      title={t('changedTitle')}
      lang={page.lang}
      centre={page.centre}
      path={POSTED}
      styles={STYLES}
    >
      <PageHead
        title={t('changedTitle')}
        why={t('changedWhy', { day: formatDate(props.since), centre: page.centre.name })}
      />
      {changes.length === 0 ? (
        <Empty title={t('noChange')}>
          <p>{t('noChangeNext')}</p>
        </Empty>
      ) : (
        <ul class="plain-list entries">
          {changes.map((change) => (
            <li key={`${change.code}-${change.version.version}-${change.kind}`} class="entry">
              <a href={`/thu-tuc/${change.code}`} lang="vi">
                {titleOf(change.version.body)}
              </a>
              <p class="small soft">{said(change)}</p>
            </li>
          ))}
        </ul>
      )}
      <p>
        <ButtonLink href={POSTED}>{t('back')}</ButtonLink>
      </p>
    </CitizenLayout>
  );
}
