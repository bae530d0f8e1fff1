import type { Dossier, Strand } from '../schema.ts';
import type { Targets } from './action-fields.ts';
import { actionMessages } from './action-messages.ts';
import { type ActionField, note, reason } from './action-rows.ts';
import { strandMessages } from './strand-messages.ts';

const t = strandMessages('vi');
const action = actionMessages('vi');

type StrandCommand =
  | 'ask-opinion'
  | 'open-sub-dossier'
  | 'answer-strand'
  | 'note-silence'
  | 'assign-strand'
  | 'drop-strand'
  | 'note-reference';

/** Which of the open strands: those that the officer may answer first. */
function choose(dossier: Dossier, targets: Targets, only: readonly number[] | null): ActionField {
  const open = (dossier.strands ?? []).filter((strand) => strand.closedAt === null);
  const own = (strand: Strand) => targets.strands.includes(strand.no);
  const shown = open.filter((strand) => only === null || only.includes(strand.no));
  const ordered = (shown.length > 0 ? shown : open).toSorted((a, b) => Number(own(b)) - Number(own(a)));
  return {
    kind: 'choose',
    name: 'no',
    label: t('choose'),
    options: ordered.map((strand) => ({
      value: String(strand.no),
      label: t('chooseLine', {
        number: strand.number,
        title: strand.title,
        who: strand.agency ?? strand.unitName,
      }),
    })),
    value: String(ordered[0]?.no ?? ''),
  };
}

/** The inputs of the commands of strands. */
export function strandFields(
  command: StrandCommand,
  dossier: Dossier,
  targets: Targets,
): readonly ActionField[] {
  const units = targets.units
    .filter((unit) => unit.id !== dossier.holder.unitId)
    .map((unit) => ({ value: unit.id, label: unit.name }));
  const everybody = targets.people.map(({ id, name, unitName, unitId }) => ({
    unitId,
    value: id,
    label: `${name} – ${unitName}`,
  }));
  const person: ActionField = {
    kind: 'choose',
    name: 'toAccountId',
    label: action('person'),
    options: everybody.filter(({ unitId }) => unitId !== dossier.holder.unitId),
    blank: action('personUsual'),
  };
  switch (command) {
    case 'ask-opinion':
      return [
        { kind: 'choose', name: 'toUnitId', label: t('askUnit'), options: units },
        { kind: 'long', name: 'question', label: t('question') },
        { kind: 'count', name: 'hours', label: t('hours'), value: '16' },
        {
          kind: 'choose',
          name: 'silence',
          label: t('ifSilent'),
          options: [
            { value: 'go-on', label: t('silentGoOn') },
            { value: 'wait', label: t('silentWait') },
          ],
          value: 'go-on',
        },
        person,
      ];
    case 'open-sub-dossier':
      return [
        { kind: 'choose', name: 'toUnitId', label: t('subUnit'), options: units, blank: t('subUnitNone') },
        { kind: 'line', name: 'agency', label: t('subAgency'), hint: t('subAgencyHint'), optional: true },
        { kind: 'line', name: 'title', label: t('subTitle') },
        { kind: 'count', name: 'days', label: t('subDays'), value: '3' },
        { kind: 'line', name: 'reference', label: t('subReference'), optional: true },
      ];
    case 'answer-strand':
      return [
        choose(dossier, targets, targets.strands),
        {
          kind: 'choose',
          name: 'result',
          label: t('result'),
          options: [
            { value: 'done', label: t('resultDone') },
            { value: 'agree', label: t('agree') },
            { value: 'disagree', label: t('disagree') },
            { value: 'refused', label: t('refused') },
          ],
          value: 'done',
        },
        { kind: 'long', name: 'text', label: t('answer'), hint: t('answerHint'), optional: true },
      ];
    case 'note-silence':
      return [choose(dossier, targets, null), note];
    case 'assign-strand':
      return [
        choose(dossier, targets, null),
        { kind: 'choose', name: 'accountId', label: action('assignTo'), options: everybody },
        note,
      ];
    case 'drop-strand':
      return [choose(dossier, targets, null), reason];
    case 'note-reference':
      return [choose(dossier, targets, null), { kind: 'line', name: 'reference', label: t('subReference') }];
    default:
      return command satisfies never;
  }
}
