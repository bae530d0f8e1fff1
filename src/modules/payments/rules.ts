import type { Fee } from '#modules/procedures/schema.ts';
import type { FeeChannel, FeeChoice, FeeLine, FeeProblem, FeeQuantity } from './schema.ts';

type Dated = Pick<Fee, 'from' | 'to'>;

/** Whether a dated figure of the law holds on a day; both ends included. */
function inForce(dated: Dated, on: Temporal.PlainDate): boolean {
  const day = on.toString();
  return (dated.from === undefined || dated.from <= day) && (dated.to === undefined || day <= dated.to);
}

function fitsChannel(channels: readonly FeeChannel[], channel: FeeChannel): boolean {
  return channels.length === 0 || channels.includes(channel);
}

/**
 * The price of `units` units at one price list: the base price up to the first step, each step's price from its unit on,
 * cut at the ceiling. Chứng thực bản sao: 2.000 đ a page for two pages, 1.000 đ from the third, at most 200.000 đ a
 * copy (TT 226/2016/TT-BTC Điều 4).
 */
export function priceOf(fee: Pick<Fee, 'steps' | 'maxVnd'>, baseVnd: number, units: number): number {
  const steps = [...fee.steps].sort((a, b) => a.fromUnit - b.fromUnit);
  const sum = steps.reduce(
    (acc, step, i) => {
      const until = Math.min(units, (steps[i + 1]?.fromUnit ?? Number.POSITIVE_INFINITY) - 1);
      return acc + Math.max(0, until - step.fromUnit + 1) * step.amountVnd;
    },
    Math.min(units, (steps[0]?.fromUnit ?? Number.POSITIVE_INFINITY) - 1) * baseVnd,
  );
  return fee.maxVnd === undefined ? sum : Math.min(sum, fee.maxVnd);
}

function total(fee: Fee, baseVnd: number, quantities: readonly FeeQuantity[]): number {
  return quantities.reduce((sum, q) => sum + priceOf(fee, baseVnd, q.units) * q.times, 0);
}

/**
 * The exemptions of a fee that may be used: in force on the day of receipt and, where they name channels, filed that
 * way (charges 1.14: "base amount + dated exemptions with legal basis and channel condition").
 */
function usableExemptions(fee: Fee, channel: FeeChannel, on: Temporal.PlainDate): readonly number[] {
  return fee.exemptions.flatMap((exemption, i) =>
    inForce(exemption, on) && fitsChannel(exemption.channels, channel) ? [i] : [],
  );
}

export type FeeResult =
  | { readonly ok: true; readonly lines: readonly FeeLine[]; readonly totalVnd: number }
  | { readonly ok: false; readonly problems: readonly FeeProblem[] };

function oneFee(
  fee: Fee,
  choice: FeeChoice,
  channel: FeeChannel,
  on: Temporal.PlainDate,
): FeeLine | readonly FeeProblem[] {
  if (!inForce(fee, on)) {
    return [{ code: 'not-in-force', fee: choice.fee }];
  }
  if (!fitsChannel(fee.channels, channel)) {
    return [{ code: 'other-channel', fee: choice.fee }];
  }
  const price = fee.amountVnd ?? choice.enteredVnd;
  if (price === null) {
    return [{ code: 'amount-needed', fee: choice.fee, text: fee.text }];
  }
  const usable = usableExemptions(fee, channel, on);
  const refused = choice.exemptions.filter((i) => !usable.includes(i));
  if (refused.length > 0) {
    return refused.map((exemption) => ({ code: 'exemption-not-applicable', fee: choice.fee, exemption }));
  }
  const baseVnd = total(fee, price, choice.quantities);
  const best = choice.exemptions
    .flatMap((i) => {
      const exemption = fee.exemptions[i];
      return exemption === undefined
        ? []
        : [{ exemption, amount: total({ ...fee, steps: [] }, exemption.amountVnd, choice.quantities) }];
    })
    .filter(({ amount }) => amount < baseVnd)
    .sort((a, b) => a.amount - b.amount)[0];
  return {
    name: fee.name,
    kind: fee.kind,
    baseVnd,
    amountVnd: best?.amount ?? baseVnd,
    exemption:
      best === undefined ? null : { who: best.exemption.who, legalBasis: best.exemption.legalBasis ?? null },
    legalBasis: fee.legalBasis ?? null,
  };
}

/**
 * What a dossier owes by the fee list of its procedure version, on the day of its receipt. Of several incentives the
 * one that leaves least to pay counts (NQ 66.22/2026 Điều 5). Never negative, and never more than without exemption.
 */
export function computeFees(
  fees: readonly Fee[],
  choices: readonly FeeChoice[],
  channel: FeeChannel,
  on: Temporal.PlainDate,
): FeeResult {
  const results = choices.map((choice): FeeLine | readonly FeeProblem[] => {
    const fee = fees[choice.fee];
    return fee === undefined ? [{ code: 'unknown-fee', fee: choice.fee }] : oneFee(fee, choice, channel, on);
  });
  const problems = results.flatMap((result) => ('amountVnd' in result ? [] : result));
  const lines = results.flatMap((result) => ('amountVnd' in result ? [result] : []));
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, lines, totalVnd: lines.reduce((sum, line) => sum + line.amountVnd, 0) };
}

/** The number as it stands on the receipt: "0000012/2026". */
export function receiptNumber(receipt: { readonly no: number; readonly year: number }): string {
  return `${String(receipt.no).padStart(7, '0')}/${receipt.year}`;
}

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', ' nghìn', ' triệu', ' tỷ'] as const;

function groupInWords(group: number, full: boolean): string {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor((group % 100) / 10);
  const ones = group % 10;
  const words: string[] = [];
  if (full || hundreds > 0) {
    words.push(`${DIGITS[hundreds]} trăm`);
  }
  if (tens === 0 && ones > 0 && words.length > 0) {
    words.push('linh');
  }
  if (tens === 1) {
    words.push('mười');
  } else if (tens > 1) {
    words.push(`${DIGITS[tens]} mươi`);
  }
  if (ones === 1 && tens > 1) {
    words.push('mốt');
  } else if (ones === 5 && tens > 0) {
    words.push('lăm');
  } else if (ones === 4 && tens > 1) {
    words.push('tư');
  } else if (ones > 0) {
    words.push(`${DIGITS[ones]}`);
  }
  return words.join(' ');
}

/** An amount below a thousand billion in Vietnamese words, as a receipt must carry it: "mười nghìn đồng". */
export function dongInWords(amountVnd: number): string {
  if (amountVnd === 0) {
    return 'không đồng';
  }
  const groups: number[] = [];
  for (let rest = amountVnd; rest > 0; rest = Math.floor(rest / 1000)) {
    groups.push(rest % 1000);
  }
  const words = groups
    .map((group, i) => (group === 0 ? '' : `${groupInWords(group, i < groups.length - 1)}${SCALES[i] ?? ''}`))
    .reverse()
    .filter((word) => word !== '');
  return `${words.join(' ')} đồng`;
}
