/**
 * Makes the standard voice of the boards: one short recording for every word of a call, spoken by espeak-ng and packed by lame.
 * Run by hand when the words change (needs both programs); the recordings are kept in catalogue/voice.
 *
 *   node scripts/make-voice.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '../src/platform/runtime/register.mjs';

const { neededClips, SPOKEN_LETTERS } = await import('../src/platform/speech/calls.ts');

const FOLDER = join(import.meta.dirname, '../catalogue/voice');
/** Words a minute and pitch: slow and low enough for a hall with an echo. */
const SPEED = '135';
const PITCH = '42';

/** `tu-mời-số` → "mời số"; `chu-bê` → "bê". */
function wordsOf(clip) {
  return clip.replace(/^(tu|chu)-/, '').replaceAll('-', ' ');
}

mkdirSync(FOLDER, { recursive: true });
for (const old of readdirSync(FOLDER).filter((name) => name.endsWith('.mp3'))) {
  rmSync(join(FOLDER, old));
}
const clips = neededClips(SPOKEN_LETTERS);
for (const clip of clips) {
  const wave = execFileSync('espeak-ng', [
    '-v',
    'vi',
    '-s',
    SPEED,
    '-p',
    PITCH,
    '-a',
    '160',
    '-z',
    '--stdout',
    wordsOf(clip),
  ]);
  const packed = execFileSync('lame', ['--silent', '-m', 'm', '-b', '40', '--noreplaygain', '-t', '-', '-'], {
    input: wave,
  });
  writeFileSync(join(FOLDER, `${clip}.mp3`), packed);
}
console.error(`${clips.length} recordings in catalogue/voice`);
