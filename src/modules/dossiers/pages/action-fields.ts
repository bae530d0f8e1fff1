import type { CommandType, Dossier } from '../schema.ts';
import { actionMessages } from './action-messages.ts';
import {
  type ActionField,
  basis,
  broughtPapers,
  feeFields,
  note,
  options,
  personFields,
  reason,
  receiverFields,
  registerDocuments,
  supplementItems,
} from './action-rows.ts';

import { strandFields } from './strand-fields.ts';

export type { ActionField } from './action-rows.ts';

const t = actionMessages('vi');

/** People and units that a dossier may be given to. */
export interface Targets {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly unitName: string;
    readonly unitId: string;
  }[];
  /** Names with the figures of their work, the fairest choice first; only for the form that assigns. */
  readonly figures?: ReadonlyMap<string, string>;
  /** Numbers of the open strands that the officer may answer. */
  readonly strands: readonly number[];
}

/** The place of a person among the suggestions; those not suggested come last. */
function rankOf(targets: Targets, id: string): number {
  const place = [...(targets.figures?.keys() ?? [])].indexOf(id);
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

const needsBasis: ActionField = { kind: 'line', name: 'legalBasis', label: t('legalBasis') };

/** The inputs of a command's form, started with what the dossier already knows. */
export function fieldsOf(command: CommandType, dossier: Dossier, targets: Targets): readonly ActionField[] {
  const units = targets.units.map((unit) => ({ value: unit.id, label: unit.name }));
  const people = targets.people.map((person) => ({
    value: person.id,
    label: `${person.name} – ${person.unitName}`,
  }));
  const colleagues = targets.people
    .filter((person) => person.unitId === dossier.holder.unitId)
    .map((person) => ({ value: person.id, label: targets.figures?.get(person.id) ?? person.name }))
    .sort((a, b) => rankOf(targets, a.value) - rankOf(targets, b.value));
  const steps = dossier.steps.map((step) => ({ value: step.key, label: `${step.name} – ${step.unitName}` }));
  switch (command) {
    case 'keep-draft':
    case 'receive':
    case 'add-file':
    case 'hand-on':
      return [];
    case 'refuse-at-reception':
      return [reason, basis];
    case 'request-supplement':
      return [
        ...supplementItems(dossier),
        basis,
        {
          kind: 'line',
          name: 'leaderReason',
          label: t('leaderReason'),
          hint: t('leaderReasonHint'),
          optional: true,
        },
      ];
    case 'pass-on-supplement':
    case 'receive-at-competent-agency':
    case 'accept-hand-over':
    case 'finish':
      return [note];
    case 'drop-supplement':
    case 'return-hand-over':
    case 'close-for-no-supplement':
    case 'correct-result':
    case 'reprint-receipt':
      return [reason];
    case 'complete-supplement':
      return [
        ...broughtPapers(dossier),
        {
          kind: 'choose',
          name: 'complete',
          label: t('complete'),
          options: [
            {
              value: 'true',
              label: dossier.receivedAt === null ? t('completeYesReception') : t('completeYes'),
            },
            { value: 'false', label: t('completeNo') },
          ],
          value: 'true',
        },
        note,
      ];
    case 'hand-over':
      return [
        {
          kind: 'choose',
          name: 'toUnitId',
          label: t('unit'),
          options: units.filter((unit) => unit.value !== dossier.holder.unitId),
        },
        { kind: 'choose', name: 'toAccountId', label: t('person'), options: people, blank: t('personUsual') },
        note,
      ];
    case 'complete-step':
      return [
        { kind: 'choose', name: 'toStep', label: t('nextStep'), options: steps, blank: t('nextUsual') },
        note,
      ];
    case 'assign':
      return [{ kind: 'choose', name: 'accountId', label: t('assignTo'), options: colleagues }, note];
    case 'request-payment':
      return feeFields(dossier);
    case 'confirm-payment':
      return [
        {
          kind: 'choose',
          name: 'method',
          label: t('method'),
          options: options('cash', 'transfer', 'portal', 'card'),
        },
        { kind: 'line', name: 'receiptNo', label: t('receiptNo'), optional: true },
      ];
    case 'extend-with-apology':
      return [
        { kind: 'day', name: 'newDay', label: t('newDay'), hint: t('newDayHint') },
        reason,
        {
          kind: 'choose',
          name: 'via',
          label: t('apologyVia'),
          options: options('apologyPaper', 'apologyPhone', 'apologyPost').map((option) => ({
            ...option,
            value: option.value.replace('apology', '').toLowerCase(),
          })),
        },
      ];
    case 'record-decision':
      return [
        { kind: 'choose', name: 'outcome', label: t('outcome'), options: options('approve', 'refuse') },
        { kind: 'long', name: 'summary', label: t('summary') },
        basis,
      ];
    case 'sign-result':
      return [
        {
          kind: 'choose',
          name: 'digital',
          label: t('digital'),
          options: [
            { value: 'false', label: t('signPaper') },
            { value: 'true', label: t('signDigital') },
          ],
          value: 'false',
        },
        note,
      ];
    case 'enter-register':
      return [
        {
          kind: 'line',
          name: 'book',
          label: t('book'),
          value: dossier.procedure.register?.code ?? '',
          hint: t('documentHint'),
        },
        ...registerDocuments(dossier),
      ];
    case 'announce-result':
      return [
        {
          kind: 'choose',
          name: 'via',
          label: t('announceVia'),
          options: options('phone', 'sms', 'zalo', 'email', 'portal'),
        },
        note,
      ];
    case 'return-result':
      return receiverFields(dossier);
    case 'withdraw':
      return [
        reason,
        {
          kind: 'choose',
          name: 'askedVia',
          label: t('askedVia'),
          options: options('direct', 'online', 'postal'),
          value: 'direct',
        },
      ];
    case 'stop':
      return [reason, needsBasis];
    case 'correct-procedure':
      return [
        { kind: 'line', name: 'procedureCode', label: t('procedureCode'), hint: t('procedureHint') },
        reason,
      ];
    case 'correct-person':
      return personFields(dossier);
    case 'take-official-number':
      return [{ kind: 'line', name: 'number', label: t('number') }];
    case 'add-note':
      return [{ kind: 'long', name: 'text', label: t('text') }];
    case 'ask-opinion':
    case 'open-sub-dossier':
    case 'answer-strand':
    case 'note-silence':
    case 'assign-strand':
    case 'drop-strand':
    case 'note-reference':
      return strandFields(command, dossier, targets);
    default:
      return command satisfies never;
  }
}

/** Commands that end the dossier or go to the citizen: pressed with a red button and a warning. */
export const GRAVE: ReadonlySet<CommandType> = new Set([
  'refuse-at-reception',
  'close-for-no-supplement',
  'withdraw',
  'stop',
]);
