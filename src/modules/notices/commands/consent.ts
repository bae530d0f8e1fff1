import type { Tx } from '#platform/db/tx.ts';
import { addConsent, consentsOf } from '../repo-lists.ts';
import type { Channel, ConsentHow } from '../schema.ts';

/** What somebody said about how they want to be told. */
export interface Said {
  readonly phone: string | null;
  readonly email: string | null;
  readonly how: ConsentHow;
  readonly byName: string;
  /** What proves it: the dossier whose form was ticked, the notice whose link was opened. */
  readonly evidence: string;
  readonly at: Temporal.Instant;
}

/** Keeps a choice: one row for each channel about which something new was said. A channel without an address is left out. */
export async function keepChoice(
  tx: Tx,
  centreId: string,
  said: Said,
  choice: Readonly<Partial<Record<Channel, boolean>>>,
): Promise<void> {
  const before = await consentsOf(tx, said);
  for (const channel of ['zalo', 'sms', 'email'] as const) {
    const wants = choice[channel];
    const address = channel === 'email' ? said.email : said.phone;
    const last = before.find((one) => one.channel === channel && one.address === address);
    if (
      wants === undefined ||
      address === null ||
      last?.wants === wants ||
      (last === undefined && !wants && said.how === 'counter')
    ) {
      continue;
    }
    const { how, byName, evidence, at } = said;
    await addConsent(tx, centreId, { channel, address, wants, how, byName, evidence, at });
  }
}
