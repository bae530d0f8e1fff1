import type { ComponentChildren } from 'preact';

/** One component with one state a heading. */
export interface Exhibit {
  readonly id: string;
  readonly name: string;
  readonly states: readonly { readonly state: string; readonly show: ComponentChildren }[];
}
