import type { FastifyRequest } from 'fastify';
import { findCentreByHost } from '#modules/agencies/queries.ts';
import type { Actor, DeviceActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts';
import { exampleDevice } from './queries/example-device.ts';
import { actorOfBearer, actorOfDevice, actorOfSession } from './queries.ts';

/** Pages of the hall's devices: there the device speaks, even in a browser where an officer is signed in. */
const DEVICE_PATHS = /^\/(kiosk|bang-goi)(?:[/?]|$)/;
/** Answers without anybody behind them; looking people up for these would only cost. */
const NOBODY_PATHS = /^\/(healthz|readyz|metrics|assets\/)/;

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

async function deviceOf(ctx: AppContext, request: FastifyRequest): Promise<DeviceActor | undefined> {
  const enrolled = await actorOfDevice(ctx, request.cookies[DEVICE_COOKIE]);
  if (enrolled) {
    return enrolled;
  }
  const place = DEVICE_PATHS.exec(request.url)?.[1];
  return place !== undefined && LOOPBACK.has(request.socket.remoteAddress ?? '')
    ? exampleDevice(ctx, place === 'kiosk' ? 'kiosk' : 'board')
    : undefined;
}

/**
 * Finds out who sends a request: a program by bearer token, an officer by session, a device by its enrolment, else the
 * public of the centre that the host name stands for. A bearer token that is not good is refused rather than ignored.
 */
export function resolveActor(ctx: AppContext): (request: FastifyRequest) => Promise<Actor> {
  return async (request) => {
    if (NOBODY_PATHS.test(request.url)) {
      return { kind: 'public', centreId: '' };
    }
    const bearer = bearerOf(request);
    if (bearer !== undefined) {
      const actor = await actorOfBearer(ctx, bearer);
      if (!actor) {
        throw new Problem('unauthenticated', {
          detail: 'Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.',
        });
      }
      return actor;
    }
    const device = DEVICE_PATHS.test(request.url) ? await deviceOf(ctx, request) : undefined;
    const actor =
      device ??
      (await actorOfSession(ctx, request.cookies[SESSION_COOKIE])) ??
      (await actorOfDevice(ctx, request.cookies[DEVICE_COOKIE]));
    if (actor) {
      return actor;
    }
    const centre = await findCentreByHost(ctx, request.host);
    return { kind: 'public', centreId: centre?.id ?? '' };
  };
}
