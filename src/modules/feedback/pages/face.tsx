import type { Level } from '../schema.ts';

const MOUTHS: Readonly<Record<Level, string>> = {
  3: 'M14 29c2.5 5 6 7.5 10 7.5S31.5 34 34 29z',
  2: 'M15 31c2.5 2.6 5.6 4 9 4s6.500-1.400 9-4',
  1: 'M15 36c2.500-3 5.600-4.500 9-4.500s6.500 1.500 9 4.500',
};

/** One of the three faces, as a line drawing; the words beside it say the same. */
export function Face({ level }: { level: Level }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" class="face-picture">
      <circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="2.5" />
      <circle cx="17" cy="19" r="2.6" fill="currentColor" />
      <circle cx="31" cy="19" r="2.6" fill="currentColor" />
      <path
        d={MOUTHS[level]}
        fill={level === 3 ? 'currentColor' : 'none'}
        stroke="currentColor"
        stroke-width="2.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
