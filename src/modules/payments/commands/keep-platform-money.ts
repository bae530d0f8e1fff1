import type { ConfirmMessage } from '#integrations/payment-platform/messages.ts';
import type { OpenConnection } from '#integrations/payment-platform/port.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { BOOK_PLATFORM } from '../jobs-names.ts';
import * as repo from '../repo-transfers.ts';

/** What is known of the platform's money, in the words of a notice: its reference, and the dossier where the platform names it. */
export function contentOf({ MaThamChieu, MaHoSo }: Pick<ConfirmMessage, 'MaThamChieu' | 'MaHoSo'>): string {
  return `${MaThamChieu} ${MaHoSo.replace(/\s+/g, '').slice(0, 60)}`.trim();
}

/**
 * Keeps money that the platform told of, by call-back or answer, once for each of its numbers, and has it booked after commit.
 * @returns whether it was new
 */
export async function keepPlatformMoney(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  connection: OpenConnection,
  message: ConfirmMessage,
): Promise<boolean> {
  const id = await repo.insertNotice(
    tx,
    {
      id: newId(),
      centreId,
      source: 'platform',
      externalId: message.MaGiaoDich,
      accountNo: connection.account,
      amountVnd: Number(message.SoTien),
      content: contentOf(message),
      bookedAt: message.ThoiGianGD,
    },
    ctx.clock.now(),
  );
  if (id !== undefined) {
    await enqueue(tx, BOOK_PLATFORM, { centreId, noticeId: id }, { jobKey: `notice ${id}` });
  }
  return id !== undefined;
}
