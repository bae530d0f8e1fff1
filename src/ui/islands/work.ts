/** The browser's half of the light check against programs: works the sum out in small pieces, so that the page stays awake. */
import { solve } from './lib/work.ts';

/** Hashes in one piece: some ten milliseconds on an old phone. */
const PIECE = 2_000;

for (const field of document.querySelectorAll<HTMLInputElement>('input[data-work]')) {
  const answer = field.form?.elements.namedItem('workAnswer');
  if (!(answer instanceof HTMLInputElement)) {
    continue;
  }
  let from = 0;
  const piece = (): void => {
    const found = solve(field.value, from, PIECE);
    from += PIECE;
    if (found !== undefined) {
      answer.value = String(found);
    }
  };
  const step = (): void => {
    if (answer.value === '') {
      piece();
      setTimeout(step);
    }
  };
  setTimeout(step);
  // Pressed sooner than it was worked out: the rest is done now.
  field.form?.addEventListener('submit', () => {
    while (answer.value === '') {
      piece();
    }
  });
}
