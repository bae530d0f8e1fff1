import type { Lang } from '#platform/i18n.ts';
import { formatDate } from '#platform/time.ts';
import { planMessages } from './plan-messages.ts';
import type { CoverageFinding } from './rules/coverage.ts';
import type { PlanEffect, PlannedDuty } from './rules/plan.ts';
import { roleWord, scopeWords } from './words.ts';

function day(iso: string): string {
  return formatDate(Temporal.PlainDate.from(iso));
}

/** "Lĩnh vực Đất đai (giải quyết): không có người thay thế cho Nguyễn Văn A, từ 02/11/2026 đến 20/11/2026." */
export function findingInWords(
  finding: CoverageFinding,
  names: ReadonlyMap<string, string>,
  lang: Lang = 'vi',
): string {
  const t = planMessages(lang);
  const people = finding.people.map((id) => names.get(id) ?? '').join(', ');
  const where = {
    scope: upper(scopeWords(finding.scope, lang)),
    role: roleWord(finding.role, lang),
    when:
      finding.from === finding.to
        ? t('onDay', { day: day(finding.from) })
        : t('onDays', { from: day(finding.from), to: day(finding.to) }),
  };
  switch (finding.kind) {
    case 'no-main':
      return t('findNoMain', where);
    case 'two-mains':
      return t('findTwoMains', { ...where, people });
    case 'all-away':
      return t('findAllAway', { ...where, people });
    case 'no-deputy':
      return t('findNoDeputy', { ...where, people });
    case 'cannot-work':
      return t('findCannotWork', { ...where, people });
    default:
      return finding.kind satisfies never;
  }
}

function upper(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** What a plan changes, line by line: who ends where, who begins where. */
export function changesInWords(
  effect: PlanEffect,
  names: ReadonlyMap<string, string>,
  lang: Lang = 'vi',
): readonly string[] {
  const t = planMessages(lang);
  const params = (duty: Omit<PlannedDuty, 'id'>) => ({
    name: names.get(duty.accountId) ?? '',
    scope: scopeWords(duty.scope, lang),
    role: roleWord(duty.role, lang),
    rank: t(duty.rank === 'main' ? 'rankMain' : 'rankDeputy'),
  });
  return [
    ...effect.ends.map(({ duty, lastDay }) => t('changeEnds', { ...params(duty), day: day(lastDay) })),
    ...effect.removes.map((duty) => t('changeGoes', params(duty))),
    ...effect.adds.map((duty) =>
      duty.validTo === null
        ? t('changeBegins', { ...params(duty), day: day(duty.validFrom) })
        : t('changeBeginsTo', { ...params(duty), day: day(duty.validFrom), to: day(duty.validTo) }),
    ),
  ];
}
