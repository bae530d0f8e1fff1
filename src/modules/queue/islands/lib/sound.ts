/** Names of the recordings that exist: the commune's own, and those of the product. */
export interface Recordings {
  readonly own: ReadonlySet<string>;
  readonly standard: ReadonlySet<string>;
}

function namesOf(list: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []);
}

/** Asks which recordings there are; none when the line is down. */
export async function loadRecordings(): Promise<Recordings> {
  const answer = await fetch('/bang-goi/giong').catch(() => undefined);
  const lists: { own?: unknown; standard?: unknown } = answer?.ok ? await answer.json() : {};
  return { own: namesOf(lists.own), standard: namesOf(lists.standard) };
}

async function playClip(folder: 'rieng' | 'chung', clip: string): Promise<void> {
  const sound = new Audio(`/bang-goi/giong/${folder}/${encodeURIComponent(clip)}`);
  await new Promise<void>((resolve) => {
    sound.addEventListener('ended', () => resolve(), { once: true });
    sound.addEventListener('error', () => resolve(), { once: true });
    sound.play().catch(() => resolve());
  });
}

/** Whether every word has a recording, own or standard. */
export function hasAll(recordings: Recordings, clips: readonly string[]): boolean {
  return clips.length > 0 && clips.every((clip) => recordings.own.has(clip) || recordings.standard.has(clip));
}

/** Plays words one after another, each in the commune's voice where it was recorded; nothing when one of them has no recording. */
export async function playClips(clips: readonly string[], known?: Recordings): Promise<void> {
  const recordings = known ?? (await loadRecordings());
  if (!hasAll(recordings, clips)) {
    return;
  }
  for (const clip of clips) {
    await playClip(recordings.own.has(clip) ? 'rieng' : 'chung', clip);
  }
}
