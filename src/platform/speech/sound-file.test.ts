import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_VOICE } from './clips.ts';
import { readSound } from './sound-file.ts';
import { wav } from './testing/wav.ts';

function oggPage(position: bigint, body: Uint8Array): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS', 0, 'latin1');
  head.writeBigInt64LE(position, 6);
  head.writeUInt8(1, 26);
  head.writeUInt8(body.length, 27);
  return Buffer.concat([head, body]);
}

/** Ogg pages as an Opus encoder lays them; the sound itself is noise. */
function opus(ms: number): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt16LE(312, 10);
  return Buffer.concat([
    oggPage(0n, head),
    oggPage(0n, Buffer.from('OpusTags')),
    oggPage(BigInt(ms * 48 + 312), Buffer.alloc(40, 7)),
  ]);
}

describe('readSound', () => {
  it('knows the length of a WAV and of an Opus file', () => {
    for (const ms of [300, 1000, 4999]) {
      expect(readSound(wav(ms))).toEqual({ kind: 'wav', durationMs: ms });
      expect(readSound(opus(ms))).toEqual({ kind: 'opus', durationMs: ms });
    }
  });

  it('reads every standard recording as an MP3 of a word’s length', async () => {
    const files = (await readdir(STANDARD_VOICE)).filter((name) => name.endsWith('.mp3'));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const sound = readSound(await readFile(join(STANDARD_VOICE, file)));
      expect(sound?.kind, file).toBe('mp3');
      expect(sound?.durationMs, file).toBeGreaterThan(200);
      expect(sound?.durationMs, file).toBeLessThan(2_500);
    }
  });

  it('takes nothing else for a recording', () => {
    const others = [
      '%PDF-1.7 and so on and so on and so on',
      '<svg onload="x"></svg>'.repeat(4),
      'MZ'.repeat(40),
    ];
    for (const text of others) {
      expect(readSound(Buffer.from(text))).toBeUndefined();
    }
    expect(readSound(new Uint8Array(0))).toBeUndefined();
    expect(readSound(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(60)]))).toBeUndefined();
  });

  it('ends on any bytes, also behind a right beginning', () => {
    const beginnings = [
      wav(300).subarray(0, 40),
      opus(300).subarray(0, 40),
      new Uint8Array([0xff, 0xfb, 0x50, 0]),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), (begin, rest) => {
        const sound = readSound(Buffer.concat([begin, rest]));
        return sound === undefined || (Number.isFinite(sound.durationMs) && sound.durationMs >= 0);
      }),
    );
  });
});
