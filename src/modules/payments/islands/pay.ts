/** The payer's page: says by itself when the money came. */
import { startLive } from '#ui/islands/lib/live.ts';

startLive();
