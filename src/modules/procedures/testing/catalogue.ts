/** Builders for tests of this module and of those above it. */

import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { setUpCatalogue } from '../commands/set-up-catalogue.ts';
import { loadStarterCatalogue } from '../starter.ts';

/** Gives a centre the starter catalogue, as the example set-up does. */
export async function giveStarter(ctx: AppContext, centreId: string): Promise<void> {
  await setUpCatalogue(ctx, systemActor(centreId, 'test'), loadStarterCatalogue());
}

/** Lines of a national export, as text. */
export const exportOf = (lines: readonly object[]): string =>
  lines.map((line) => JSON.stringify(line)).join('\n');

/** A line with a term and a paper. */
export const exportLine = (code: string, more: object = {}): object => ({
  code,
  name: `Thủ tục ví dụ ${code}`,
  field: 'Ví dụ',
  fieldGroup: 'Ví dụ',
  timeLimit: { amount: 5, unit: 'workingDay', source: 'channel' },
  channels: ['inPerson'],
  components: [{ name: 'Tờ khai', originals: 1, copies: 0 }],
  ...more,
});
