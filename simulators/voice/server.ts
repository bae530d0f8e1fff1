import type { IncomingMessage, ServerResponse } from 'node:http';
import { bytesOf, json, send, serveHere } from '../http.ts';

/** Switches of the simulated voice service. */
export interface VoiceSwitches {
  /** `cut`: leaves most words out; `refuse`: wrong key; `junk`: no sound; `stuck`: never answers. */
  answer: 'speak' | 'cut' | 'refuse' | 'junk' | 'stuck';
  /** How often the address of the sound says 404 before it is ready. */
  notReady: number;
}

export interface SimulatedVoice {
  /** What goes into the settings as address. */
  readonly url: string;
  readonly switches: VoiceSwitches;
  /** Texts that were to be read. */
  readonly texts: readonly string[];
  stop(): Promise<void>;
}

/** Syllables a second of the simulated reader. */
const RATE = 3.5;
const HERTZ = 8_000;

/** A hum, one beat a syllable: as long as a person would need for the words. */
function hum(syllables: number): Buffer {
  const samples = Math.round((syllables / RATE) * HERTZ);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(HERTZ, 24);
  wav.writeUInt32LE(HERTZ * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    const beat = Math.sin((Math.PI * at * RATE) / HERTZ) ** 2;
    wav.writeInt16LE(Math.round(8_000 * beat * Math.sin((2 * Math.PI * 180 * at) / HERTZ)), 44 + at * 2);
  }
  return wav;
}

/** A voice on the Internet in the shape of FPT.AI: the text by POST, an address where the sound is ready a little later. It hums instead of speaking. */
export async function startVoice(port = 0): Promise<SimulatedVoice> {
  const switches: VoiceSwitches = { answer: 'speak', notReady: 0 };
  const texts: string[] = [];
  const sounds: Buffer[] = [];
  let refused = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (switches.answer === 'stuck') {
      return;
    }
    const sound = /^\/sound\/(\d+)$/.exec(request.url ?? '');
    if (sound !== null) {
      refused += 1;
      const ready = sounds[Number(sound[1])];
      if (ready === undefined || refused <= switches.notReady) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(ready);
      return;
    }
    const text = (await bytesOf(request)).toString('utf8');
    if (switches.answer === 'refuse') {
      send(response, json({ error: 1, message: 'api-key không đúng' }));
      return;
    }
    texts.push(text);
    refused = 0;
    const count = (text.match(/[\p{L}\p{M}\d]+/gu) ?? []).length;
    const said = hum(switches.answer === 'cut' ? Math.ceil(count / 4) : count);
    sounds.push(switches.answer === 'junk' ? Buffer.from('<html>không có âm thanh ở đây</html>') : said);
    const address = `http://${request.headers.host}/sound/${sounds.length - 1}`;
    send(response, json({ error: 0, async: address, request_id: 'vi-du' }));
  };
  const { url, stop } = await serveHere(port, serve);
  return { url, switches, texts, stop };
}
