import { keysOf } from '#platform/lists.ts';
import type { Command, CommandType, Petition, State } from '../schema.ts';

/** From which states each act is possible. Nothing else is. */
const FROM: Readonly<Record<CommandType, readonly State[]>> = {
  accept: ['received'],
  refuse: ['received', 'accepted'],
  forward: ['received', 'accepted'],
  move: ['accepted'],
  ask: ['received', 'accepted'],
  supply: ['waiting'],
  draft: ['accepted', 'proposed'],
  approve: ['proposed'],
  return: ['proposed'],
  publish: ['answered'],
  keep: ['answered'],
  correct: ['published'],
  rate: ['answered', 'published', 'closed'],
  again: ['answered', 'published', 'closed', 'refused'],
};

/** Why an act is refused. */
export type Refusal =
  | 'not-now'
  | 'own-draft'
  | 'own-answer'
  | 'alone-reason'
  | 'same-unit'
  | 'already-rated'
  | 'asked-twice'
  | 'nothing-corrected';

/** Who acts, as far as the rules ask. */
export interface By {
  readonly id: string | null;
  readonly name: string;
  /** Nobody else of the centre may do this act. */
  readonly alone?: boolean;
}

/** What the acts change of a petition; clocks are worked out after it. */
export type Decided = { readonly petition: Petition } | { readonly refusal: Refusal };

/** Acts that the state of a petition lets anybody do. */
export function possible({ state, round, satisfied }: Petition): readonly CommandType[] {
  return keysOf(FROM).filter(
    (type) =>
      FROM[type].includes(state) &&
      (type !== 'again' || round === 1) &&
      (type !== 'rate' || satisfied === null),
  );
}

const NO_ANSWER = {
  answer: '',
  draftedBy: null,
  draftedByName: '',
  approvedBy: null,
  approvedByName: '',
  approvedAt: null,
  publishedBy: null,
  aloneReason: '',
} as const;

/** Letters of a reason that tells something. */
const REASON = 10;

type Telling = Extract<Command, { readonly type: 'approve' | 'publish' | 'correct' }>;

const isOwn = ({ draftedBy }: Petition, by: By) => draftedBy !== null && draftedBy === by.id;

/** Four eyes: who wrote an answer does not let it out, unless nobody else is there and the reason stands beside it. */
function eyes(petition: Petition, command: Telling, by: By): Refusal | null {
  if (!isOwn(petition, by)) {
    return null;
  }
  if (by.alone !== true) {
    return command.type === 'approve' ? 'own-draft' : 'own-answer';
  }
  return command.alone.length < REASON ? 'alone-reason' : null;
}

/** The same answer sent again says nothing new. */
function refusalOf(petition: Petition, command: Command, by: By): Refusal | null {
  if (command.type === 'again' && petition.round === 2) {
    return 'asked-twice';
  }
  if (!FROM[command.type].includes(petition.state)) {
    return 'not-now';
  }
  switch (command.type) {
    case 'approve':
    case 'publish':
      return eyes(petition, command, by);
    case 'move':
      return petition.unitId === command.unitId ? 'same-unit' : null;
    case 'rate':
      return petition.satisfied === null ? null : 'already-rated';
    case 'correct': {
      const { title, question, answer } = petition.publication ?? {};
      const same = title === command.title && question === command.question && answer === command.shownAnswer;
      return same ? 'nothing-corrected' : eyes(petition, command, by);
    }
    default:
      return null;
  }
}

function change(petition: Petition, command: Command, by: By, now: Temporal.Instant): Partial<Petition> {
  switch (command.type) {
    case 'accept': {
      const { field, nature, unitId } = command;
      return { state: 'accepted', field, nature, unitId };
    }
    case 'refuse':
      return { state: 'refused', ...NO_ANSWER };
    case 'forward':
      return { state: 'forwarded', ...NO_ANSWER };
    case 'move':
      return { unitId: command.unitId };
    case 'ask':
      return { state: 'waiting', waitingSince: now };
    case 'supply':
      return {
        state: petition.unitId === null ? 'received' : 'accepted',
        waitingSince: null,
        pauses: [...petition.pauses, { from: petition.waitingSince ?? now, to: now }],
      };
    case 'draft':
      return { state: 'proposed', answer: command.words, draftedBy: by.id, draftedByName: by.name };
    case 'approve':
      return {
        state: 'answered',
        approvedBy: by.id,
        approvedByName: by.name,
        approvedAt: now,
        aloneReason: isOwn(petition, by) ? command.alone : '',
      };
    case 'return':
      return { state: 'accepted' };
    case 'publish': {
      const { title, question, shownAnswer: answer } = command;
      return {
        state: 'published',
        publishedAt: now,
        publishedBy: by.id,
        aloneReason: isOwn(petition, by) ? command.alone : petition.aloneReason,
        publication: { title, question, answer, byName: by.name, corrections: [] },
      };
    }
    case 'keep':
      return { state: 'closed' };
    case 'correct': {
      const { title, question, shownAnswer: answer, words } = command;
      const corrections = [...(petition.publication?.corrections ?? []), { at: now.toString(), words }];
      return {
        publication: { title, question, answer, byName: by.name, corrections },
        publishedBy: by.id,
        aloneReason: isOwn(petition, by) ? command.alone : petition.aloneReason,
      };
    }
    case 'rate':
      return { satisfied: command.satisfied === 'yes' };
    case 'again':
      return {
        state: 'received',
        round: 2,
        receivedAt: now,
        pauses: [],
        satisfied: null,
        field: null,
        nature: null,
        unitId: null,
        ...NO_ANSWER,
      };
    default:
      return command satisfies never;
  }
}

/** What an act makes of a petition, or why not. Pure: rights and personal data are looked at elsewhere. */
export function decide(petition: Petition, command: Command, by: By, now: Temporal.Instant): Decided {
  const refusal = refusalOf(petition, command, by);
  return refusal === null
    ? { petition: { ...petition, ...change(petition, command, by, now) } }
    : { refusal };
}
