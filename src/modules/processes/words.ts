import type { Role } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { messages } from './messages.ts';
import type { Finding } from './rules.ts';
import type { ProcessStep, StepKind } from './schema.ts';

/** The word for what a step does. */
export function kindName(kind: StepKind, lang: Lang = 'vi'): string {
  return messages(lang)(`kind-${kind}`);
}

/** The word for who does a step. */
export function roleName(role: Role, lang: Lang = 'vi'): string {
  const t = messages(lang);
  switch (role) {
    case 'receptionist':
      return t('roleReceptionist');
    case 'officer':
      return t('roleOfficer');
    case 'unit-head':
      return t('roleUnitHead');
    case 'centre-director':
      return t('roleDirector');
    case 'commune-leader':
      return t('roleLeader');
    case 'administrator':
      return t('roleAdministrator');
    case 'auditor':
      return t('roleAuditor');
    default:
      return role satisfies never;
  }
}

/** Working minutes as hours, with a comma: "1,5". */
export function hours(minutes: number): string {
  return (minutes / 60).toLocaleString('vi-VN', { maximumFractionDigits: 2 });
}

/** The finding with steps by their names, as people know them, instead of by their keys. */
function named(finding: Finding, steps: readonly ProcessStep[]): Finding {
  const nameOf = (key: string) => steps.find((step) => step.key === key)?.name ?? key;
  return 'names' in finding
    ? { ...finding, step: nameOf(finding.step), names: nameOf(finding.names) }
    : 'step' in finding
      ? { ...finding, step: nameOf(finding.step) }
      : finding;
}

/** One fault of a process as a clause: "không có đường nào đến bước “Thẩm định”". */
export function findingInWords(
  found: Finding,
  lang: Lang = 'vi',
  steps: readonly ProcessStep[] = [],
): string {
  const t = messages(lang);
  const finding = named(found, steps);
  switch (finding.code) {
    case 'duplicate-key':
      return t('duplicateKey', finding);
    case 'unknown-step':
      return t('unknownStep', finding);
    case 'unreachable':
      return t('unreachable', finding);
    case 'no-way-out':
      return t('noWayOut', finding);
    case 'returns-forward':
      return t('returnsForward', finding);
    case 'loop':
      return t('loop', finding);
    case 'ends-elsewhere':
      return t('endsElsewhere', finding);
    case 'split-of-one':
      return t('splitOfOne', finding);
    case 'never-joins':
      return t('neverJoins', finding);
    case 'tangled':
      return t('tangled', finding);
    case 'asks-nobody-after':
      return t('asksNobodyAfter', finding);
    case 'agency-missing':
      return t('agencyMissing', finding);
    case 'time-over':
      return t('timeOver', { step: hours(finding.stepMinutes), term: hours(finding.termMinutes) });
    case 'no-decision':
      return t('noDecision');
    case 'not-staffed':
      return t('notStaffed', {
        step: finding.step,
        unit: finding.unit,
        role: roleName(finding.role, lang),
      });
    default:
      return finding satisfies never;
  }
}
