/** One question as a page shows it: what it is called, what was typed, what is wrong. */
export interface QuestionField {
  /** Kind of its field in the form's definition; `group` is {@link QuestionGroup}. */
  readonly kind: string;
  readonly path: string;
  readonly label: string;
  /** The page's title says it already: the label is for ears only. */
  readonly quietLabel: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional: boolean;
  readonly unit?: string | undefined;
  /** Of `day`: the year alone will do. */
  readonly partial: boolean;
  /** Value of each input by its name, as typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly chosen: readonly string[];
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint?: string | undefined;
  }[];
  readonly errors: Readonly<Record<string, string>>;
  readonly autocomplete?: string | undefined;
}

/** The same few questions for each of several people or things. */
export interface QuestionGroup {
  readonly kind: 'group';
  readonly path: string;
  readonly label: string;
  readonly quietLabel: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly item: string;
  readonly entries: readonly { readonly title: string; readonly fields: readonly QuestionField[] }[];
  readonly mayAdd: boolean;
  readonly mayRemove: boolean;
}

/** One page of a form, ready to be drawn: forms make it, `QuestionPage` of `#ui/question.tsx` draws it, on the server and in the browser alike. */
export interface QuestionView {
  readonly key: string;
  readonly title: string;
  readonly part?: string | undefined;
  readonly hint?: string | undefined;
  /** Which page of how many that are asked, from 1. */
  readonly at: number;
  readonly of: number;
  readonly fields: readonly (QuestionField | QuestionGroup)[];
  /** All issues of the page, for the summary on top. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
