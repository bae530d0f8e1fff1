/** What the running test file has opened and not closed: workers are shared by test files, so each file leaves nothing behind. */
const opened = new Set<() => Promise<void>>();

/** Has `close` called once: by who opened it, or at the latest after the test file. */
export function closedAtTheEnd(close: () => Promise<void>): () => Promise<void> {
  const once = async () => {
    if (opened.delete(once)) {
      await close();
    }
  };
  opened.add(once);
  return once;
}

/** Closes what is still open, the last first. */
export async function closeOpened(): Promise<void> {
  for (const close of [...opened].reverse()) {
    await close();
  }
}
