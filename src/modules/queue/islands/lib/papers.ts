/** A paper or screen of ours that is held under the kiosk's reader, told by the address in its code. */
export type Paper =
  | { readonly kind: 'appointment'; readonly text: string }
  | { readonly kind: 'dossier'; readonly number: string; readonly secret: string }
  | { readonly kind: 'ticket'; readonly token: string };

/** What a code that was read stands for; undefined when it is none of ours (an ID card, a product's bar code). */
export function paperOf(text: string): Paper | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const { pathname, searchParams } = new URL(text);
  const [, place, token] = /^\/(hen|phieu)\/([\w-]{16,64})\/?$/.exec(pathname) ?? [];
  if (place !== undefined && token !== undefined) {
    return place === 'hen' ? { kind: 'appointment', text } : { kind: 'ticket', token };
  }
  return pathname === '/tra-cuu'
    ? { kind: 'dossier', number: searchParams.get('so') ?? '', secret: searchParams.get('ma') ?? '' }
    : undefined;
}
