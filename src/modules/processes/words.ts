import type { Role } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { messages } from './messages.ts';
import type { Finding } from './rules.ts';

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

function hours(minutes: number): string {
  return (minutes / 60).toLocaleString('vi-VN', { maximumFractionDigits: 2 });
}

/** One fault of a process as a clause: "không có đường nào đến bước “x”". */
export function findingInWords(finding: Finding, lang: Lang = 'vi'): string {
  const t = messages(lang);
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
    case 'time-mismatch':
      return t('timeMismatch', { step: hours(finding.stepMinutes), term: hours(finding.termMinutes) });
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
