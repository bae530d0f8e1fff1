/** Where the true share lies with 95 % confidence, 0 to 100, one decimal. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of 95 % confidence, both sides. */
const Z95 = 1.959963984540054;

const percent = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;

/**
 * Wilson's score interval of a share: unlike share ± error it stays inside 0 and 100 and is honest for few ratings.
 * Undefined without ratings.
 */
export function wilson(hits: number, sample: number, z = Z95): Interval | undefined {
  if (sample <= 0) {
    return undefined;
  }
  const share = hits / sample;
  const centre = share + z ** 2 / (2 * sample);
  const spread = z * Math.sqrt((share * (1 - share)) / sample + z ** 2 / (4 * sample ** 2));
  const scale = 1 + z ** 2 / sample;
  return { low: percent((centre - spread) / scale), high: percent((centre + spread) / scale) };
}
