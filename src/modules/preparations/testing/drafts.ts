import sharp from 'sharp';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newRequestId } from '#platform/id.ts';
import { addFile } from '../commands/add-file.ts';
import { changeAnswers } from '../commands/answer.ts';
import { startPreparation } from '../commands/start.ts';
import { withAnswer } from '../rules/answers.ts';

/** Birth registration: offered online, several papers, one of a group. */
export const BIRTH = '1.001193';

/** What an obviously made-up citizen answers about people and the result. */
export const PEOPLE = {
  who: 'self',
  applicant: {
    name: 'Nguyễn Thị Hồng Ví Dụ',
    idNumber: '038056000001',
    birthDate: '1956-09-02',
    address: 'Thôn Ví Dụ, xã Hoa Lộc, tỉnh Thanh Hóa',
    phone: '0900000001',
  },
  delivery: { how: 'counter', address: '' },
} as const;

/** A photograph as a telephone makes it: larger than needed, with the place in its data. */
export async function photograph(width = 640): Promise<Uint8Array> {
  return sharp({ create: { width, height: Math.round(width * 1.4), channels: 3, background: '#f4efe6' } })
    .withExif({ IFD3: { GPSLatitude: '19/1 55/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
}

/** A PDF of one empty page. */
export function plainPdf(words = ''): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let text = `%PDF-1.4\n%${words}\n`;
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, '0');
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  return Buffer.from(
    `${text}xref\n0 4\n0000000000 65535 f \n${table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** Begins a draft as anyone would. @returns the secret of its address */
export function begin(ctx: AppContext, actor: PublicActor, procedureCode = BIRTH): Promise<string> {
  return startPreparation(ctx, actor, { requestId: newRequestId(), procedureCode });
}

/** Answers everything about people, says how each paper comes, sends two photographs of the first. */
export async function fill(
  ctx: AppContext,
  actor: PublicActor,
  token: string,
  papers: Readonly<Record<string, string>>,
  photographs: readonly string[] = [],
): Promise<void> {
  await changeAnswers(ctx, actor, token, (body) =>
    withAnswer({ ...body, papers: {} }, { ...PEOPLE, papers }),
  );
  for (const paperKey of photographs) {
    await addFile(ctx, actor, token, {
      paperKey,
      bytes: await photograph(),
      name: 'IMG_0001.JPG',
      requestId: newRequestId(),
    });
  }
}
