import { SmsConnection } from '#integrations/sms/port.ts';
import { exchangeCode } from '#integrations/zalo/oauth.ts';
import { ZaloConnection } from '#integrations/zalo/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import { forgetCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { carrierMessages } from '../messages.ts';
import { CARRIER_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { CarrierSecrets, GatewayInput, ZaloInput } from '../schema.ts';
import { carrierLine } from './open-carriers.ts';
import { keepTokens, secretsOf } from './tokens.ts';

const t = carrierMessages('vi');

const nameOf = (actor: Actor) => (actor.kind === 'staff' ? actor.displayName : actor.kind);

/** The secrets that hold from now on, sealed for the new version: the new ones, the rest as stored. */
async function boxFor(
  ctx: AppContext,
  before: repo.StoredCarrier | null,
  version: string,
  given: CarrierSecrets,
): Promise<Uint8Array | null> {
  const kept = before === null ? { secret: '', oaSecret: '' } : await secretsOf(ctx, before);
  const secrets: CarrierSecrets = {
    secret: given.secret || kept.secret,
    oaSecret: given.oaSecret || kept.oaSecret,
  };
  return secrets.secret === '' && secrets.oaSecret === ''
    ? null
    : sealSecret(ctx.config, version, JSON.stringify(secrets));
}

async function audit(tx: Tx, actor: Actor, id: string, detail: object, at: Temporal.Instant): Promise<void> {
  await record(
    tx,
    actor,
    { action: 'carrier.settings', subjectType: 'carrier', subjectId: id, detail: { ...detail } },
    at,
  );
}

/**
 * Adds or changes an SMS gateway. A repeated request id changes nothing; the place of another is taken by exchanging both.
 * @throws Problem `forbidden`, `not-found`
 */
export async function saveGateway(ctx: AppContext, actor: Actor, input: GatewayInput): Promise<string> {
  authorise(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const id = input.id ?? itemRequestId(input.requestId, 'gateway');
  const all = await readOnly(ctx, actor, repo.listCarriers);
  const before = all.find(({ carrier }) => carrier.id === id) ?? null;
  if ((before === null && input.id !== undefined) || before?.carrier.kind === 'zalo') {
    throw new Problem('not-found', { detail: t('gone') });
  }
  if (before?.carrier.version === input.requestId) {
    return id;
  }
  const secretBox = await boxFor(ctx, before, input.requestId, { secret: input.secret, oaSecret: '' });
  await inTransaction(ctx, actor, async (tx) => {
    const others = (await repo.listCarriers(tx)).filter(
      ({ carrier }) => carrier.kind === 'sms' && carrier.id !== id,
    );
    const last = Math.max(0, ...others.map(({ carrier }) => carrier.place)) + 1;
    const taken = others.some(({ carrier }) => carrier.place === input.place);
    await repo.saveCarrier(tx, actor.centreId, {
      id,
      kind: 'sms',
      name: input.provider,
      place: taken ? (before?.carrier.place ?? last) : input.place,
      active: input.active,
      connection: SmsConnection.parse(input),
      priceVnd: input.priceVnd,
      version: input.requestId,
      secretBox,
      changedAt: at,
      changedBy: nameOf(actor),
    });
    await forgetCircuit(tx, carrierLine(id));
    await audit(tx, actor, id, { provider: input.provider, active: input.active }, at);
  });
  return id;
}

/** Sets up the Official Account; with a refresh token it is ready at once, else by consent. @throws Problem `forbidden` */
export async function saveZalo(ctx: AppContext, actor: Actor, input: ZaloInput): Promise<string> {
  authorise(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const all = await readOnly(ctx, actor, repo.listCarriers);
  const before = all.find(({ carrier }) => carrier.kind === 'zalo') ?? null;
  const id = before?.carrier.id ?? itemRequestId(input.requestId, 'zalo');
  if (before?.carrier.version === input.requestId) {
    return id;
  }
  const secretBox = await boxFor(ctx, before, input.requestId, {
    secret: input.appSecret,
    oaSecret: input.oaSecret,
  });
  await inTransaction(ctx, actor, async (tx) => {
    await repo.saveCarrier(tx, actor.centreId, {
      id,
      kind: 'zalo',
      name: 'zalo',
      place: 1,
      active: input.active,
      connection: ZaloConnection.parse(input),
      priceVnd: input.priceVnd,
      version: input.requestId,
      secretBox,
      changedAt: at,
      changedBy: nameOf(actor),
    });
    if (input.refreshToken !== '') {
      // No access token yet: the first use renews.
      const box = await sealSecret(
        ctx.config,
        id,
        JSON.stringify({ access: '', refresh: input.refreshToken }),
      );
      await repo.saveTokens(tx, id, { box, until: at });
    }
    await forgetCircuit(tx, carrierLine(id));
    await audit(tx, actor, id, { oaId: input.oaId, active: input.active }, at);
  });
  return id;
}

/** Turns the code of a consent into tokens. @throws Problem `forbidden`, `not-found`, `conflict` (refused), `unavailable` */
export async function takeConsent(ctx: AppContext, actor: Actor, code: string): Promise<void> {
  authorise(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const all = await readOnly(ctx, actor, repo.listCarriers);
  const found = all.find(({ carrier }) => carrier.kind === 'zalo');
  if (found === undefined || found.carrier.kind !== 'zalo') {
    throw new Problem('not-found', { detail: t('gone') });
  }
  const { carrier } = found;
  const { secret } = await secretsOf(ctx, found);
  const outcome = await exchangeCode(carrier.connection, secret, code);
  if (outcome.kind === 'refused') {
    throw new Problem('conflict', {
      detail: t('token-refused', { code: outcome.code, message: outcome.message }),
    });
  }
  if (outcome.kind === 'lost') {
    throw new Problem('unavailable', { detail: outcome.why });
  }
  await inTransaction(ctx, actor, async (tx) => {
    await keepTokens(ctx, tx, carrier.id, outcome);
    await audit(tx, actor, carrier.id, { consent: true }, at);
  });
}
