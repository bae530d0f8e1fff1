/** The page of an appointment: the offer to be reminded by the device itself. */
import { startPushOffer } from './lib/push.ts';

startPushOffer().catch(() => undefined);
