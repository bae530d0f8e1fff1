import { type ExecFileException, execFile } from 'node:child_process';
import { type Voice, type VoiceConnection, VoiceError } from './port.ts';

type Program = Extract<VoiceConnection, { mode: 'program' }>;

/** Five minutes of 16-bit sound at 48 kHz, and some. */
const LARGEST = 64 * 1024 * 1024;

function run(file: string, args: readonly string[], input: Uint8Array, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      [...args],
      { encoding: 'buffer', maxBuffer: LARGEST, timeout: timeoutMs, windowsHide: true },
      (error: ExecFileException | null, stdout: Buffer) => (error === null ? resolve(stdout) : reject(error)),
    );
    // A program that ends before it has read everything says so by its end.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function missing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A stream's WAV says no length (or 2 GB); programs that write to a pipe cannot know it. */
function withLength(wav: Buffer): Buffer {
  const at = wav.indexOf('data', 12, 'latin1');
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || at < 0) {
    throw new VoiceError('Chương trình đọc không đưa ra âm thanh. Xin xem cài đặt giọng đọc.');
  }
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(wav.length - at - 8, at + 4);
  return wav;
}

function argsOf({ program, model, speed }: Program): readonly string[] {
  switch (program) {
    case 'espeak-ng':
      return ['-v', 'vi', '-s', String(speed), '-b', '1', '--stdin', '--stdout'];
    case 'piper':
      return ['--model', model, '--output_file', '-'];
    default:
      return program satisfies never;
  }
}

async function toMp3(wav: Buffer, timeoutMs: number): Promise<Buffer> {
  try {
    return await run(
      'lame',
      ['--quiet', '-m', 'm', '--resample', '44.1', '-b', '64', '-', '-'],
      wav,
      timeoutMs,
    );
  } catch (error) {
    if (missing(error)) {
      return wav;
    }
    throw new VoiceError('Không nén được âm thanh thành MP3. Xin tắt nén MP3 hoặc cài lại lame.');
  }
}

/** A program on this machine that reads standard input and writes a WAV to standard output. Started for each text, without a shell. */
export function programVoice(connection: Program): Voice {
  const { program, mp3, timeoutSeconds } = connection;
  return {
    name: program,
    async say(text) {
      const timeoutMs = timeoutSeconds * 1000;
      try {
        const wav = withLength(await run(program, argsOf(connection), Buffer.from(`${text}\n`), timeoutMs));
        return mp3 ? await toMp3(wav, timeoutMs) : wav;
      } catch (error) {
        if (error instanceof VoiceError) {
          throw error;
        }
        throw new VoiceError(
          missing(error)
            ? `Máy chủ chưa cài chương trình đọc ${program}. Xin nhờ quản trị cài, hoặc tải lên bản ghi âm.`
            : `Chương trình đọc ${program} dừng giữa chừng. Xin thử lại, hoặc tải lên bản ghi âm.`,
        );
      }
    },
  };
}
