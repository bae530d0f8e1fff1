import type { Actor } from './actor.ts';
import type { Tx } from './db/tx.ts';

/**
 * Typed events by which a lower module tells upper ones what happened. A module adds its own by declaration merging:
 * `declare module '#platform/events.ts' { interface DomainEvents { 'dossier.received': DossierReceived } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the modules that announce events
export interface DomainEvents {}

export type EventName = keyof DomainEvents & string;

export interface EventScope {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly at: Temporal.Instant;
}

type Handler<N extends EventName> = (event: DomainEvents[N], scope: EventScope) => Promise<void>;

/** Delivers events inside the transaction that caused them; what is slow enqueues a job instead. */
export class EventBus {
  readonly #handlers = new Map<string, ((event: never, scope: EventScope) => Promise<void>)[]>();

  /** Called by upper modules in `subscribe`. Handlers run in order of subscription; a throw rolls everything back. */
  on<N extends EventName>(name: N, handler: Handler<N>): void {
    const list = this.#handlers.get(name) ?? [];
    list.push(handler as (event: never, scope: EventScope) => Promise<void>);
    this.#handlers.set(name, list);
  }

  /** Called by the module that owns the event, inside its transaction. */
  async emit<N extends EventName>(name: N, event: DomainEvents[N], scope: EventScope): Promise<void> {
    for (const handler of this.#handlers.get(name) ?? []) {
      await (handler as unknown as Handler<N>)(event, scope);
    }
  }
}
