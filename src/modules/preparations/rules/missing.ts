import type { Component } from '#modules/procedures/schema.ts';
import type { Body, PreparedFile, Way } from '../schema.ts';
import type { Asked, Question } from './steps.ts';

/** Something that is still to be done, with the page on which it is done. `blocks`: without it nothing can be filed online. */
export type Missing =
  | { readonly kind: 'question'; readonly key: Question }
  | { readonly kind: 'form'; readonly key: string; readonly title: string }
  | { readonly kind: 'paper' | 'photo' | 'later'; readonly key: string; readonly name: string }
  | { readonly kind: 'group'; readonly key: string; readonly name: string }
  | { readonly kind: 'waiting'; readonly key: string; readonly name: string };

/** The parts of a preparation, in the order in which they are asked. */
export const PARTS = ['people', 'form', 'papers', 'result'] as const;
export type Part = (typeof PARTS)[number];

/** The part in which a thing is missing. */
export function partOf(gap: Missing): Part {
  switch (gap.kind) {
    case 'question':
      return gap.key === 'nhan-ket-qua' ? 'result' : 'people';
    case 'form':
      return 'form';
    case 'paper':
    case 'photo':
    case 'later':
    case 'group':
    case 'waiting':
      return 'papers';
    default:
      return gap satisfies never;
  }
}

/** What is looked at. `formGaps`: pages of the form that are asked and not answered. */
export interface Checked {
  readonly body: Body;
  readonly files: readonly Pick<PreparedFile, 'paperKey' | 'state'>[];
  readonly procedure: Asked;
  readonly formGaps: readonly { readonly key: string; readonly title: string }[];
}

function people({ body }: Checked): readonly Question[] {
  const { applicant, submitter, helper, who, delivery } = body;
  const asked: readonly (readonly [Question, boolean])[] = [
    ['cho-ai', who !== null],
    ['ho-ten', applicant.name !== ''],
    ['so-can-cuoc', applicant.idNumber !== ''],
    ['ngay-sinh', applicant.birthDate !== ''],
    ['dia-chi', applicant.address !== ''],
    ['dien-thoai', applicant.phone !== ''],
    ['nguoi-nop', who !== 'relative' || (submitter.name !== '' && submitter.relation !== '')],
    ['nguoi-giup', who !== 'helper' || helper.name !== ''],
    ['nhan-ket-qua', delivery.how !== ''],
  ];
  return asked.filter(([, answered]) => !answered).map(([key]) => key);
}

const SETTLED: ReadonlySet<Way> = new Set(['original', 'copy', 'shown', 'none']);

/** Whether the paper is there, or will be brought. */
export function isSettled(way: Way | undefined, files: number): boolean {
  return way !== undefined && (SETTLED.has(way) || (way === 'photo' && files > 0));
}

function paperGap({ body, files }: Checked, component: Component): Missing | null {
  const { id: key, name } = component;
  const way = body.papers[key];
  const own = files.filter(({ paperKey }) => paperKey === key);
  if (way === 'photo' && own.length === 0) {
    return { kind: 'photo', key, name };
  }
  if (isSettled(way, own.length)) {
    return own.some(({ state }) => state === 'waiting') ? { kind: 'waiting', key, name } : null;
  }
  if (component.need === 'if-applies') {
    return null;
  }
  return { kind: way === 'later' ? 'later' : 'paper', key, name };
}

/** Papers of one group stand for each other: one of them is enough. */
function groupOf({ need, group }: Component): string | null {
  return need === 'one-of' ? (group ?? '') : null;
}

function papers(checked: Checked): readonly Missing[] {
  const { components } = checked.procedure;
  const here = (one: Component) => {
    const gap = paperGap(checked, one);
    return gap === null || gap.kind === 'waiting';
  };
  const seen = new Set<string>();
  return components.flatMap((component): readonly Missing[] => {
    const group = groupOf(component);
    const gap = paperGap(checked, component);
    if (group === null) {
      return gap === null ? [] : [gap];
    }
    const members = components.filter((one) => groupOf(one) === group);
    if (gap?.kind === 'waiting') {
      return [gap];
    }
    if (seen.has(group) || members.some((one) => here(one) && checked.body.papers[one.id] !== 'none')) {
      return [];
    }
    seen.add(group);
    return [{ kind: 'group', key: component.id, name: members.map(({ name }) => name).join(' / ') }];
  });
}

/** Everything that is still to be done, in the order of the pages. Empty: nothing is missing. */
export function missingOf(checked: Checked): readonly Missing[] {
  const asked = people(checked);
  const question = (key: Question): Missing => ({ kind: 'question', key });
  return [
    ...asked.filter((key) => key !== 'nhan-ket-qua').map(question),
    ...checked.formGaps.map(({ key, title }) => ({ kind: 'form', key, title }) as const),
    ...papers(checked),
    ...asked.filter((key) => key === 'nhan-ket-qua').map(question),
  ];
}

/**
 * What is missing before it can be filed here without coming: what is brought by hand is not there either, and a file
 * that still waits for the scanner follows by itself.
 */
export function missingToFile(checked: Checked): readonly Missing[] {
  const brought = checked.procedure.components.flatMap(
    ({ id: key, name, kind, need }): readonly Missing[] => {
      const way = checked.body.papers[key];
      return kind === 'submit' && need !== 'if-applies' && (way === 'original' || way === 'copy')
        ? [{ kind: 'photo', key, name }]
        : [];
    },
  );
  return [...missingOf(checked).filter(({ kind }) => kind !== 'waiting'), ...brought];
}
