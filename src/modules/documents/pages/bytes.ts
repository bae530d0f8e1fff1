import type { FastifyReply } from 'fastify';
import { withoutMarks } from '#platform/vietnamese.ts';

/** Kinds that a browser shows by itself; others are saved. */
const SHOWN = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']);

/** Nothing in the file may load or run anything. A sandbox would keep browsers from showing PDF at all. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'";

/** Sends a stored file: shown in the browser where that is safe, never guessed at, never kept by a proxy. */
export function sendBytes(
  reply: FastifyReply,
  file: {
    readonly bytes: Uint8Array;
    readonly mediaType: string;
    readonly name: string;
    readonly save?: boolean;
  },
): FastifyReply {
  const show = SHOWN.has(file.mediaType) && file.save !== true;
  const plain = withoutMarks(file.name).replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return reply
    .type(file.mediaType)
    .header(
      'content-disposition',
      `${show ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${full}`,
    )
    .header('content-security-policy', POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(file.bytes));
}
