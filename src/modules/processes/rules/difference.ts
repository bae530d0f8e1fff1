import type { ProcessDefinition, ProcessStep } from '../schema.ts';
import { differenceMessages } from './difference-messages.ts';
import { followers } from './graph.ts';

const t = differenceMessages('vi') as (key: string, params?: Record<string, string | number>) => string;

function hours(step: ProcessStep): string {
  const amount = 'hours' in step.time ? step.time.hours : step.time.share;
  const text = amount.toLocaleString('vi-VN', { maximumFractionDigits: 2 });
  return t('hours' in step.time ? 'hours' : 'share', { n: text });
}

type Names = (definition: ProcessDefinition, keys: readonly string[]) => string;

const names: Names = (definition, keys) =>
  keys.length === 0
    ? t('none')
    : keys.map((key) => definition.steps.find((step) => step.key === key)?.name ?? key).join(', ');

/** What of one step changed, each as a clause. */
function stepChanges(
  before: ProcessDefinition,
  after: ProcessDefinition,
  old: ProcessStep,
  step: ProcessStep,
): readonly string[] {
  const way = (definition: ProcessDefinition, one: ProcessStep) =>
    `${names(definition, followers(definition.steps, definition.steps.indexOf(one)))}${one.split === 'all' ? ` (${t('together')})` : ''}`;
  const facts: readonly (readonly [string, string, string])[] = [
    ['name', old.name, step.name],
    ['kind', t(`kind-${old.kind}`), t(`kind-${step.kind}`)],
    ['unit', old.unit, step.unit],
    ['role', t(`role-${old.role}`), t(`role-${step.role}`)],
    ['time', hours(old), hours(step)],
    ['next', way(before, old), way(after, step)],
    ['returnTo', names(before, old.returnTo), names(after, step.returnTo)],
    ['documentsIn', old.documentsIn.join('; ') || t('none'), step.documentsIn.join('; ') || t('none')],
    ['documentsOut', old.documentsOut.join('; ') || t('none'), step.documentsOut.join('; ') || t('none')],
    ['silence', t(`silence-${old.silence ?? 'wait'}`), t(`silence-${step.silence ?? 'wait'}`)],
    ['agency', old.agency ?? t('none'), step.agency ?? t('none')],
  ];
  return facts
    .filter(([, from, to]) => from !== to)
    .map(([what, from, to]) => t('changed', { step: old.name, what: t(what), from, to }));
}

function termWords({ term }: ProcessDefinition): string {
  return term === null ? t('anyTerm') : t(`term-${term.unit}`, { n: term.amount });
}

function headChanges(before: ProcessDefinition, after: ProcessDefinition): readonly string[] {
  const applies = ({ appliesTo }: ProcessDefinition) =>
    [
      ...appliesTo.procedures,
      ...appliesTo.fieldGroups,
      ...(appliesTo.everything ? [t('everything')] : []),
    ].join(', ') || t('none');
  const facts: readonly (readonly [string, string, string])[] = [
    ['processName', before.name, after.name],
    ['source', before.source, after.source],
    ['term', termWords(before), termWords(after)],
    ['appliesTo', applies(before), applies(after)],
  ];
  return facts
    .filter(([, from, to]) => from !== to)
    .map(([what, from, to]) => t('headChanged', { what: t(what), from, to }));
}

/** How one version of a process differs from another, in sentences; empty when a dossier would run the same way. */
export function differenceInWords(before: ProcessDefinition, after: ProcessDefinition): readonly string[] {
  const oldKeys = before.steps.map((step) => step.key);
  const newKeys = after.steps.map((step) => step.key);
  const kept = oldKeys.filter((key) => newKeys.includes(key));
  const keptNow = newKeys.filter((key) => oldKeys.includes(key));
  const moved = kept.some((key, i) => keptNow[i] !== key);
  return [
    ...headChanges(before, after),
    ...before.steps
      .filter((step) => !newKeys.includes(step.key))
      .map((step) => t('removed', { step: step.name })),
    ...after.steps
      .filter((step) => !oldKeys.includes(step.key))
      .map((step) => t('added', { step: step.name, unit: step.unit, time: hours(step) })),
    ...(moved ? [t('reordered', { steps: names(after, keptNow) })] : []),
    ...after.steps.flatMap((step) => {
      const old = before.steps.find((one) => one.key === step.key);
      return old === undefined ? [] : stepChanges(before, after, old, step);
    }),
  ];
}
