import type { Component, Procedure } from '#modules/procedures/schema.ts';
import type { Body, Way, Who } from '../schema.ts';

/** Questions about people and the result, each a page of its own; the last part of its address. */
export const QUESTIONS = [
  'cho-ai',
  'ho-ten',
  'so-can-cuoc',
  'ngay-sinh',
  'dia-chi',
  'dien-thoai',
  'nguoi-nop',
  'uy-quyen',
  'nguoi-giup',
  'nhan-ket-qua',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** A page of the preparation. */
export type Step =
  | { readonly kind: 'question'; readonly key: Question }
  | { readonly kind: 'form'; readonly key: string }
  | { readonly kind: 'paper'; readonly key: string };

/** The part of the procedure that decides what is asked. */
export type Asked = Pick<Procedure, 'components'> & {
  readonly flags: Pick<Procedure['flags'], 'inPersonOnly'>;
};

const ONLY_FOR: Readonly<Partial<Record<Question, Who>>> = {
  'nguoi-nop': 'relative',
  'uy-quyen': 'relative',
  'nguoi-giup': 'helper',
};

/**
 * The pages in the order in which they are asked: people, the form, the papers, the result.
 * @param formPages keys of the form's pages that apply, in order; none where the procedure has no form
 */
export function stepsOf(
  body: Pick<Body, 'who'>,
  procedure: Asked,
  formPages: readonly string[] = [],
): readonly Step[] {
  const people = QUESTIONS.filter((key) => key !== 'nhan-ket-qua').filter((key) => {
    const who = ONLY_FOR[key];
    return who === undefined || who === body.who;
  });
  return [
    ...people.map((key) => ({ kind: 'question', key }) as const),
    ...formPages.map((key) => ({ kind: 'form', key }) as const),
    ...procedure.components.map(({ id }) => ({ kind: 'paper', key: id }) as const),
    { kind: 'question', key: 'nhan-ket-qua' },
  ];
}

/** The last part of a page's address. */
export function stepPath(step: Step): string {
  switch (step.kind) {
    case 'question':
      return `hoi/${step.key}`;
    case 'form':
      return `to-khai/${step.key}`;
    case 'paper':
      return `giay-to/${step.key}`;
    default:
      return step satisfies never;
  }
}

/** The page after this one, and the place among all; the first where the page is not asked any more. */
export function placeOf(
  steps: readonly Step[],
  path: string,
): { readonly at: number; readonly next: Step | undefined; readonly before: Step | undefined } {
  const at = steps.findIndex((step) => stepPath(step) === path);
  return { at, next: steps[at + 1], before: at > 0 ? steps[at - 1] : undefined };
}

/** The ways in which one paper may come, the usual one first. */
export function waysOf(component: Component): readonly Way[] {
  if (component.kind === 'show') {
    return ['shown', 'later', ...(component.need === 'always' ? [] : (['none'] as const))];
  }
  const first: readonly Way[] =
    component.originals > 0 || component.copies === 0 ? ['original', 'copy'] : ['copy', 'original'];
  return ['photo', ...first, 'later', ...(component.need === 'always' ? [] : (['none'] as const))];
}
