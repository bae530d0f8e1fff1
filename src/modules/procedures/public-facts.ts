/**
 * Facts that modules above this one add to the public pages: people waiting now, how long it really took. They
 * subscribe to `public.facts` and call `add`; the pages show what came, in the order of places.
 */
import type { Lang } from '#platform/i18n.ts';

/** Where on the page a fact belongs. */
export type FactPlace = 'today' | 'duration' | 'announcement' | 'form';

/** One sentence with an optional way onward. Never personal data. */
export interface PublicFact {
  readonly place: FactPlace;
  readonly text: string;
  /** Where the sentence ends with data: a title of news, that stays Vietnamese on an English page. */
  readonly title?: string;
  readonly href?: string;
}

/** The question put to the modules above. */
export interface PublicFactsWanted {
  readonly page: { readonly kind: 'home' } | { readonly kind: 'procedure'; readonly code: string };
  readonly lang: Lang;
  readonly add: (fact: PublicFact) => void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'public.facts': PublicFactsWanted;
  }
}
