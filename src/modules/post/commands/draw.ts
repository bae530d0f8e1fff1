import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { renderPdf } from '#platform/pdf/render.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, formatDateTime, toLocal } from '#platform/time.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { code128Svg } from '../rules/code128.ts';

const LABEL = new URL('../templates/label.typ', import.meta.url);
const LIST = new URL('../templates/hand-over.typ', import.meta.url);

const dong = (amount: number) => amount.toLocaleString('vi-VN');

/**
 * The label of a shipment: sender, receiver, money to collect, the code of the item as bars (Code 128) and as QR. 100 × 150 mm.
 * @throws Problem `forbidden`, `not-found`
 */
export async function drawLabel(ctx: AppContext, actor: Actor, id: string): Promise<Uint8Array> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const shipment = await readOnly(ctx, actor, (tx) => repo.findShipment(tx, id));
  if (shipment === null) {
    throw new Problem('not-found', { detail: postMessages('vi')('no-shipment') });
  }
  const { parcel, orderCode, itemCode } = shipment;
  const code = itemCode ?? orderCode;
  const data = {
    title: postMessages('vi')('label-title', { code }),
    code,
    order: orderCode,
    bars: code128Svg(code),
    qr: qrSvg(code),
    sender: { name: parcel.sender.name, tel: parcel.sender.tel, address: parcel.sender.address },
    receiver: { name: parcel.receiver.name, tel: parcel.receiver.tel, address: parcel.receiver.address },
    cod: parcel.codVnd === 0 ? '' : dong(parcel.codVnd),
    contents: parcel.contents,
    note: parcel.note,
    day: formatDate(toLocal(shipment.madeAt)),
  };
  return renderPdf(LABEL, data, { createdAt: ctx.clock.now() });
}

/** A list of handing over to the post, with places for both signatures. @throws Problem `forbidden`, `not-found` */
export async function drawHandOver(ctx: AppContext, actor: Actor, id: string): Promise<Uint8Array> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findHandOver(tx, id));
  if (found === null) {
    throw new Problem('not-found', { detail: postMessages('vi')('no-list') });
  }
  const { list, shipments } = found;
  const centre = await getCentre(ctx, actor.centreId);
  const data = {
    title: postMessages('vi')('list-title', { no: list.no, year: list.year }),
    centre: centre.name,
    at: formatDateTime(list.madeAt),
    by: list.madeBy,
    rows: shipments.map(({ itemCode, orderCode, parcel }) => ({
      code: itemCode ?? orderCode,
      contents: parcel.contents,
      name: parcel.receiver.name,
      address: parcel.receiver.address,
      tel: parcel.receiver.tel,
      cod: parcel.codVnd === 0 ? '' : dong(parcel.codVnd),
    })),
    total: dong(shipments.reduce((sum, { parcel }) => sum + parcel.codVnd, 0)),
  };
  return renderPdf(LIST, data, { createdAt: list.madeAt });
}
