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

/** A gap as a sentence: "lĩnh vực Đất đai (giải quyết): chưa có người thay thế." */
export function gapInWords(gap: DutyGap, lang: Lang = 'vi'): string {
  const t = messages(lang);
  const scope = `${scopeWords(gap.scope, lang)} (${roleWord(gap.role, lang)})`;
  switch (gap.kind) {
    case 'no-main':
      return t('gapNoMain', { scope });
    case 'no-deputy':
      return t('gapNoDeputy', { scope });
    case 'two-mains':
      return t('gapTwoMains', { scope, n: gap.count });
    case 'all-away':
      return t('gapAllAway', { scope });
    default:
      return gap.kind satisfies never;
  }
}
