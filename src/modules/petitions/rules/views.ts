/**
 * Lists of the officers' page, as their addresses name them. `open`: all that are not done; `mine`: of the own unit, and what nobody has yet where
 * the officer takes petitions on; `late`, `soon`: by the running clock; the rest by state.
 */
export const VIEWS = ['open', 'mine', 'late', 'soon', 'new', 'doing', 'asked', 'to-publish', 'done'] as const;
export type View = (typeof VIEWS)[number];

/** The word of each list in the address. */
export const VIEW_WORDS = {
  open: 'dang-mo',
  mine: 'cua-toi',
  late: 'qua-han',
  soon: 'sap-han',
  new: 'cho-xem',
  doing: 'dang-giai-quyet',
  asked: 'cho-nguoi-gui',
  'to-publish': 'cho-dang',
  done: 'xong',
} as const satisfies Record<View, string>;

/** The list that an address asks for; the open ones where it asks for none that is known. */
export function viewOf(word: string | undefined): View {
  return VIEWS.find((view) => VIEW_WORDS[view] === word) ?? 'open';
}
