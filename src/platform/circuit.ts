/** The line to an outside system as a circuit breaker: after some failures in a row it is left in peace for a while. */

/** How a line has been lately. */
export interface Circuit {
  /** Failures in a row. */
  readonly failures: number;
  /** Until when nothing is sent; null when everything may go. */
  readonly openUntil: Temporal.Instant | null;
  /** When it last answered. */
  readonly lastOkAt: Temporal.Instant | null;
  /** What the last failure said. */
  readonly lastWhy: string | null;
}

/** When a line is given a rest, and for how long. */
export interface CircuitPlan {
  /** Failures in a row after which it rests. */
  readonly openAfter: number;
  /** Seconds of the first rest; each further failure doubles it. */
  readonly firstRest: number;
  /** Seconds of the longest rest. */
  readonly longestRest: number;
}

/** Closed: everything goes; open: everything rests; half-open: one try decides. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** The circuit of a line nothing is known of. */
export const NEW_CIRCUIT: Circuit = { failures: 0, openUntil: null, lastOkAt: null, lastWhy: null };

/**
 * The circuit after a call.
 *
 * @param why what the failure said; null when the other side answered: a refusal is an answer too, the line works
 */
export function circuitAfter(
  circuit: Circuit,
  why: string | null,
  now: Temporal.Instant,
  plan: CircuitPlan,
): Circuit {
  if (why === null) {
    return { ...NEW_CIRCUIT, lastOkAt: now };
  }
  const failures = circuit.failures + 1;
  const over = failures - plan.openAfter;
  const rest = Math.min(plan.longestRest, plan.firstRest * 2 ** Math.min(10, Math.max(0, over)));
  return {
    failures,
    openUntil: over < 0 ? null : now.add({ seconds: rest }),
    lastOkAt: circuit.lastOkAt,
    lastWhy: why.slice(0, 300),
  };
}

/** How the circuit stands at a moment. */
export function circuitState(circuit: Pick<Circuit, 'openUntil'>, now: Temporal.Instant): CircuitState {
  if (circuit.openUntil === null) {
    return 'closed';
  }
  return Temporal.Instant.compare(now, circuit.openUntil) < 0 ? 'open' : 'half-open';
}
