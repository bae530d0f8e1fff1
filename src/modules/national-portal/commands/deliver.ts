import { PortalState } from '#integrations/national-portal/inbound.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { DELIVER } from '../jobs-names.ts';
import { PORTAL_POLICY } from '../policy.ts';
import { mustAsk } from '../rules/account.ts';
import { type Call, nextCall } from '../rules/delivery.ts';
import { type Connected, connect } from './connect.ts';
import { type Held, send } from './send.ts';
import { type Answered, settle } from './settle.ts';

/** Calls that one run makes at most. What is left is for the next job, so that a run ends also while changes come all day. */
const MOST = 100;

function callFor({ item, known, account }: Held): Call {
  const state = item.kind === 'state' ? PortalState.safeParse(item.payload) : undefined;
  return state?.success === true && mustAsk(state.data, account)
    ? 'account'
    : nextCall(item.kind, item.state, known.known);
}

/**
 * One run: calls about different dossiers are under way at the same time, and whatever was answered while the last transaction ran is stored in the next one.
 * A slow answer holds nobody up, many answers share a commit and the chain's lock.
 */
class Run {
  readonly #ctx: AppContext;
  readonly #actor: Actor;
  readonly #answers: Answered[] = [];
  #wake = Promise.withResolvers<void>();
  /** Whether something may be due that was not looked for yet. */
  #look = true;
  #flying = 0;
  #taken = 0;

  constructor(ctx: AppContext, actor: Actor) {
    this.#ctx = ctx;
    this.#actor = actor;
  }

  /** Something more is due. */
  poke(): void {
    this.#look = true;
    this.#wake.resolve();
  }

  /** Whether something may be left for another run. */
  get unfinished(): boolean {
    return this.#look;
  }

  /** Goes on until nothing is due. @param ended called in the same breath, so that no poke is lost @returns how many calls were made */
  async work(ended: () => void): Promise<number> {
    const connected = await connect(this.#ctx, this.#actor.centreId);
    this.#look &&= connected !== null;
    while (connected !== null) {
      const answers = this.#answers.splice(0);
      const room = this.#taken < MOST ? connected.atOnce - this.#flying : 0;
      if (answers.length > 0 || (this.#look && room > 0)) {
        this.#look &&= room === 0;
        const held = await this.#store(connected, answers, room);
        this.#look ||= held.length === room;
        this.#taken += held.length;
        for (const one of held) {
          void this.#fly(connected, one);
        }
      } else if (this.#flying > 0) {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      } else {
        break;
      }
    }
    ended();
    return this.#taken;
  }

  async #fly({ client, addressOf }: Connected, held: Held): Promise<void> {
    const call = callFor(held);
    const { number } = held.item;
    this.#flying += 1;
    try {
      const sent = await send(client, call, held, (fileId) => addressOf(number, fileId));
      this.#answers.push({ held, call, sent });
    } catch (error) {
      this.#leave(held, error);
    }
    this.#flying -= 1;
    this.#wake.resolve();
  }

  /** Stores a group. One that cannot be stored must not take the others with it: each is then stored alone. */
  async #store(
    { leaseSeconds }: Connected,
    answers: readonly Answered[],
    room: number,
  ): Promise<readonly Held[]> {
    const line = { ctx: this.#ctx, actor: this.#actor, leaseSeconds };
    try {
      return await settle(line, answers, room);
    } catch (error) {
      if (answers.length === 0) {
        throw error;
      }
      for (const one of answers) {
        await settle(line, [one], 0).catch((failed: unknown) => this.#leave(one.held, failed));
      }
      return settle(line, [], room);
    }
  }

  /** Leaves an item to the end of its lease, when it is tried again: what became of the call is not known here. */
  #leave({ item }: Held, error: unknown): void {
    this.#ctx.log.error({ err: error, number: item.number }, 'national portal: no outcome of a call');
  }
}

/** Runs under way by centre: one in each process, the others only poke it. */
const runs = new WeakMap<AppContext, Map<string, Run>>();

/**
 * Tells the portal everything that is open and due, each dossier's changes oldest first and one call at a time; the outcome of each call is stored before the
 * dossier's next. Two processes at once, a kill in the middle or a repeat do no harm: an item is in one pair of hands until its lease ends.
 * @returns how many calls were made; none when a run is under way, which then looks again
 */
export async function deliver(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const mine = runs.get(ctx) ?? new Map<string, Run>();
  runs.set(ctx, mine);
  const other = mine.get(actor.centreId);
  if (other !== undefined) {
    other.poke();
    return 0;
  }
  const run = new Run(ctx, actor);
  mine.set(actor.centreId, run);
  const end = () => {
    if (mine.get(actor.centreId) === run) {
      mine.delete(actor.centreId);
    }
  };
  const calls = await run.work(end).finally(end);
  if (run.unfinished) {
    await inTransaction(ctx, actor, (tx) => enqueue(tx, DELIVER, { centreId: actor.centreId }));
  }
  return calls;
}
