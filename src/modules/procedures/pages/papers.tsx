import type { Lang } from '#platform/i18n.ts';
import type { Component } from '../schema.ts';
import { listingMessages } from './messages.ts';
import { countInWords } from './words.ts';

/** One paper with a box to tick at home; nothing is sent anywhere. */
function Paper({ paper, lang }: { paper: Component; lang: Lang }) {
  const t = listingMessages(lang);
  const count = countInWords(paper, lang);
  const small = [
    paper.kind === 'show' ? t('show') : count,
    paper.formCode ? t('formNamed', { code: paper.formCode.replace(/^mẫu\s+/i, '') }) : '',
    paper.dataSource ? t('instead', { source: paper.dataSource }) : '',
  ].filter((part) => part !== '');
  return (
    <li>
      <label class="tick">
        <input type="checkbox" autocomplete="off" data-paper={paper.id} />
        <span>
          <span lang="vi">{paper.name}</span>
          {small.length > 0 ? <span class="small soft block">{small.join(' · ')}</span> : null}
        </span>
      </label>
    </li>
  );
}

interface PaperGroup {
  readonly title: string;
  readonly papers: readonly Component[];
}

/** First what everybody needs, then choices, then each case. */
const groupsOf = (papers: readonly Component[], lang: Lang): PaperGroup[] => {
  const t = listingMessages(lang);
  const groups = new Map<string, Component[]>();
  const put = (title: string, paper: Component) => groups.set(title, [...(groups.get(title) ?? []), paper]);
  for (const paper of papers.filter(({ need }) => need === 'always')) {
    put(t('always'), paper);
  }
  for (const paper of papers.filter(({ need }) => need === 'one-of')) {
    put(paper.group ?? t('oneOf'), paper);
  }
  for (const paper of papers.filter(({ need }) => need === 'if-applies')) {
    put(paper.condition ? t('onlyWhen', { condition: lowerFirst(paper.condition) }) : t('sometimes'), paper);
  }
  return [...groups].map(([title, list]) => ({ title, papers: list }));
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The tick list "Cần mang gì". */
export function Papers({
  code,
  papers,
  notes,
  lang,
}: {
  /** Of the procedure: under it the ticks are kept on the device. */
  code: string;
  papers: readonly Component[];
  notes: readonly string[];
  lang: Lang;
}) {
  const t = listingMessages(lang);
  const groups = groupsOf(papers, lang);
  return (
    <div class="stack-s" data-checklist={code} data-stays={t('ticksKept')}>
      {papers.length === 0 ? <p>{t('noPapers')}</p> : null}
      {groups.map((group) => (
        <div key={group.title} class="stack-s">
          <h3>{group.title}</h3>
          <ul class="plain-list">
            {group.papers.map((paper) => (
              <Paper key={paper.id} paper={paper} lang={lang} />
            ))}
          </ul>
        </div>
      ))}
      {papers.length > 0 ? (
        <p class="small soft no-print" data-ticks="">
          {t('ticksStay')}
        </p>
      ) : null}
      {notes.length > 0 ? (
        <details class="fold">
          <summary>{t('notes')}</summary>
          <ul>
            {notes.map((note) => (
              <li key={note} lang="vi">
                {note}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
