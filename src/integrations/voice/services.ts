import { z } from 'zod';
import { jsonOfText } from '../line.ts';
import { type Voice, type VoiceConnection, VoiceError } from './port.ts';

type Service = Extract<VoiceConnection, { mode: 'fpt' | 'viettel' | 'zalo' }>;

const LARGEST = 64 * 1024 * 1024;
/** Milliseconds between two looks for a sound that is still being made. */
const LOOK_EVERY = 500;

const FptAnswer = z.object({
  error: z.coerce.number(),
  async: z.url().optional(),
  message: z.string().default(''),
});
const ZaloAnswer = z.object({
  error_code: z.coerce.number(),
  error_message: z.string().default(''),
  data: z.object({ url: z.url() }).optional(),
});

const failed = (name: string, why: string) =>
  new VoiceError(`${name}: ${why}. Xin thử lại, hoặc tải lên bản ghi âm.`);

async function ask(name: string, url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal });
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError';
    throw failed(name, slow ? 'không trả lời kịp' : 'không kết nối được');
  }
}

async function bytesOf(name: string, answer: Response): Promise<Uint8Array> {
  if (!answer.ok) {
    throw failed(name, `trả lời HTTP ${answer.status}`);
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0 || bytes.length > LARGEST) {
    throw failed(name, 'không đưa ra âm thanh');
  }
  return bytes;
}

/** A sound that is ready a little later at an address (404 until then), on the host that we asked. */
async function fetchWhenReady(
  name: string,
  asked: string,
  address: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const suffix = (host: string) => host.split('.').slice(-2).join('.');
  if (suffix(new URL(address).hostname) !== suffix(new URL(asked).hostname)) {
    throw failed(name, 'đưa địa chỉ âm thanh ở nơi lạ');
  }
  for (;;) {
    const answer = await ask(name, address, {}, signal);
    if (answer.status !== 404) {
      return bytesOf(name, answer);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    if (signal.aborted) {
      throw failed(name, 'không làm xong âm thanh kịp');
    }
  }
}

/** FPT.AI: the text as body, key and voice as headers, an address where the sound will be. */
async function fpt(service: Service, key: string, text: string, signal: AbortSignal): Promise<Uint8Array> {
  const name = 'FPT.AI';
  const answer = await ask(
    name,
    service.base,
    { method: 'POST', headers: { 'api-key': key, voice: service.voice, format: 'mp3' }, body: text },
    signal,
  );
  const read = FptAnswer.safeParse(jsonOfText(await answer.text()));
  if (!read.success || read.data.error !== 0 || read.data.async === undefined) {
    throw failed(name, read.success ? read.data.message.slice(0, 200) : `trả lời HTTP ${answer.status}`);
  }
  return fetchWhenReady(name, service.base, read.data.async, signal);
}

/** Viettel AI: JSON in, the sound itself out. */
async function viettel(
  service: Service,
  key: string,
  text: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const answer = await ask(
    'Viettel AI',
    service.base,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*' },
      body: JSON.stringify({
        text,
        voice: service.voice,
        speed: 1,
        tts_return_option: 3,
        token: key,
        without_filter: false,
      }),
    },
    signal,
  );
  return bytesOf('Viettel AI', answer);
}

/** Zalo AI: a form in, an address of the sound out. */
async function zalo(service: Service, key: string, text: string, signal: AbortSignal): Promise<Uint8Array> {
  const name = 'Zalo AI';
  const body = new URLSearchParams({ input: text, speaker_id: service.voice, encode_type: '1' });
  const answer = await ask(name, service.base, { method: 'POST', headers: { apikey: key }, body }, signal);
  const read = ZaloAnswer.safeParse(jsonOfText(await answer.text()));
  if (!read.success || read.data.error_code !== 0 || read.data.data === undefined) {
    throw failed(
      name,
      read.success ? read.data.error_message.slice(0, 200) : `trả lời HTTP ${answer.status}`,
    );
  }
  return fetchWhenReady(name, service.base, read.data.data.url, signal);
}

const WAYS = {
  fpt: { name: 'FPT.AI', say: fpt },
  viettel: { name: 'Viettel AI', say: viettel },
  zalo: { name: 'Zalo AI', say: zalo },
} as const;

/** A voice on the Internet. The whole of one reading has `timeoutSeconds`. */
export function serviceVoice(connection: Service, key: string): Voice {
  const way = WAYS[connection.mode];
  return {
    name: `${way.name}, giọng ${connection.voice}`,
    say: (text) => way.say(connection, key, text, AbortSignal.timeout(connection.timeoutSeconds * 1000)),
  };
}
