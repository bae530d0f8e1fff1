/**
 * Facts that modules above add to the intake page of a dossier kept at the counter: who prepared it, where it is from.
 * They subscribe to `intake.facts` and call `add`; the page shows what came, above the form.
 */

/** One sentence with an optional way onward. */
export interface IntakeFact {
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string };
}

/** The question put to the modules above. */
export interface IntakeFactsWanted {
  readonly draftId: string;
  readonly add: (fact: IntakeFact) => void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'intake.facts': IntakeFactsWanted;
  }
}
