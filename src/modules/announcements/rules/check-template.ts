import type { NewsTemplate } from '../schema-templates.ts';

/** What is wrong with a template. `words`: the blank or the place that the message names. */
export interface TemplateFault {
  readonly kind: 'unknown' | 'unused' | 'twice' | 'brace' | 'empty-brace';
  readonly in: 'title' | 'body' | 'fields';
  readonly words: string;
}

/** The blanks of a text, in their order. */
export function blanksOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

function bracesIn(text: string, where: 'title' | 'body'): readonly TemplateFault[] {
  const rest = text.replace(/\{\w+\}/g, '');
  return [...rest.matchAll(/\{[^}]{0,20}\}?|\}/g)].map(([words]) => ({
    kind: /^\{\s*\}$/.test(words) ? ('empty-brace' as const) : ('brace' as const),
    in: where,
    words,
  }));
}

/** Everything that keeps a template from making a text: blanks that nothing fills, boxes that nothing asks for, braces left open. */
export function templateFaults(
  template: Pick<NewsTemplate, 'title' | 'lines' | 'fields'>,
): readonly TemplateFault[] {
  const body = template.lines.join('\n');
  const keys = template.fields.map(({ key }) => key);
  const asked = new Set([...blanksOf(template.title), ...blanksOf(body)]);
  const unknown = (['title', 'body'] as const).flatMap((where) =>
    [...new Set(blanksOf(where === 'title' ? template.title : body))]
      .filter((key) => !keys.includes(key))
      .map((words) => ({ kind: 'unknown' as const, in: where, words })),
  );
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [
    ...bracesIn(template.title, 'title'),
    ...bracesIn(body, 'body'),
    ...unknown,
    ...[...new Set(twice)].map((words) => ({ kind: 'twice' as const, in: 'fields' as const, words })),
    ...[...new Set(keys)]
      .filter((key) => !asked.has(key))
      .map((words) => ({ kind: 'unused' as const, in: 'fields' as const, words })),
  ];
}
