import { qrSvg } from '#platform/pdf/qr.ts';
import { renderPdf } from '#platform/pdf/render.ts';
import { toLocal } from '#platform/time.ts';

/** What a visible stamp says (mẫu hiển thị chữ ký số). */
export interface StampWords {
  readonly signer: string;
  /** Empty where the certificate names none, or signer and agency are the same. */
  readonly agency: string;
  readonly at: Temporal.Instant;
  /** The agency's seal, or a person's signature. */
  readonly kind: 'person' | 'seal';
  /** Where the signature can be checked; behind a QR code. */
  readonly url: string | null;
}

/** "04/05/2026 08:15:00 +07:00": the form that official electronic documents show. */
function timeOf(at: Temporal.Instant): string {
  const local = toLocal(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${two(local.day)}/${two(local.month)}/${local.year}`;
  return `${day} ${two(local.hour)}:${two(local.minute)}:${two(local.second)} +07:00`;
}

/** Draws the stamp in our own fonts, as a PDF page of its own size to be put on the paper. */
export async function drawStamp({ signer, agency, at, kind, url }: StampWords): Promise<Uint8Array> {
  const line = (term: string, value: string, strong = false) => ({ term, value, strong });
  const lines = [
    line(kind === 'seal' ? 'Cơ quan' : 'Người ký', signer, true),
    ...(agency === '' || agency === signer ? [] : [line('Cơ quan', agency)]),
    line('Thời gian ký', timeOf(at)),
  ];
  return renderPdf(
    new URL('./stamp.typ', import.meta.url),
    {
      title: kind === 'seal' ? 'Chữ ký số của cơ quan' : 'Chữ ký số',
      lines,
      qr: url === null ? null : qrSvg(url, { margin: 1 }),
    },
    { createdAt: at },
  );
}
