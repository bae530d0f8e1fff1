import type { OpenCarriers } from '#modules/carriers/commands/open-carriers.ts';
import type { Route } from '../rules/next-move.ts';
import { textsOf } from '../rules/text.ts';
import type { NoticeEvent, NoticeSettings } from '../schema.ts';

/** Every way that an event's notice could go with the accounts that are set up, in the centre's order of channels. */
export function routesOf(
  settings: NoticeSettings,
  event: NoticeEvent,
  carriers: OpenCarriers,
  mail: boolean,
): readonly Route[] {
  const texts = textsOf(settings, event);
  return settings.order.flatMap((channel): Route[] => {
    switch (channel) {
      case 'zalo': {
        const { zalo } = carriers;
        return zalo === null || texts.zns === ''
          ? []
          : [
              {
                channel,
                carrierId: zalo.carrier.id,
                rests: zalo.rests,
                dedupes: false,
                asks: 'by-reference',
              },
            ];
      }
      case 'sms':
        return carriers.sms
          .filter(({ gateway }) => gateway.provider !== 'vnpt' || texts.vnpt !== '')
          .map(({ carrier, gateway, rests }) => ({
            channel,
            carrierId: carrier.id,
            rests,
            dedupes: gateway.dedupes,
            asks:
              gateway.provider === 'vnpt' ? 'always' : gateway.provider === 'esms' ? 'by-reference' : 'never',
          }));
      case 'email':
        return mail ? [{ channel, carrierId: null, rests: false, dedupes: true, asks: 'never' }] : [];
      default:
        return channel satisfies never;
    }
  });
}
