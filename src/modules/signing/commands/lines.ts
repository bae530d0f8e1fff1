import { SigningFailure } from '#integrations/signing/port.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { findCircuit, noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { signingMessages } from '../messages.ts';
import { LINES, type Line } from '../repo.ts';

/** Three failures in a row give a signing service a minute's rest, at most a quarter of an hour. */
const PLAN: CircuitPlan = { openAfter: 3, firstRest: 60, longestRest: 900 };

/** Refuses while the line rests, so that nobody waits for what cannot come. @throws Problem `unavailable` */
export async function requireLine(ctx: AppContext, centreId: string, line: Line): Promise<void> {
  const circuit = await readOnly(ctx, { centreId }, (tx) => findCircuit(tx, LINES[line]));
  if (circuitState(circuit, ctx.clock.now()) === 'open' && circuit.openUntil !== null) {
    const time = formatTime(toLocal(circuit.openUntil));
    throw new Problem('unavailable', { detail: signingMessages('vi')('line-rest', { time }) });
  }
}

/** Calls an outside service and notes in its circuit how it went. @throws SigningFailure as the call does */
export async function throughLine<T>(
  ctx: AppContext,
  centreId: string,
  line: Line,
  call: () => Promise<T>,
): Promise<T> {
  const note = (why: string | null) =>
    inTransaction(ctx, { centreId }, (tx) =>
      noteCircuit(tx, centreId, LINES[line], why, ctx.clock.now(), PLAN),
    );
  try {
    const answer = await call();
    await note(null);
    return answer;
  } catch (error) {
    if (error instanceof SigningFailure) {
      // What the person decided, or a refusal, is an answer: the line works.
      await note(error.fault === 'unavailable' ? error.message : null);
      ctx.log.warn({ line, fault: error.fault, why: error.message }, 'signing call failed');
    }
    throw error;
  }
}
