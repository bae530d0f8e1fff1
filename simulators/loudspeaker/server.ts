import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bulletin } from '#integrations/loudspeaker/port.ts';
import { chance } from '#platform/random.ts';
import { readSound } from '#platform/speech/sound-file.ts';

/** Ways in which the simulated loudspeaker server misbehaves. */
export const LOUDSPEAKER_FAULTS = ['drop-before', 'drop-after', 'slow', 'busy', 'truncated'] as const;
export type LoudspeakerFault = (typeof LOUDSPEAKER_FAULTS)[number];

/** A bulletin as the server holds it, with what it heard in the sound. */
export interface HeldBulletin {
  readonly bulletin: Bulletin;
  readonly soundMs: number;
  readonly kind: string;
}

export interface LoudspeakerSwitches {
  faultRate: number;
  faults: readonly LoudspeakerFault[];
  slowMs: number;
  /** Refuses the key. */
  locked: boolean;
  /** Answers nothing at all. */
  dead: boolean;
}

export interface SimulatedLoudspeakers {
  readonly url: string;
  readonly switches: LoudspeakerSwitches;
  /** The play list by id. */
  readonly playing: ReadonlyMap<string, HeldBulletin>;
  /** How often each id and revision was put on the list. */
  readonly puts: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** A loudspeaker server that takes bulletins with their sound, checks that the sound is what its bulletin says, and misbehaves as switched. */
export async function startLoudspeakers(
  options: { readonly port?: number; readonly seed?: number; readonly key?: string } = {},
): Promise<SimulatedLoudspeakers> {
  const next = chance(options.seed ?? 1);
  const playing = new Map<string, HeldBulletin>();
  const puts = new Map<string, number>();
  const switches: LoudspeakerSwitches = {
    faultRate: 0,
    faults: LOUDSPEAKER_FAULTS,
    slowMs: 1_500,
    locked: false,
    dead: false,
  };
  const put = async (request: IncomingMessage) => {
    const type = request.headers['content-type'] ?? '';
    const body = new Uint8Array(await bodyOf(request));
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const bulletin = Bulletin.safeParse(JSON.parse(String(form.get('bulletin'))));
    const audio = form.get('audio');
    if (!bulletin.success || !(audio instanceof Blob)) {
      return { status: 422, body: { code: 'format', message: 'Thiếu bản tin hoặc âm thanh' } };
    }
    const bytes = new Uint8Array(await audio.arrayBuffer());
    const sound = readSound(bytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (sound === undefined || digest !== bulletin.data.sha256) {
      return { status: 422, body: { code: 'sound', message: 'Âm thanh không khớp bản tin' } };
    }
    if (Math.abs(sound.durationMs / 1000 - bulletin.data.durationS) > 0.2) {
      return { status: 422, body: { code: 'duration', message: 'Thời lượng không khớp' } };
    }
    const { id, revision } = bulletin.data;
    const key = `${id}/${revision}`;
    puts.set(key, (puts.get(key) ?? 0) + 1);
    playing.set(id, { bulletin: bulletin.data, soundMs: sound.durationMs, kind: sound.kind });
    return { status: 201, body: { id } };
  };
  const answer = async (request: IncomingMessage) => {
    const key = options.key ?? '';
    if (switches.locked || (key !== '' && request.headers.authorization !== `Bearer ${key}`)) {
      return { status: 401, body: { code: 'key', message: 'Sai khóa' } };
    }
    const id = decodeURIComponent((request.url ?? '').replace(/^\/bulletins\/?/, ''));
    if (request.method === 'POST') {
      return put(request);
    }
    if (request.method === 'DELETE') {
      return playing.delete(id) ? { status: 200, body: {} } : { status: 404, body: {} };
    }
    if (id === '') {
      return { status: 200, body: [...playing.keys()] };
    }
    const held = playing.get(id);
    return held === undefined
      ? { status: 404, body: {} }
      : { status: 200, body: { id, revision: held.bulletin.revision } };
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const fault =
      request.method !== 'GET' && next() < switches.faultRate
        ? switches.faults[Math.floor(next() * switches.faults.length)]
        : undefined;
    if (switches.dead || fault === 'drop-before') {
      response.destroy();
      return;
    }
    if (fault === 'busy') {
      await bodyOf(request);
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"code":"busy","message":"bận"}');
      return;
    }
    const { status, body } = await answer(request);
    if (fault === 'drop-after') {
      response.destroy();
      return;
    }
    if (fault === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, switches.slowMs));
    }
    const said = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(fault === 'truncated' ? said.slice(0, said.length / 2) : said);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    switches,
    playing,
    puts,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
