import { clamd } from '#integrations/clamav/clamd.ts';
import { ScannerError, type ScanVerdict } from '#integrations/clamav/port.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { findSettings, SCANNER_LINE } from '../repo-settings.ts';

/** After three failures in a row the scanner rests for half a minute, then longer, ten minutes at most. */
const PLAN: CircuitPlan = { openAfter: 3, firstRest: 30, longestRest: 600 };

type Scope = { readonly centreId: string };

/** What came of a look: `off` where no scanner is set up, `away` where it gave no answer that can be used. */
export type Look = ScanVerdict | 'off' | 'away';

async function settle(ctx: AppContext, scope: Scope, why: string | null): Promise<void> {
  await inTransaction(ctx, scope, (tx) =>
    noteCircuit(tx, scope.centreId, SCANNER_LINE, why, ctx.clock.now(), PLAN),
  );
}

/** Lets the centre's virus scanner look at a file, unless its line rests. Never throws for what the scanner does. */
export async function lookAt(ctx: AppContext, scope: Scope, bytes: Uint8Array): Promise<Look> {
  const { scanner, circuit } = await readOnly(ctx, scope, findSettings);
  if (scanner === null) {
    return 'off';
  }
  if (circuitState(circuit, ctx.clock.now()) === 'open') {
    return 'away';
  }
  try {
    const verdict = await clamd(scanner).scan(bytes);
    await settle(ctx, scope, null);
    return verdict;
  } catch (error) {
    if (!(error instanceof ScannerError)) {
      throw error;
    }
    await settle(ctx, scope, error.message);
    return 'away';
  }
}
