import type { PlayOptions } from './play.ts';

/** A span with its numbers of dossiers. */
export type Preset = Pick<PlayOptions, 'seed' | 'from' | 'to' | 'dossiers' | 'late'>;

/** Named simulations. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  /** Xã Hoa Lộc as it reported: 4.749 dossiers from 1 July to 30 December 2025, 4.696 of them early or on time. */
  'hoa-loc-2025': {
    seed: 'hoa-loc-2025',
    from: Temporal.PlainDate.from('2025-07-01'),
    to: Temporal.PlainDate.from('2025-12-30'),
    dossiers: 4_749,
    late: 53,
  },
};
