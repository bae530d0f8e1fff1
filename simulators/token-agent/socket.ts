import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Fixed by RFC 6455 §1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const CLOSE = 0x88;

function frame(opcode: number, payload: Buffer): Buffer {
  const length = payload.length;
  const head =
    length < 126 ? Buffer.from([opcode, length]) : Buffer.from([opcode, 126, length >> 8, length & 0xff]);
  return Buffer.concat([head, payload]);
}

/** The text of the first whole frame of a browser; undefined while it is not all there. Long frames are not needed. */
function readText(bytes: Buffer): string | undefined {
  if (bytes.length < 2) {
    return undefined;
  }
  const short = bytes.readUInt8(1) & 0x7f;
  const head = short === 126 ? 4 : 2;
  if (bytes.length < head) {
    return undefined;
  }
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  const mask = bytes.subarray(head, head + 4);
  const body = bytes.subarray(head + 4, head + 4 + length);
  return body.length < length
    ? undefined
    : Buffer.from(body.map((byte, i) => byte ^ (mask[i % 4] ?? 0))).toString('utf8');
}

/** Opens a WebSocket, takes one message, sends one answer, closes: all that the desk agent does. */
export function answerOnce(
  request: IncomingMessage,
  socket: Duplex,
  answer: (message: string) => Promise<string | null>,
): void {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  let bytes = Buffer.alloc(0);
  let taken = false;
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    bytes = Buffer.concat([bytes, part]);
    const text = taken ? undefined : readText(bytes);
    if (text === undefined) {
      return;
    }
    taken = true;
    answer(text).then(
      (reply) => {
        if (reply === null) {
          socket.destroy();
          return;
        }
        socket.write(frame(TEXT, Buffer.from(reply)));
        socket.end(frame(CLOSE, Buffer.from([3, 232])));
      },
      () => socket.destroy(),
    );
  });
}
