import { z } from 'zod';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const address = (fallback: string) =>
  z
    .url('Xin nhập địa chỉ đầy đủ.')
    .refine((text) => {
      const url = new URL(text);
      return url.protocol === 'https:' || LOOPBACK.test(url.hostname);
    }, 'Địa chỉ phải bắt đầu bằng https://.')
    .default(fallback);
const Timeout = { timeoutSeconds: z.coerce.number().int().min(1).max(120).default(30) };

/** Programs that we know how to run; the administrator chooses one, never a command line. */
export const VOICE_PROGRAMS = ['espeak-ng', 'piper'] as const;

/**
 * The voice that reads scripts. `off`: officers record; `program`: a program on this machine, which is no part of the product; `fpt`, `viettel`, `zalo`: services on the Internet,
 * to which the script (public by nature) is sent.
 */
export const VoiceConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({
    mode: z.literal('program'),
    program: z.enum(VOICE_PROGRAMS).default('espeak-ng'),
    /** piper: the file of the voice. */
    model: z.string().max(300).default(''),
    /** Words a minute (espeak-ng). */
    speed: z.coerce.number().int().min(80).max(250).default(145),
    /** Packs the sound as MP3 with `lame` where that program is there too; old loudspeakers know nothing else. */
    mp3: z
      .enum(['1', '0'])
      .or(z.boolean())
      .transform((value) => value === true || value === '1')
      .default(true),
    ...Timeout,
  }),
  z.object({
    mode: z.literal('fpt'),
    base: address('https://api.fpt.ai/hmi/tts/v5'),
    voice: z.string().trim().max(60).default('banmai'),
    ...Timeout,
  }),
  z.object({
    mode: z.literal('viettel'),
    base: address('https://viettelai.vn/tts/speech_synthesis'),
    voice: z.string().trim().max(60).default('hn-quynhanh'),
    ...Timeout,
  }),
  z.object({
    mode: z.literal('zalo'),
    base: address('https://api.zalo.ai/v1/tts/synthesize'),
    voice: z.string().trim().max(60).default('1'),
    ...Timeout,
  }),
]);
export type VoiceConnection = z.output<typeof VoiceConnection>;

/** A voice could not say it. The message is for the officer. */
export class VoiceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VoiceError';
  }
}

/** Reads a normalised text aloud. */
export interface Voice {
  /** How it is called where its work is shown: "espeak-ng", "FPT.AI, giọng banmai". */
  readonly name: string;
  /** The bytes of a WAV, MP3 or Ogg Opus file. @throws VoiceError */
  say(text: string): Promise<Uint8Array>;
}
