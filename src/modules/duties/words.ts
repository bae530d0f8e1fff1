import type { Role } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { messages } from './messages.ts';
import type { Choice, DutyGap } from './rules.ts';
import type { DutyScope } from './schema.ts';

/** The word for what somebody does in a role: "tiếp nhận", "giải quyết". */
export function roleWord(role: Role, lang: Lang = 'vi'): string {
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

/** "lĩnh vực Đất đai" or "thủ tục 2.000884". */
export function scopeWords(scope: DutyScope, lang: Lang = 'vi'): string {
  const t = messages(lang);
  return 'procedureCode' in scope
    ? t('scopeProcedure', { name: scope.procedureCode })
    : t('scopeField', { name: scope.fieldGroup });
}

/** Why this person, as a sentence. */
export function whyInWords(choice: Choice, role: Role, lang: Lang = 'vi'): string {
  const t = messages(lang);
  const scope = scopeWords(choice.scope, lang);
  switch (choice.reason) {
    case 'main':
      return t('whyMain', { scope });
    case 'deputy-for':
      return t('whyDeputyFor', {
        scope,
        absent: choice.absent?.name ?? '',
        until: choice.absent === null ? '' : formatDateTime(choice.absent.until, lang),
      });
    case 'deputy':
      return t('whyDeputy', { scope });
    case 'only-one':
      return t('whyOnlyOne', { scope, role: roleWord(role, lang) });
    case 'unit-head':
      return t('whyHead', { scope });
    default:
      return choice.reason satisfies never;
  }
}

/** Gaps of one kind and role as one sentence: "Chưa có người thay thế (giải quyết): Đất đai; Hộ tịch." */
export function gapsInWords(gaps: readonly DutyGap[], lang: Lang = 'vi'): readonly string[] {
  const t = messages(lang);
  const sentence = (gap: DutyGap, scopes: string): string => {
    const role = roleWord(gap.role, lang);
    switch (gap.kind) {
      case 'no-main':
        return t('gapNoMain', { role, scopes });
      case 'no-deputy':
        return t('gapNoDeputy', { role, scopes });
      case 'two-mains':
        return t('gapTwoMains', { role, scopes });
      case 'all-away':
        return t('gapAllAway', { role, scopes });
      default:
        return gap.kind satisfies never;
    }
  };
  return [...Map.groupBy(gaps, (gap) => `${gap.kind} ${gap.role}`).values()].flatMap((group) => {
    const [first] = group;
    const scopes = group
      .map(({ scope }) => ('fieldGroup' in scope ? scope.fieldGroup : scope.procedureCode))
      .sort((a, b) => a.localeCompare(b, 'vi'));
    return first === undefined ? [] : [sentence(first, scopes.join('; '))];
  });
}
