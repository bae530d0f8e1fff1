import { CHANNELS, type Channel, type Consent, type NoticeSettings } from '../schema.ts';

/** Why a channel is not used for a citizen. */
export type Unwanted = 'no-address' | 'not-asked' | 'taken-back' | 'not-chosen' | 'off';

/** The channels a citizen wants, in the centre's order, and why the others are left out. */
export interface Wanted {
  readonly channels: readonly Channel[];
  readonly left: readonly { readonly channel: Channel; readonly why: Unwanted }[];
}

/**
 * By which channels a citizen is told. What was taken back is never used; what was never asked for is used only where the centre tells without consent
 * (Luật 91/2025/QH15 Điều 19) or the citizen gave the number for this very thing.
 *
 * @param consents the newest of each channel, for the addresses below
 * @param only the channels that were chosen for this very matter; null: all of them
 */
export function wantedChannels(
  settings: Pick<NoticeSettings, 'order' | 'withoutConsent'>,
  address: { readonly phone: string | null; readonly email: string | null },
  consents: readonly Pick<Consent, 'channel' | 'wants'>[],
  askedFor: boolean,
  only: readonly Channel[] | null = null,
): Wanted {
  const reason = (channel: Channel): Unwanted | null => {
    if (only !== null && !only.includes(channel)) {
      return 'not-chosen';
    }
    if ((channel === 'email' ? address.email : address.phone) === null) {
      return 'no-address';
    }
    const said = consents.find((one) => one.channel === channel);
    if (said !== undefined) {
      return said.wants ? null : 'taken-back';
    }
    return settings.withoutConsent || askedFor ? null : 'not-asked';
  };
  const left = CHANNELS.flatMap((channel) => {
    const why = settings.order.includes(channel) ? reason(channel) : 'off';
    return why === null ? [] : [{ channel, why }];
  });
  return { channels: settings.order.filter((channel) => !left.some((one) => one.channel === channel)), left };
}

/** The reason told when no channel is left: what the citizen decided weighs more than what is missing. */
export function mainReason({ left }: Wanted): Unwanted {
  const rank: readonly Unwanted[] = ['taken-back', 'not-asked', 'no-address', 'off', 'not-chosen'];
  return rank.find((why) => left.some((one) => one.why === why)) ?? 'off';
}
