import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { renderPdf } from '#platform/pdf/render.ts';
import { authorise } from '#platform/policy.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import type { Equipment } from '../schema.ts';

const TEMPLATE = new URL('../templates/label.typ', import.meta.url);

/** What does not fit beside the code is cut; the page behind the code shows it whole. */
function fit(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Where the QR of a label leads. */
export function reportUrl(ctx: Pick<AppContext, 'config'>, piece: Pick<Equipment, 'reportCode'>): string {
  return `${ctx.config.publicUrl}/bao-hong/${piece.reportCode}`;
}

/**
 * Draws the labels to stick on equipment: name, place and the QR by which anybody reports a fault. One page of 62 × 54 mm each.
 * @throws Problem `forbidden`
 */
export async function drawLabels(
  ctx: AppContext,
  actor: Actor,
  pieces: readonly Equipment[],
): Promise<Uint8Array> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.read', actor);
  const { name } = await getCentre(ctx, actor.centreId);
  const labels = pieces.map((piece) => ({
    name: piece.name,
    place: fit(piece.place, 45),
    serial: fit(piece.serial, 30),
    qr: qrSvg(reportUrl(ctx, piece)),
  }));
  const data = { title: `Nhãn báo hỏng, ${name}`, centre: name, labels };
  return renderPdf(TEMPLATE, data, { createdAt: ctx.clock.now() });
}
