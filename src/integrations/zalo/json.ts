/** Ids of Zalo are digits beyond 2^53: a number that cannot be held exactly stays text. Undefined when the text is no JSON. */
export function parseZalo(text: string): unknown {
  const keep = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  try {
    return JSON.parse(text, keep);
  } catch {
    return undefined;
  }
}
