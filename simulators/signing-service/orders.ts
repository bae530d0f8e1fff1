import { randomUUID } from 'node:crypto';
import type { Decision } from './faults.ts';

/** One order to sign, waiting for the person. */
export interface Order {
  readonly code: string;
  readonly userId: string;
  readonly description: string;
  readonly hashes: readonly { readonly id: string; readonly hash: Buffer }[];
  decision: Decision;
}

/** The orders of a simulated service, newest last, and who waits for them. */
export class OrderBook {
  readonly orders: Order[] = [];
  readonly #waiting = new Map<string, (() => void)[]>();

  add(order: Omit<Order, 'code'>): Order {
    const made = { ...order, code: randomUUID() };
    this.orders.push(made);
    return made;
  }

  find(code: string): Order | undefined {
    return this.orders.find((order) => order.code === code);
  }

  /** The person presses a button on the phone. */
  decide(code: string, decision: Decision): void {
    const order = this.find(code);
    if (order !== undefined) {
      order.decision = decision;
      for (const wake of this.#waiting.get(code) ?? []) {
        wake();
      }
      this.#waiting.delete(code);
    }
  }

  /** Comes back when the person has decided. */
  async decided(order: Order): Promise<Decision> {
    while (order.decision === 'wait') {
      await new Promise<void>((resolve) => {
        this.#waiting.set(order.code, [...(this.#waiting.get(order.code) ?? []), resolve]);
      });
    }
    return order.decision;
  }
}
