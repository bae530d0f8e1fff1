import type { LightMyRequestResponse } from 'fastify';
import { afterAll } from 'vitest';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newRequestId } from '#platform/id.ts';
import type { TestApp } from '#platform/testing/app.ts';
import { type SimulatedProvider, startProvider } from '#simulators/oidc/start.ts';
import { signOnAt } from '#simulators/oidc/walk.ts';
import { saveSignOn } from '../commands/sign-on/settings.ts';
import { type Audience, SignOnSettingsInput } from '../schema/sign-on.ts';

/** The ways in by their addresses. */
export const WAYS = {
  staff: { start: '/dang-nhap/tai-khoan-tinh', cookie: 'sso' },
  citizen: { start: '/cong-dan/dang-nhap/bat-dau', cookie: 'sso_dan' },
} as const satisfies Record<Audience, { readonly start: string; readonly cookie: string }>;

/** A simulated provider for the calling test file, stopped after it. `app` is how the test reaches us. */
export async function openProvider(app = 'http://localhost', slowMs = 1_500): Promise<SimulatedProvider> {
  const provider = await startProvider({
    slowMs,
    redirectUris: [`${app}/dang-nhap/tai-khoan-tinh/ve`, `${app}/cong-dan/dang-nhap/ve`],
    postLogoutRedirectUris: [`${app}/dang-nhap/tai-khoan-tinh/ra`, `${app}/cong-dan/dang-xuat/xong`],
  });
  afterAll(() => provider.stop());
  return provider;
}

/** Connects a centre with the provider. */
export async function connectProvider(
  ctx: AppContext,
  centreId: string,
  audience: Audience,
  provider: SimulatedProvider,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const input = SignOnSettingsInput.parse({
    requestId: newRequestId(),
    audience,
    mode: 'on',
    issuer: provider.issuer,
    clientId: provider.clientId,
    secret: provider.clientSecret,
    scopes: 'openid profile',
    ...more,
  });
  await saveSignOn(ctx, systemActor(centreId, 'test'), input);
}

/** The value of a cookie that an answer sets. */
export function cookieOf(answer: LightMyRequestResponse, name: string): string | undefined {
  return answer.cookies.find((cookie) => cookie.name === name && cookie.value !== '')?.value;
}

/** A sign-on under way: the browser is back from the provider, and nothing of it was told us yet. */
export interface UnderWay {
  readonly cookies: Readonly<Record<string, string>>;
  readonly back: URL;
}

/** Begins a sign-on as the actor and goes through the provider as `user`. */
export async function goThere(
  t: TestApp,
  actor: Actor,
  audience: Audience,
  user: string,
  start: string = WAYS[audience].start,
): Promise<UnderWay> {
  const answer = await t.as(actor, { method: 'GET', url: start });
  const { location } = answer.headers;
  if (answer.statusCode !== 303 || location === undefined) {
    throw new Error(`no way to the provider: ${answer.statusCode} ${answer.body}`);
  }
  const { cookie } = WAYS[audience];
  return {
    cookies: { [cookie]: cookieOf(answer, cookie) ?? '' },
    back: await signOnAt(location, user),
  };
}

/** Brings the provider's answer back in the same browser. */
export function comeBack(
  t: TestApp,
  actor: Actor,
  way: UnderWay,
  cookies: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  return t.as(actor, {
    method: 'GET',
    url: `${way.back.pathname}${way.back.search}`,
    cookies: { ...way.cookies, ...cookies },
  });
}
