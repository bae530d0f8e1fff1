import { rate } from '#modules/feedback/commands/rate.ts';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { finishTicket } from '#modules/queue/commands/finish.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { markNoShow } from '#modules/queue/commands/no-show.ts';
import type { AppContext } from '#platform/context.ts';
import { makeRandom, type Random } from '#platform/random.ts';
import { at, type DossierLife } from './dossier-life.ts';
import type { PlannedVisit } from './plan.ts';
import type { SimEvent } from './scheduler.ts';
import type { StaffedCounter, World } from './world.ts';

interface Waiting {
  readonly groupId: string;
  readonly visit: PlannedVisit;
  readonly life: DossierLife | null;
  readonly token: string;
  /** Of this visit alone, so that what runs beside it changes nothing. */
  readonly random: Random;
}

/** The hall: people take numbers, counters call them, each is served and may rate. */
export class Hall {
  readonly #ctx: AppContext;
  readonly #world: World;
  readonly #seed: string;
  /** People with a number of today, by day and number. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #busy = new Set<string>();

  constructor(ctx: AppContext, world: World, seed: string) {
    this.#ctx = ctx;
    this.#world = world;
    this.#seed = seed;
  }

  /** Somebody comes and takes a number. */
  async arrive(
    now: Temporal.Instant,
    visit: PlannedVisit,
    life: DossierLife | null,
  ): Promise<readonly SimEvent[]> {
    const random = makeRandom(`${this.#seed} visit ${visit.no}`);
    const code = visit.dossier?.procedureCode;
    const fieldGroup = code === undefined ? undefined : this.#world.procedures.get(code)?.body.fieldGroup;
    const ticket = await issueTicket(
      at(this.#ctx, now),
      this.#world.visitor,
      {
        need: code === undefined ? 'Hỏi thủ tục' : '',
        ...(code === undefined ? {} : { procedureCode: code }),
      },
      { source: 'phone', fieldGroup },
    );
    this.#waiting.set(`${ticket.day} ${ticket.number}`, {
      visit,
      life,
      token: ticket.token,
      random,
      groupId: ticket.group.id,
    });
    return this.#world.counters
      .filter((counter) => counter.groupIds.includes(ticket.group.id) && !this.#busy.has(counter.id))
      .slice(0, 1)
      .map((counter) => this.#call(counter, now.add({ seconds: random.int(20, 120) })));
  }

  /** The counter calls on, or rests while nobody waits for it. */
  #callOn(counter: StaffedCounter, moment: Temporal.Instant): readonly SimEvent[] {
    if ([...this.#waiting.values()].some(({ groupId }) => counter.groupIds.includes(groupId))) {
      return [this.#call(counter, moment)];
    }
    this.#busy.delete(counter.id);
    return [];
  }

  #call(counter: StaffedCounter, moment: Temporal.Instant): SimEvent {
    this.#busy.add(counter.id);
    return {
      at: moment,
      run: async (now) => {
        const answer = await callNext(at(this.#ctx, now), counter.officer, { counterId: counter.id });
        const day = answer.ticket?.issuedAt.slice(0, 10) ?? '';
        const key = `${day} ${answer.ticket?.number ?? ''}`;
        const found = this.#waiting.get(key);
        if (answer.ticket === null || found === undefined) {
          this.#busy.delete(counter.id);
          return [];
        }
        this.#waiting.delete(key);
        return [this.#serve(counter, answer.ticket.id, found, now)];
      },
    };
  }

  #serve(
    counter: StaffedCounter,
    ticketId: string,
    { visit, life, token, random }: Waiting,
    now: Temporal.Instant,
  ): SimEvent {
    if (visit.leavesBeforeCall) {
      return {
        at: now.add({ minutes: 3 }),
        run: async (then) => {
          await markNoShow(at(this.#ctx, then), counter.officer, ticketId);
          return this.#callOn(counter, then.add({ seconds: 20 }));
        },
      };
    }
    return {
      at: now.add({ seconds: random.int(80, 300) }),
      run: async (then) => {
        const more = life === null ? [] : await life.receive(then, counter.officer, ticketId);
        const leaves: SimEvent = {
          at: then.add({ seconds: random.int(20, 90) }),
          run: async (end) => {
            await finishTicket(at(this.#ctx, end), counter.officer, ticketId);
            const rating = visit.dossier?.rating ?? null;
            if (rating !== null) {
              await rate(at(this.#ctx, end), this.#world.visitor, token, rating);
            }
            return this.#callOn(counter, end.add({ seconds: 30 }));
          },
        };
        return [...more, leaves];
      },
    };
  }
}
