import type { Lang } from '#platform/i18n.ts';
import { Fold, StatusTag, SummaryList } from '#ui/components.ts';
import { pageMessages } from '../messages-pages.ts';
import type { Held } from '../queries.ts';
import { type Missing, PARTS, type Part, partOf } from '../rules/missing.ts';
import { formLines, peopleLines, type SummaryLine } from '../rules/summary.ts';
import { draftHref, shortName } from './frame.tsx';

/** The page of the question how the result is wanted. */
const RESULT_PATH = 'hoi/nhan-ket-qua';

interface PartsProps {
  readonly lang: Lang;
  readonly held: Held;
  readonly token: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** One thing that is missing, as a link to where it is done. */
export function gapOf(gap: Missing, lang: Lang): { readonly path: string; readonly words: string } {
  const t = pageMessages(lang);
  switch (gap.kind) {
    case 'question':
      return { path: `hoi/${gap.key}`, words: t(`q-${gap.key}`) };
    case 'form':
      return { path: `to-khai/${gap.key}`, words: t('m-form', { title: gap.title }) };
    case 'photo':
      return { path: `giay-to/${gap.key}/anh`, words: t('m-photo', { name: shortName(gap.name) }) };
    case 'paper':
    case 'later':
    case 'group':
    case 'waiting':
      return { path: `giay-to/${gap.key}`, words: t(`m-${gap.kind}`, { name: shortName(gap.name) }) };
    default:
      return gap satisfies never;
  }
}

/** What is missing, each as a link to where it is done. */
export function Gaps({ gaps, token, lang }: { gaps: readonly Missing[]; token: string; lang: Lang }) {
  return (
    <ul class="stack-s gaps">
      {gaps.map((gap) => {
        const { path, words } = gapOf(gap, lang);
        return (
          <li key={`${gap.kind} ${path}`}>
            <a href={draftHref(token, path)}>{words}</a>
          </li>
        );
      })}
    </ul>
  );
}

function Answers({ lines, token, lang }: { lines: readonly SummaryLine[]; token: string; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <SummaryList
      items={lines.map(({ label, value, path }) => ({
        term: label,
        value,
        action: (
          <a href={draftHref(token, path)} aria-label={t('change-what', { what: label })}>
            {t('change')}
          </a>
        ),
      }))}
    />
  );
}

/** Papers of which nothing is missing, or which only some need. */
function PaperLines({
  lang,
  held,
  token,
  gaps,
}: Omit<PartsProps, 'today'> & { readonly gaps: readonly Missing[] }) {
  const t = pageMessages(lang);
  const missing = new Set(gaps.flatMap((gap) => (gap.kind === 'question' ? [] : [gap.key])));
  const settled = held.procedure.components.filter(({ id }) => !missing.has(id));
  return (
    <SummaryList
      items={settled.map(({ id, name }) => {
        const count = held.files.filter(({ paperKey }) => paperKey === id).length;
        const way = held.preparation.body.papers[id];
        return {
          term: shortName(name),
          value: (
            <>
              {t(`way-${way ?? 'null'}`)}
              {count > 0 ? <span class="soft"> · {t('files', { count })}</span> : null}
            </>
          ),
          action: (
            <a
              href={draftHref(token, `giay-to/${id}`)}
              aria-label={t('change-what', { what: shortName(name) })}
            >
              {t('change')}
            </a>
          ),
        };
      })}
    />
  );
}

/** Each part with its count, folded: what is missing in it, then what was answered. */
export function Parts({ lang, held, token, today }: PartsProps) {
  const t = pageMessages(lang);
  const { body } = held.preparation;
  const people = peopleLines(body, lang);
  const lines: Readonly<Record<Part, readonly SummaryLine[]>> = {
    people: people.filter(({ path }) => path !== RESULT_PATH),
    form: formLines(body, held.form, today, lang),
    papers: [],
    result: people.filter(({ path }) => path === RESULT_PATH),
  };
  const shown = PARTS.filter((part) => part !== 'form' || held.form !== null);
  return (
    <section class="stack-s" aria-labelledby="den-dau">
      <h2 id="den-dau">{t('parts-title')}</h2>
      {shown.map((part) => {
        const gaps = held.missing.filter((gap) => partOf(gap) === part);
        const left = gaps.filter(({ kind }) => kind !== 'waiting').length;
        return (
          <Fold
            key={part}
            id={`phan-${part}`}
            title={
              <>
                <span>{t(part === 'form' ? 'form-title' : part)}</span>
                <StatusTag tone={left > 0 ? 'waiting' : 'done'}>
                  {left > 0 ? t('part-left', { count: left }) : t('part-done')}
                </StatusTag>
              </>
            }
          >
            {gaps.length === 0 ? null : <Gaps gaps={gaps} token={token} lang={lang} />}
            {part === 'papers' ? (
              <PaperLines lang={lang} held={held} token={token} gaps={gaps} />
            ) : (
              <Answers lines={lines[part].filter(({ value }) => value !== '')} token={token} lang={lang} />
            )}
            {part === 'form' && Object.keys(body.answers).length > 0 ? (
              <p class="row">
                {t('form-filled')} <a href={draftHref(token, 'to-khai.pdf')}>PDF</a>{' '}
                <a href={draftHref(token, 'to-khai.docx')}>Word</a>
              </p>
            ) : null}
          </Fold>
        );
      })}
    </section>
  );
}
