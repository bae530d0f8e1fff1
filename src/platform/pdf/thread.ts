/** The drawing thread: takes orders, one after the other, so that a long book never keeps a citizen's page waiting. */
import { parentPort } from 'node:worker_threads';
import { type Drawing, type DrawingOrder, draw } from './compile.ts';

/** An order with the number under which its answer is expected. */
export interface NumberedOrder {
  readonly id: number;
  readonly order: DrawingOrder;
}

export interface NumberedDrawing {
  readonly id: number;
  readonly drawing: Drawing;
}

function attempt(order: DrawingOrder): Drawing {
  try {
    return draw(order);
  } catch (error) {
    return { ok: false, diagnostics: String(error) };
  }
}

parentPort?.on('message', ({ id, order }: NumberedOrder) => {
  const answer: NumberedDrawing = { id, drawing: attempt(order) };
  parentPort?.postMessage(answer);
});
