import type { Role } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import { messages } from './messages.ts';
import { loadInWords } from './rules/load.ts';
import type { Choice } from './rules.ts';
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

/** Where several stand equal: how the chosen one's work compares. */
function withLoad(choice: Choice, sentence: string, lang: Lang): string {
  const chosen = choice.equals.find((one) => one.accountId === choice.member.accountId);
  return choice.equals.length < 2 || chosen?.load === undefined
    ? sentence
    : `${sentence} ${loadInWords(chosen, choice.equals, lang)}`;
}

/** Why this person, as a sentence. */
export function whyInWords(choice: Choice, role: Role, lang: Lang = 'vi'): string {
  const t = messages(lang);
  const scope = scopeWords(choice.scope, lang);
  switch (choice.reason) {
    case 'main':
      return withLoad(
        choice,
        choice.since === null
          ? t('whyMain', { scope })
          : t('whyMainSince', { scope, since: formatDate(Temporal.PlainDate.from(choice.since)) }),
        lang,
      );
    case 'deputy-for':
      return withLoad(
        choice,
        t('whyDeputyFor', {
          scope,
          absent: choice.absent?.name ?? '',
          until: choice.absent === null ? '' : formatDateTime(choice.absent.until, lang),
        }),
        lang,
      );
    case 'deputy':
      return withLoad(choice, t('whyDeputy', { scope }), lang);
    case 'only-one':
      return t('whyOnlyOne', { scope, role: roleWord(role, lang) });
    case 'unit-head':
      return t('whyHead', { scope });
    default:
      return choice.reason satisfies never;
  }
}
