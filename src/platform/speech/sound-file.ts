/** What a short recording is, told by its bytes and not by its name. */
export interface Sound {
  readonly kind: 'wav' | 'mp3' | 'opus';
  readonly durationMs: number;
}

const ASCII = new TextDecoder('latin1');

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return ASCII.decode(bytes.subarray(at, at + length));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** RIFF/WAVE: the length of the sample data by the byte rate that the format names. */
function readWav(bytes: Uint8Array): Sound | undefined {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WAVE') {
    return undefined;
  }
  const data = view(bytes);
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = data.getUint32(at + 4, true);
    const name = textAt(bytes, at, 4);
    if (name === 'fmt ' && at + 20 <= bytes.length) {
      rate = data.getUint32(at + 16, true);
    } else if (name === 'data') {
      const real = Math.min(size, bytes.length - at - 8);
      return rate === 0 ? undefined : { kind: 'wav', durationMs: Math.round((real / rate) * 1000) };
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** Ogg with Opus: the last page's position in 48 000 samples a second, less the pre-skip of the head. */
function readOpus(bytes: Uint8Array): Sound | undefined {
  const head = textAt(bytes, 0, Math.min(bytes.length, 128)).indexOf('OpusHead');
  if (textAt(bytes, 0, 4) !== 'OggS' || head < 0 || head + 12 > bytes.length) {
    return undefined;
  }
  const data = view(bytes);
  const skip = data.getUint16(head + 10, true);
  let samples = 0n;
  for (let at = 0; at + 27 <= bytes.length && textAt(bytes, at, 4) === 'OggS'; ) {
    const position = data.getBigInt64(at + 6, true);
    samples = position > samples ? position : samples;
    const segments = data.getUint8(at + 26);
    if (at + 27 + segments > bytes.length) {
      break;
    }
    const body = bytes.subarray(at + 27, at + 27 + segments).reduce((sum, size) => sum + size, 0);
    at += 27 + segments + body;
  }
  return { kind: 'opus', durationMs: Math.max(0, Math.round((Number(samples) - skip) / 48)) };
}

/** Kilobits a second of layer III: of MPEG 1, and of MPEG 2 and 2.5. */
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLES_A_SECOND = [44_100, 48_000, 32_000];

interface Frame {
  readonly length: number;
  readonly ms: number;
}

/** One frame of layer III; undefined where there is none. */
function frameAt(bytes: Uint8Array, at: number): Frame | undefined {
  const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
  const version = (b >> 3) & 3;
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || version === 1 || ((b >> 1) & 3) !== 1) {
    return undefined;
  }
  const first = version === 3;
  const kbps = (first ? RATES_1 : RATES_2)[c >> 4] ?? 0;
  const hertz = (SAMPLES_A_SECOND[(c >> 2) & 3] ?? 0) / (first ? 1 : version === 2 ? 2 : 4);
  if (kbps === 0 || hertz === 0) {
    return undefined;
  }
  const samples = first ? 1152 : 576;
  const length = Math.floor(((samples / 8) * kbps * 1000) / hertz) + ((c >> 1) & 1);
  return { length, ms: (samples / hertz) * 1000 };
}

/** How many bytes a leading ID3 tag takes; its size has seven bits a byte. */
function tagLength(bytes: Uint8Array): number {
  if (textAt(bytes, 0, 3) !== 'ID3') {
    return 0;
  }
  return 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + ((bytes[at] ?? 0) & 0x7f), 0);
}

/** MP3: two frames in a row or more, added up. */
function readMp3(bytes: Uint8Array): Sound | undefined {
  let at = tagLength(bytes);
  let frames = 0;
  let ms = 0;
  for (let frame = frameAt(bytes, at); frame !== undefined; frame = frameAt(bytes, at)) {
    frames += 1;
    ms += frame.ms;
    at += frame.length;
  }
  return frames < 2 ? undefined : { kind: 'mp3', durationMs: Math.round(ms) };
}

/** Reads what a file is and how long it sounds; undefined when it is no WAV, MP3 or Ogg Opus recording. */
export function readSound(bytes: Uint8Array): Sound | undefined {
  return bytes.length < 32 ? undefined : (readWav(bytes) ?? readOpus(bytes) ?? readMp3(bytes));
}
