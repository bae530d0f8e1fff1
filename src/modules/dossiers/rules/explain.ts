import { renderExplanation } from '#modules/calendar/rules/explain.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { statusMessages, storyMessages } from '../messages.ts';
import type { Dossier, Run, Wait } from '../schema.ts';

/** One sentence of the story, with the moment it is about. */
export interface StoryLine {
  readonly at: Temporal.Instant;
  readonly kind: 'received' | 'run' | 'wait' | 'extension' | 'correction' | 'end';
  readonly text: string;
}

function runLines(run: Run, lang: Lang): StoryLine[] {
  const t = storyMessages(lang);
  const explanation = renderExplanation(run.explanation, lang);
  const lines: StoryLine[] = [
    {
      at: run.startedAt,
      kind: 'run',
      text:
        run.reason === 'receipt'
          ? t('run-1', { explanation })
          : t(`run-${run.reason}`, { no: run.no, explanation }),
    },
  ];
  if (!run.due.equals(run.originalDue)) {
    lines.push({
      at: run.startedAt,
      kind: 'run',
      text: t('due-paused', { due: formatDateTime(run.due, lang) }),
    });
  }
  if (run.endedAt !== null && (run.endReason === 'supplement' || run.endReason === 'procedure-corrected')) {
    lines.push({
      at: run.endedAt,
      kind: 'run',
      text: t('run-ended', { no: run.no, due: formatDateTime(run.originalDue, lang) }),
    });
  }
  return lines;
}

function waitText(wait: Wait, lang: Lang): string {
  const t = storyMessages(lang);
  const params = { from: formatDateTime(wait.from, lang), reason: wait.reason };
  switch (wait.kind) {
    case 'supplement-at-reception':
      return t('wait-reception', params);
    case 'supplement-after-examination':
      return t('wait-examination', params);
    case 'payment':
      return t(wait.pausesTerm ? 'wait-payment-paused' : 'wait-payment', params);
    default:
      return wait.kind satisfies never;
  }
}

function waitLines(wait: Wait, completed: boolean, lang: Lang): StoryLine[] {
  const t = storyMessages(lang);
  const lines: StoryLine[] = [{ at: wait.from, kind: 'wait', text: waitText(wait, lang) }];
  if (wait.closingLimit !== null) {
    const text = t('closing-limit', { limit: formatDateTime(wait.closingLimit, lang) });
    lines.push({ at: wait.from, kind: 'wait', text });
  }
  if (wait.to !== null && completed) {
    lines.push({ at: wait.to, kind: 'wait', text: t('wait-over', { to: formatDateTime(wait.to, lang) }) });
  }
  return lines;
}

function endLine(dossier: Dossier, lang: Lang): StoryLine[] {
  const t = storyMessages(lang);
  const standing = statusMessages(lang);
  const { endedAt, ending, outcome } = dossier;
  if (endedAt === null) {
    return [];
  }
  const when = formatDateTime(endedAt, lang);
  const text =
    ending === 'finished' && outcome !== null
      ? t('ended', { when, standing: standing(outcome).toLowerCase() })
      : t('ended-otherwise', { when, how: standing(`s${dossier.status}`).toLowerCase() });
  return [{ at: endedAt, kind: 'end', text }];
}

/** The wait ended because the dossier did, not because the citizen came. */
function endedWaiting(dossier: Dossier, wait: Wait): boolean {
  return dossier.endedAt !== null && (wait.to?.equals(dossier.endedAt) ?? false);
}

/**
 * The whole story of the dossier's time in order: receipt, every run with its reasons, every wait with its closing date,
 * apology, correction and end. Made of the same explanations that came with the due moments, so that they agree.
 */
export function explainDossier(dossier: Dossier, lang: Lang = 'vi'): readonly StoryLine[] {
  const t = storyMessages(lang);
  const lines: StoryLine[] = [];
  if (dossier.receivedAt !== null) {
    const when = formatDateTime(dossier.receivedAt, lang);
    lines.push({
      at: dossier.receivedAt,
      kind: 'received',
      text: t('received', { when, where: dossier.agencies.receivedAt.name }),
    });
    if (dossier.competentAt === null) {
      const agency = dossier.agencies.competent.name;
      lines.push({ at: dossier.receivedAt, kind: 'received', text: t('waiting-competent', { agency }) });
    } else if (!dossier.competentAt.equals(dossier.receivedAt)) {
      lines.push({
        at: dossier.competentAt,
        kind: 'received',
        text: t('competent', { when: formatDateTime(dossier.competentAt, lang) }),
      });
    }
  }
  // At the same moment the cause stands before what it did to the term.
  lines.push(...dossier.waits.flatMap((wait) => waitLines(wait, !endedWaiting(dossier, wait), lang)));
  lines.push(...dossier.runs.flatMap((run) => runLines(run, lang)));
  if (dossier.extension !== null) {
    const { at, fromDue, newDue } = dossier.extension;
    const params = {
      when: formatDateTime(at, lang),
      from: formatDateTime(fromDue, lang),
      to: formatDateTime(newDue, lang),
    };
    lines.push({ at, kind: 'extension', text: t('extended', params) });
  }
  if (dossier.correction !== null) {
    const text = t('correction', { due: formatDateTime(dossier.correction.due, lang) });
    lines.push({ at: dossier.correction.at, kind: 'correction', text });
  }
  lines.push(...endLine(dossier, lang));
  return lines
    .map((line, i) => ({ line, i }))
    .sort((a, b) => Temporal.Instant.compare(a.line.at, b.line.at) || a.i - b.i)
    .map(({ line }) => line);
}
