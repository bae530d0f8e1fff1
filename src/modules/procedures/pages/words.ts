/** Terms, fees and papers in words. Pure. */
import type { Lang } from '#platform/i18n.ts';
import { formatDate } from '#platform/time.ts';
import type { Component, Fee, FeeExemption, Procedure, ProcedureTerm, Term } from '../schema.ts';
import { listingMessages } from './messages.ts';

const money = new Intl.NumberFormat('vi-VN');

/** "10.000 đồng". */
export const amountInWords = (vnd: number): string => `${money.format(vnd)} đồng`;

/** "5 ngày làm việc"; "Trong ngày; nhận sau 15:00 thì ngày làm việc tiếp theo". */
export const termInWords = (term: Term, lang: Lang): string => {
  const t = listingMessages(lang);
  switch (term.unit) {
    case 'same-day':
      return t('term.same-day', { time: term.cutOff ?? '15:00' });
    case 'working-day':
    case 'calendar-day':
    case 'working-hour':
      return t(`term.${term.unit}`, { count: term.amount });
    default:
      return term.unit satisfies never;
  }
};

/** The ordinary term of a procedure in words, or that none is published. */
export const ordinaryTerm = (procedure: Procedure, lang: Lang): string => {
  const first = procedure.terms[0];
  return first ? termInWords(first.term, lang) : listingMessages(lang)('termUnknown');
};

/** A term with its case, in one line. */
export const fullTerm = (one: ProcedureTerm, lang: Lang): string => {
  const t = listingMessages(lang);
  const words = termInWords(one.term, lang);
  const sure = one.certain ? words : `${words} ${t('termUncertain')}`;
  return one.condition === undefined ? sure : `${sure}: ${one.condition}`;
};

/** "2.000 đồng/trang, từ trang thứ 3: 1.000 đồng, nhiều nhất 200.000 đồng". */
export const feeInWords = (fee: Fee, lang: Lang): string => {
  const t = listingMessages(lang);
  if (fee.amountVnd === null) {
    return fee.text;
  }
  const unit = t(`unit.${fee.unit}`);
  const parts = [
    fee.amountVnd === 0 ? t('free') : `${amountInWords(fee.amountVnd)}/${unit}`,
    ...fee.steps.map((step) =>
      t('feeFrom', { unit, n: step.fromUnit, amount: amountInWords(step.amountVnd) }),
    ),
    ...(fee.maxVnd === undefined ? [] : [t('feeMax', { amount: amountInWords(fee.maxVnd) })]),
    ...(fee.setByProvince ? [t('feeProvince')] : []),
  ];
  return `${parts.join(', ')}${fee.condition === undefined ? '' : ` (${fee.condition})`}`;
};

const day = (iso: string | undefined): string =>
  iso === undefined ? '…' : formatDate(Temporal.PlainDate.from(iso));

/** "Công dân số: miễn phí, từ 15/08/2026 đến 28/02/2027". */
export const reliefInWords = (relief: FeeExemption, lang: Lang): string => {
  const t = listingMessages(lang);
  const what =
    relief.amountVnd === 0
      ? t('reliefFree', { who: relief.who })
      : t('reliefPaid', { who: relief.who, amount: amountInWords(relief.amountVnd) });
  const dated = relief.from !== undefined || relief.to !== undefined;
  return dated ? `${what}, ${t('reliefDates', { from: day(relief.from), to: day(relief.to) })}` : what;
};

/** "1 bản chính, 2 bản sao"; empty where the source gives no count. */
export const countInWords = (paper: Component, lang: Lang): string => {
  const t = listingMessages(lang);
  return [
    paper.originals > 0 ? t('originals', { count: paper.originals }) : '',
    paper.copies > 0 ? t('copies', { count: paper.copies }) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
};

/** What people call it, else the official name without its "Thủ tục". */
export const titleOf = (procedure: Procedure): string => {
  const bare = procedure.name.replace(/^thủ tục\s+/i, '');
  return procedure.plainName ?? bare.charAt(0).toUpperCase() + bare.slice(1);
};
