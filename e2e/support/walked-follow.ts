import { openBySecret } from '#modules/follow/commands/holder.ts';
import { writeFromHome } from '#modules/follow/commands/message.ts';
import { addPhoto } from '#modules/follow/commands/photos.ts';
import { sendSupplement } from '#modules/follow/commands/send.ts';
import { photograph } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import { BIRTH, type Life, LONG_NAME } from './life.ts';
import type { SiteParts } from './site.ts';

/** Two dossiers that wait for papers of their citizens: one with a draft, one with an answer sent and a message. */
export async function withFollowed(
  { t }: SiteParts,
  { commune }: Life,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const citizen = { kind: 'public', centreId: commune.centreId } as const;
  const photo = { item: 0, bytes: await photograph(300), name: 'IMG_1.jpg' };
  const asked = async () => {
    const applicant = { name: LONG_NAME, idNumber: '038000000002', phone: '0900000002' };
    const intake = await commune.intake(BIRTH, { parties: { applicant } });
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    const items = [
      { content: 'Giấy cam đoan về việc sinh có chữ ký của hai người làm chứng', reason: 'Chưa có chữ ký' },
      { content: 'Bản sao hộ chiếu của cha', reason: 'Ảnh mờ' },
    ];
    await commune.act('tiepnhan1', { id: dossier.id }, { type: 'request-supplement', items });
    const key = await openBySecret(t.ctx, citizen, dossier.number ?? '', dossier.lookupCode ?? '');
    await addPhoto(t.ctx, citizen, key, { ...photo, requestId: newRequestId() });
    return { id: dossier.id, key };
  };
  const draft = await asked();
  const sent = await asked();
  await sendSupplement(t.ctx, citizen, sent.key, { requestId: newRequestId(), words: 'Cháu gửi thay bà.' });
  const message = { requestId: newRequestId(), words: 'Xin hỏi bao giờ có kết quả ạ?' };
  await writeFromHome(t.ctx, citizen, sent.key, message, null);
  const base = `/theo-doi-ho-so/${draft.key}`;
  return {
    '/theo-doi-ho-so/:key': [base, `/theo-doi-ho-so/${sent.key}`],
    '/theo-doi-ho-so/:key/bo-sung': [`${base}/bo-sung`],
    '/theo-doi-ho-so/:key/rut': [`${base}/rut`],
    '/can-bo/nguoi-dan-gui/:id': [`/can-bo/nguoi-dan-gui/${sent.id}`],
  };
}
