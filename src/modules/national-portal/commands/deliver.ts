import type { ZodError } from 'zod';
import type { Outcome } from '#integrations/national-portal/answer.ts';
import { PortalState } from '#integrations/national-portal/inbound.ts';
import { PortalDossier } from '#integrations/national-portal/payload.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import type { Actor } from '#platform/actor.ts';
import { circuitAfter, circuitState } from '#platform/circuit.ts';
import { lockCircuit, saveCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { DELIVER } from '../jobs-names.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import * as line from '../repo-line.ts';
import { backOff, type Call, GIVE_UP_HOURS, judge, nextCall, PORTAL_CIRCUIT } from '../rules/delivery.ts';
import { exchangeDigest } from '../rules/exchange.ts';
import { maskRequest } from '../rules/mask.ts';
import { connect } from './connect.ts';

/** How long the one try after a rest has before another may be sent. */
const PROBE_SECONDS = 60;

type Taken = repo.Taken;

/** Takes the head of a dossier for sending; null when there is nothing to do now or the portal rests. */
async function take(
  ctx: AppContext,
  actor: Actor,
  dossierId: string,
  leaseSeconds: number,
): Promise<Taken | null> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const circuit = await lockCircuit(tx, actor.centreId, line.PORTAL_LINE);
    const state = circuitState(circuit, now);
    if (state === 'open') {
      return null;
    }
    const taken = await repo.takeHead(tx, dossierId, now, now.add({ seconds: leaseSeconds }));
    if (taken !== null && state === 'half-open') {
      await saveCircuit(tx, actor.centreId, line.PORTAL_LINE, {
        ...circuit,
        openUntil: now.add({ seconds: PROBE_SECONDS }),
      });
    }
    return taken;
  });
}

interface Sent {
  readonly outcome: Outcome;
  readonly request: unknown;
  readonly service: string;
  readonly found: boolean;
}

const SERVICE = {
  'look-up': 'TraCuuHoSo',
  insert: 'DongBoHoSoMC',
  update: 'DongBoHoSoMC',
  steps: 'CapNhatTienDoHoSoMC',
  state: 'DongBoTrangThaiHoSo',
} as const satisfies Record<Call, string>;

/** What does not fit never leaves: the officer sees which member is wrong. */
function misfit(request: unknown, service: string, error: ZodError): Sent {
  const message = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { outcome: { kind: 'refused', code: 'kiểm tra tại chỗ', message }, request, service, found: false };
}

async function send(client: PortalClient, call: Call, { item }: Taken): Promise<Sent> {
  const service = SERVICE[call];
  if (call === 'look-up') {
    const outcome = await client.lookUp(item.number);
    return {
      outcome,
      request: item.number,
      service,
      found: outcome.kind === 'done' && outcome.result.length > 0,
    };
  }
  if (call === 'steps') {
    const outcome: Outcome =
      item.steps.length === 0 ? { kind: 'done', result: [], message: '' } : await client.steps(item.steps);
    return { outcome, request: item.steps, service, found: false };
  }
  if (call === 'state') {
    const state = PortalState.safeParse(item.payload);
    return state.success
      ? { outcome: await client.state(state.data), request: state.data, service, found: false }
      : misfit(item.payload, service, state.error);
  }
  const read = PortalDossier.safeParse(item.payload);
  if (!read.success) {
    return misfit(item.payload, service, read.error);
  }
  const outcome = call === 'insert' ? await client.insert(read.data) : await client.update(read.data);
  return { outcome, request: read.data, service, found: false };
}

function statusOf(payload: unknown): string {
  const read = PortalDossier.pick({ TrangThaiHoSo: true }).loose().safeParse(payload);
  if (read.success) {
    return read.data.TrangThaiHoSo;
  }
  const state = PortalState.safeParse(payload);
  return state.success ? state.data.TrangThai : '';
}

/** Stores what a call led to before the next is made: the item, what the portal knows, the circuit, the exchange and its digest in the chain. */
async function settle(ctx: AppContext, actor: Actor, taken: Taken, call: Call, sent: Sent): Promise<boolean> {
  const { item } = taken;
  const now = ctx.clock.now();
  const verdict = judge(call, sent.outcome, sent.found);
  const tooLong =
    item.firstTryAt !== null &&
    Temporal.Instant.compare(item.firstTryAt.add({ hours: GIVE_UP_HOURS }), now) <= 0;
  const next = verdict.next === 'later' && tooLong ? 'stuck' : verdict.next;
  const failed = next === 'later';
  const attempts = failed ? item.attempts + 1 : 0;
  await inTransaction(ctx, actor, async (tx) => {
    const circuit = await lockCircuit(tx, actor.centreId, line.PORTAL_LINE);
    const why = sent.outcome.kind === 'unavailable' ? sent.outcome.why : null;
    await saveCircuit(tx, actor.centreId, line.PORTAL_LINE, circuitAfter(circuit, why, now, PORTAL_CIRCUIT));
    if (verdict.known !== undefined) {
      const told =
        next === 'pushed' || call === 'state'
          ? { seq: item.dossierSeq, status: statusOf(item.payload) }
          : undefined;
      await repo.saveKnown(tx, actor.centreId, item, verdict.known, told);
    }
    await repo.settleTry(tx, item.seq, {
      state: next === 'again' || next === 'later' ? item.state : next,
      stuckAt: next === 'stuck' ? item.state : null,
      attempts,
      nextAt: failed ? now.add({ seconds: backOff(attempts) }) : now,
      why: verdict.why === '' ? null : verdict.why.slice(0, 1_000),
      endedAt: next === 'sent' ? now : null,
    });
    if (failed) {
      const job = { centreId: actor.centreId, dossierId: item.dossierId };
      const runAt = now.add({ seconds: backOff(attempts) });
      await enqueue(tx, DELIVER, job, { jobKey: `portal ${item.dossierId}`, runAt });
    }
    await keepExchange(tx, actor, item.number, sent, now);
    if (next === 'stuck') {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'stuck' });
    }
  });
  return next === 'again' || next === 'waiting' || next === 'pushed' || next === 'sent';
}

async function keepExchange(
  tx: Tx,
  actor: Actor,
  number: string,
  sent: Sent,
  at: Temporal.Instant,
): Promise<void> {
  const message = 'message' in sent.outcome ? sent.outcome.message : sent.outcome.why;
  const exchange = {
    id: newId(),
    at,
    number,
    service: sent.service,
    outcome: sent.outcome.kind,
    message: message.slice(0, 2_000),
    request: maskRequest(sent.request),
  };
  const digest = exchangeDigest(exchange);
  await line.addExchange(tx, actor.centreId, { ...exchange, sha256: digest });
  await record(
    tx,
    actor,
    {
      action: 'portal.exchange',
      subjectType: 'dossier-number',
      subjectId: number,
      detail: {
        exchange: exchange.id,
        service: sent.service,
        outcome: sent.outcome.kind,
        // Of the whole request as it went, before masking: what either side may hold against the other.
        request: Buffer.from(sha256(canonicalJson(toJson(sent.request)))).toString('hex'),
        kept: Buffer.from(digest).toString('hex'),
      },
    },
    at,
  );
}

/**
 * Tells the portal everything that is open and due of one dossier, oldest first, one call at a time; the outcome of each call is stored before the next.
 * Two at once, a kill in the middle or a repeat do no harm: an item is in one pair of hands until its lease ends.
 * @returns how many calls were made
 */
export async function deliver(ctx: AppContext, actor: Actor, dossierId: string): Promise<number> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const connected = await connect(ctx, actor.centreId);
  if (connected === null) {
    return 0;
  }
  const { client, leaseSeconds } = connected;
  let calls = 0;
  for (;;) {
    const taken = await take(ctx, actor, dossierId, leaseSeconds);
    if (taken === null) {
      return calls;
    }
    const call = nextCall(taken.item.kind, taken.item.state, taken.known.known);
    const sent = await send(client, call, taken);
    calls += 1;
    if (!(await settle(ctx, actor, taken, call, sent))) {
      return calls;
    }
  }
}
