import { createServer } from 'node:http';
import { z } from 'zod';
import { assembleCms, signedAttributes } from '#integrations/signing/cms.ts';
import { embedSignature, prepareSignature } from '#integrations/signing/pdf-sign.ts';
import { signWithKey } from '#integrations/signing/pkcs12.ts';
import { listenHere } from '../http.ts';
import type { Issued } from '../signing-service/authority.ts';
import { answerOnce } from './socket.ts';

/** Ways in which the desk's signing program misbehaves. */
export const AGENT_FAULTS = [
  /** The person presses Cancel. */
  'cancelled',
  /** No token is in the machine. */
  'no-token',
  /** Sends back the file unsigned, and says that all is well. */
  'unsigned',
  /** Signs another document. */
  'other-document',
  /** Says that all is well without sending anything. */
  'not-uploaded',
  /** Closes the line after the upload. */
  'drop-after',
] as const;
export type AgentFault = (typeof AGENT_FAULTS)[number];

export interface SimulatedAgent {
  /** "ws://127.0.0.1:PORT" */
  readonly url: string;
  readonly port: number;
  readonly switches: { faults: readonly AgentFault[]; token: Issued };
  stop(): Promise<void>;
}

const Request = z.looseObject({ FileUploadHandler: z.url(), FileName: z.url() });
const Handled = z.looseObject({ Status: z.boolean(), Message: z.string().optional() });

/** Codes seen for errors of the person and of the token. */
const CANCELLED = 14;
const NO_TOKEN = 28;
const FAILED = 1;

async function sign(pdf: Uint8Array, token: Issued): Promise<Uint8Array> {
  const { pdf: prepared, documentHash } = await prepareSignature(pdf, {
    signerName: 'Token mô phỏng',
    reason: 'Ký phê duyệt',
    location: '',
    at: Temporal.Now.instant(),
    page: 'last',
  });
  const attributes = signedAttributes(documentHash, token.certificate);
  const signature = signWithKey(token.key.privateKey, attributes);
  return embedSignature(
    prepared,
    assembleCms({ attributes, signature, certificate: token.certificate, chain: [] }),
  );
}

/** Starts the signing program of a desk with its token, as VGCA's: one JSON message in, one out. */
export async function startTokenAgent(token: Issued, port = 0): Promise<SimulatedAgent> {
  const switches: SimulatedAgent['switches'] = { faults: [], token };
  const has = (fault: AgentFault) => switches.faults.includes(fault);
  const say = (Status: number, Message: string): string =>
    JSON.stringify({ Status, Message, FileName: '', FileServer: '' });

  const signApproved = async (message: string): Promise<string | null> => {
    const { FileName, FileUploadHandler } = Request.parse(JSON.parse(message));
    if (has('cancelled')) {
      return say(CANCELLED, 'Người dùng hủy ký');
    }
    if (has('no-token')) {
      return say(NO_TOKEN, 'Không tìm thấy chứng thư số');
    }
    const got = await fetch(FileName);
    if (!got.ok) {
      return say(FAILED, `Không tải được tệp (HTTP ${got.status})`);
    }
    const source = new Uint8Array(await got.arrayBuffer());
    const signed = has('unsigned') ? source : await sign(source, switches.token);
    const sent = Buffer.from(signed);
    if (has('other-document')) {
      sent.write('%', 12, 'latin1');
    }
    if (has('not-uploaded')) {
      return say(0, '');
    }
    const form = new FormData();
    form.append('uploadfile', new Blob([new Uint8Array(sent)], { type: 'application/pdf' }), 'da-ky.pdf');
    const answer = await fetch(FileUploadHandler, { method: 'POST', body: form });
    const handled = Handled.safeParse(await answer.json().catch(() => null));
    if (has('drop-after')) {
      return null;
    }
    return handled.data?.Status === true
      ? say(0, '')
      : say(FAILED, handled.data?.Message ?? 'Không gửi được tệp');
  };

  const server = createServer((_, response) => response.writeHead(426).end());
  server.on('upgrade', (request, socket) => {
    switch (request.url) {
      case '/SignApproved':
        return answerOnce(request, socket, signApproved);
      case '/GetVersion':
        return answerOnce(request, socket, async () => '1.0.0 (mô phỏng)');
      default:
        socket.destroy();
    }
  });
  const listening = await listenHere(server, port);
  return { ...listening, url: `ws://127.0.0.1:${listening.port}`, switches };
}
