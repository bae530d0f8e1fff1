/** What a fee comes to (TT 226/2016 and the like): steps, ceiling, dated exemptions, channels. Pure; whole đồng. */

import type { FeeChoice, FeeLine, FeeProblem, FeeQuantity } from '../schema/fee-choice.ts';
import type { Channel, Fee } from '../schema.ts';

type Dated = Pick<Fee, 'from' | 'to'>;

/** Whether a dated figure of the law holds on a day; both ends included. */
function inForce(dated: Dated, on: Temporal.PlainDate): boolean {
  const day = on.toString();
  return (dated.from === undefined || dated.from <= day) && (dated.to === undefined || day <= dated.to);
}

function fitsChannel(channels: readonly Channel[], channel: Channel): boolean {
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

/** Whether a fee is asked on a local day for a way of handing in. */
export function isFeeAsked(fee: Fee, channel: Channel, on: Temporal.PlainDate): boolean {
  return inForce(fee, on) && fitsChannel(fee.channels, channel);
}

function total(fee: Fee, baseVnd: number, quantities: readonly FeeQuantity[]): number {
  return quantities.reduce((sum, q) => sum + priceOf(fee, baseVnd, q.units) * q.times, 0);
}

/**
 * The exemptions of a fee that may be used: in force on the day of receipt and, where they name channels, filed that
 * way (charges 1.14: "base amount + dated exemptions with legal basis and channel condition"). A person's right to one
 * is for the officer to see.
 * @returns their places in the fee's list
 */
export function usableExemptions(fee: Fee, channel: Channel, on: Temporal.PlainDate): readonly number[] {
  return fee.exemptions.flatMap((exemption, i) =>
    inForce(exemption, on) && fitsChannel(exemption.channels, channel) ? [i] : [],
  );
}

/** The lines with their sum, or every fee that cannot be worked out. */
export type FeeResult =
  | { readonly ok: true; readonly lines: readonly FeeLine[]; readonly totalVnd: number }
  | { readonly ok: false; readonly problems: readonly FeeProblem[] };

function oneFee(
  fee: Fee,
  choice: FeeChoice,
  channel: Channel,
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
  channel: Channel,
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
