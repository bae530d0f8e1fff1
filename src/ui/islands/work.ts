/** The browser's half of the light check against programs: works the sum out in small pieces, so that the page stays awake. */
import { solve } from './lib/work.ts';

/** Hashes between two looks at the clock: about a millisecond on an old phone. */
const PIECE = 50;
/** After so long the page may answer a touch. */
const LONGEST_MS = 10;

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
    const until = performance.now() + LONGEST_MS;
    while (answer.value === '' && performance.now() < until) {
      piece();
    }
    if (answer.value === '') {
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
