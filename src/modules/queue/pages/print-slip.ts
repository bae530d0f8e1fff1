import { getCentre } from '#modules/agencies/queries.ts';
import { TicketPrint } from '#modules/documents/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Lang } from '#platform/i18n.ts';
import { askForSlip } from '../commands/slips.ts';
import type { Matter } from '../procedure.ts';
import { getHallSettings } from '../queries-screens.ts';
import { wifiText } from '../rules/wifi.ts';
import type { TicketView } from '../schema.ts';
import { waitWords } from './words.ts';

/** Lines of "what to bring" that a slip of paper holds. */
const BRING = 5;
const LINE = 120;

function shorten(text: string): string {
  return text.length <= LINE ? text : `${text.slice(0, LINE - 1).trimEnd()}…`;
}

/**
 * Asks the ticket printer for a slip of a number taken at the kiosk. False where there is no printer (or no enrolled kiosk): then
 * the screen's own print and the QR code remain. Asked once for each request id.
 */
export async function printSlip(
  ctx: AppContext,
  actor: Actor,
  slip: {
    readonly ticket: TicketView;
    readonly matter: Matter | undefined;
    readonly lang: Lang;
    readonly requestId: string;
  },
): Promise<boolean> {
  if (actor.kind !== 'device') {
    return false;
  }
  const { ticket, matter } = slip;
  const centre = await getCentre(ctx, actor.centreId);
  const settings = await getHallSettings(ctx, actor);
  const wifi = wifiText(settings);
  const print = TicketPrint.parse({
    centre: centre.name,
    number: ticket.number,
    group: ticket.group.name,
    need: matter === undefined ? undefined : shorten(matter.name),
    issuedAt: ticket.issuedAt,
    ahead: ticket.ahead ?? undefined,
    wait: ticket.wait === null ? undefined : waitWords(ticket.wait, slip.lang),
    bring: (matter?.papers ?? [])
      .filter(({ need }) => need !== 'if-applies')
      .slice(0, BRING)
      .map(({ name }) => shorten(name)),
    url: `${ctx.config.publicUrl}/phieu/${ticket.token}`,
    wifi: wifi === undefined ? undefined : { name: settings.wifiName, text: wifi },
  });
  return askForSlip(ctx, actor, { token: ticket.token, print, requestId: slip.requestId });
}
