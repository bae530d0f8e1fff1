import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The recordings that come with the product, made by `scripts/make-voice.mjs`. */
export const STANDARD_VOICE = fileURLToPath(new URL('../../../catalogue/voice', import.meta.url));

/**
 * The port through which boards get recorded words. The commune may bring its own voice; a set is used for a call
 * only when it holds every word of it. The text is shown in any case.
 */
export interface ClipSet {
  /** Names of the clips that exist, without ending. */
  list(): Promise<readonly string[]>;
  /** Absolute path of the recording, or undefined when this set has none of that name. */
  find(clip: string): Promise<string | undefined>;
}

const ENDINGS = ['.mp3', '.ogg', '.wav'] as const;

/** A folder of recordings named `<clip>.mp3|.ogg|.wav`; an absent folder is an empty set. Names are matched against the listing, so no path of the caller's making is opened. */
export function folderClips(folder: string): ClipSet {
  const read = async (): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    for (const file of await readdir(folder).catch(() => [])) {
      const ending = ENDINGS.find((candidate) => file.endsWith(candidate));
      if (ending !== undefined) {
        found.set(file.slice(0, -ending.length).normalize('NFC'), join(folder, file));
      }
    }
    return found;
  };
  return {
    list: async () => [...(await read()).keys()].sort(),
    find: async (clip) => (await read()).get(clip.normalize('NFC')),
  };
}
