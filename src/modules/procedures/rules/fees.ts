/** What a fee comes to (TT 226/2016 and the like): steps, ceiling, dated reliefs. Pure; whole đồng. */
import type { Channel, Fee, FeeExemption } from '../schema.ts';

const within = (day: string, range: { from?: string | undefined; to?: string | undefined }): boolean =>
  (range.from === undefined || range.from <= day) && (range.to === undefined || day <= range.to);

const serves = (channels: readonly Channel[], channel: Channel): boolean =>
  channels.length === 0 || channels.includes(channel);

/** Whether the fee is asked on a local day (ISO) for a way of handing in. */
export const isFeeInForce = (fee: Fee, day: string, channel: Channel): boolean =>
  within(day, fee) && serves(fee.channels, channel);

/** Reliefs that hold on a local day (ISO) for a way of handing in; a person's right to one is for the officer to see. */
export const reliefsOn = (fee: Fee, day: string, channel: Channel): FeeExemption[] =>
  fee.exemptions.filter((one) => within(day, one) && serves(one.channels, channel));

/**
 * The sum for a number of units of one copy, document or case: "2.000 đồng/trang, từ trang thứ ba 1.000 đồng, nhiều nhất
 * 200.000 đồng". Null where no single amount is known.
 */
export const feeFor = (fee: Fee, units: number): number | null => {
  if (fee.amountVnd === null) {
    return null;
  }
  const steps = [{ fromUnit: 1, amountVnd: fee.amountVnd }, ...fee.steps].toSorted(
    (a, b) => a.fromUnit - b.fromUnit,
  );
  const sum = steps.reduce((total, step, at) => {
    const end = Math.min(units, (steps[at + 1]?.fromUnit ?? Number.POSITIVE_INFINITY) - 1);
    return total + Math.max(0, end - step.fromUnit + 1) * step.amountVnd;
  }, 0);
  return fee.maxVnd === undefined ? sum : Math.min(sum, fee.maxVnd);
};
