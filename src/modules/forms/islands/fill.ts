/**
 * One page of a form in the browser: before it is sent, the answers are checked by the rules that the server runs, and
 * the page is drawn anew by the component that the server draws it with. What is refused here is refused there with the
 * same words; without script the server alone says them.
 */
import { h, render } from 'preact';
import { QuestionFields } from '#ui/question.tsx';
import { checkAnswers } from '../rules/check.ts';
import { findPage } from '../rules/fields.ts';
import { GROUP_BUTTON, type PostedPage, parseAnswers } from '../rules/parse.ts';
import { questionView } from '../rules/view.ts';
import type { Answers, FormDefinition } from '../schema.ts';

/** What `QuestionPage` writes into the page for this script. */
interface Carried {
  readonly form: FormDefinition;
  readonly answers: Answers;
  readonly today: string;
  readonly page: string;
  readonly lang: 'vi' | 'en';
}

/** The page as it would be sent: repeated names as lists, like the server's reader gives them. */
function postedOf(source: HTMLFormElement): PostedPage {
  const posted: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(source)) {
    if (typeof value === 'string') {
      const before = posted[name];
      posted[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    }
  }
  return posted;
}

/** Whether the page may be sent; otherwise it is drawn anew with what is wrong, and the summary is read out. */
function mayGo(source: HTMLFormElement, carried: Carried): boolean {
  const { form, today, lang } = carried;
  const page = findPage(form, carried.page);
  const place = source.querySelector('[data-questions]');
  if (page === null || place === null) {
    return true;
  }
  const answers = { ...carried.answers, ...parseAnswers(page, postedOf(source)) };
  const issues = checkAnswers(form, answers, { today, lang, only: page.key });
  if (issues.length === 0) {
    return true;
  }
  place.replaceChildren();
  render(
    h(QuestionFields, { view: questionView(form, page, answers, issues, { today, lang }), lang }),
    place,
  );
  place.querySelector<HTMLElement>('#error-summary')?.focus();
  return false;
}

for (const source of document.querySelectorAll<HTMLFormElement>('form[data-fill]')) {
  const carried: Carried = JSON.parse(source.dataset['fill'] ?? '');
  source.addEventListener('submit', (event) => {
    const button = event.submitter;
    // Buttons that add an entry or go back leave the check out, as on the server.
    const skips =
      button instanceof HTMLButtonElement && (button.name === GROUP_BUTTON || button.formNoValidate);
    if (!skips && !mayGo(source, carried)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
}
