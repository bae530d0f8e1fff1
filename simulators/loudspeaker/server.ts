import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Bulletin } from '#integrations/loudspeaker/port.ts';
import { chance } from '#platform/random.ts';
import { readSound } from '#platform/speech/sound-file.ts';
import { answerWith, faultByChance } from '../faults.ts';
import { bytesOf, json, type Reply, send, serveHere } from '../http.ts';

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
  const put = async (request: IncomingMessage): Promise<Reply> => {
    const type = request.headers['content-type'] ?? '';
    const body = new Uint8Array(await bytesOf(request));
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    const bulletin = Bulletin.safeParse(JSON.parse(String(form.get('bulletin'))));
    const audio = form.get('audio');
    if (!bulletin.success || !(audio instanceof Blob)) {
      return json({ code: 'format', message: 'Thiếu bản tin hoặc âm thanh' }, 422);
    }
    const bytes = new Uint8Array(await audio.arrayBuffer());
    const sound = readSound(bytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    if (sound === undefined || digest !== bulletin.data.sha256) {
      return json({ code: 'sound', message: 'Âm thanh không khớp bản tin' }, 422);
    }
    if (Math.abs(sound.durationMs / 1000 - bulletin.data.durationS) > 0.2) {
      return json({ code: 'duration', message: 'Thời lượng không khớp' }, 422);
    }
    const { id, revision } = bulletin.data;
    const key = `${id}/${revision}`;
    puts.set(key, (puts.get(key) ?? 0) + 1);
    playing.set(id, { bulletin: bulletin.data, soundMs: sound.durationMs, kind: sound.kind });
    return json({ id }, 201);
  };
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const key = options.key ?? '';
    if (switches.locked || (key !== '' && request.headers.authorization !== `Bearer ${key}`)) {
      return json({ code: 'key', message: 'Sai khóa' }, 401);
    }
    const id = decodeURIComponent((request.url ?? '').replace(/^\/bulletins\/?/, ''));
    if (request.method === 'POST') {
      return put(request);
    }
    if (request.method === 'DELETE') {
      return json({}, playing.delete(id) ? 200 : 404);
    }
    if (id === '') {
      return json([...playing.keys()]);
    }
    const held = playing.get(id);
    return held === undefined ? json({}, 404) : json({ id, revision: held.bulletin.revision });
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = request.method === 'GET' ? null : faultByChance(next, switches);
    if (fault === 'busy') {
      await bytesOf(request);
      send(response, json({ code: 'busy', message: 'bận' }, 503));
      return;
    }
    await answerWith(switches.dead ? 'drop-before' : fault, () => answer(request), response, switches.slowMs);
  };
  const { url, stop } = await serveHere(options.port ?? 0, serve);
  return { url, switches, playing, puts, stop };
}
