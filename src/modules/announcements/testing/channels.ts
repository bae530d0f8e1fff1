import { saveGateway, saveZalo } from '#modules/carriers/commands/save-carriers.ts';
import { GatewayInput, ZaloInput } from '#modules/carriers/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newId } from '#platform/id.ts';
import type { SimulatedLoudspeakers } from '#simulators/loudspeaker/server.ts';
import { type SimulatedSmsGateway, SMS_SECRET } from '#simulators/sms-gateway/start.ts';
import type { SimulatedVoice } from '#simulators/voice/server.ts';
import type { SimulatedZalo } from '#simulators/zalo/start.ts';
import { ZALO_APP } from '#simulators/zalo/tokens.ts';
import { saveLoudspeakers, saveVoice } from '../commands/settings.ts';
import { CHANNELS, type Channel, ContactInput, NewsInput, type StoredVersions } from '../schema.ts';
import { LoudspeakerInput, VoiceInput } from '../schema-channels.ts';

interface Partners {
  readonly ctx: AppContext;
  readonly admin: StaffActor;
  readonly loudspeakers: SimulatedLoudspeakers;
  readonly voice: SimulatedVoice;
  readonly zalo: SimulatedZalo;
  readonly gateways: readonly SimulatedSmsGateway[];
}

/** Connects loudspeakers and voice. */
export async function connectSound({ ctx, admin, loudspeakers, voice }: Partners): Promise<void> {
  const server = { mode: 'push', base: loudspeakers.url, secret: 'khoa-loa', timeoutSeconds: '1' };
  await saveLoudspeakers(ctx, admin, LoudspeakerInput.parse({ requestId: newId(), ...server }));
  const engine = { mode: 'fpt', base: voice.url, secret: 'khoa', voice: 'banmai' };
  await saveVoice(ctx, admin, VoiceInput.parse({ requestId: newId(), ...engine }));
}

/** Connects every outside line of the news. */
export async function connect(partners: Partners): Promise<void> {
  const { ctx, admin, gateways, zalo } = partners;
  await connectSound(partners);
  for (const [index, { url }] of gateways.entries()) {
    const gateway = {
      provider: 'esms',
      address: url,
      brandname: `UBNDViDu${index}`,
      user: 'motcua',
      timeoutSeconds: '1',
    };
    const input = { ...gateway, requestId: newId(), place: String(index + 1), secret: SMS_SECRET };
    await saveGateway(ctx, admin, GatewayInput.parse(input));
  }
  const { appId, oaId, appSecret, oaSecret } = ZALO_APP;
  const urls = { oauthUrl: zalo.url, openApiUrl: zalo.url, businessUrl: zalo.url, timeoutSeconds: '1' };
  const account = { appId, oaId, appSecret, oaSecret, refreshToken: zalo.tokens.refresh };
  await saveZalo(ctx, admin, ZaloInput.parse({ requestId: newId(), ...account, ...urls }));
}

/** Somebody who asked for news. */
export function contact(kind: 'email' | 'sms', address: string): ContactInput {
  const who = { name: 'Trưởng thôn Ví Dụ', consent: 'Phiếu đăng ký ngày 02/5/2026' };
  return ContactInput.parse({ requestId: newId(), kind, address, ...who });
}

/** Versions for these channels alone. */
export const only = (...on: readonly Channel[]): StoredVersions =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, { on: on.includes(channel) }]));

/** A piece of news as it is written. */
export function input(title = 'Lịch nghỉ lễ Quốc khánh 2/9 của Trung tâm'): NewsInput {
  return NewsInput.parse({
    requestId: newId(),
    title,
    body: 'Trung tâm nghỉ từ ngày 01/9/2026 đến hết ngày 02/9/2026. Mời ông/bà đến từ 07:30 ngày 03/9/2026.',
    validFrom: '2026-05-04T08:00',
    validTo: '2026-05-20T17:00',
    airTimes: '05:30, 17:00',
  });
}
