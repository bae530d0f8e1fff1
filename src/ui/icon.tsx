const SHAPES = {
  /** ● in term */
  ok: <circle cx="8" cy="8" r="7" />,
  /** ◐ soon due */
  soon: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M8 1a7 7 0 0 0 0 14z" />
    </>
  ),
  /** ▲ late */
  late: <path d="M8 1l7.5 14H.5z" />,
  /** ❚❚ waiting */
  waiting: <path d="M2 1h4v14H2zM10 1h4v14h-4z" />,
  /** ✓ finished */
  done: <path d="M6 14L0 8l2.4-2.4L6 9.2 13.6 1.6 16 4z" />,
  /** i: something to know */
  info: <path d="M6 1h4v3.500H6zM6 6.500h4V15H6z" />,
  /** ◇ neither good nor bad */
  neutral: <path d="M8 1l7 7-7 7-7-7z" />,
} as const;

/** The shapes that stand beside the words of a state, so that nobody depends on colour. */
export type ShapeName = keyof typeof SHAPES;

/** Draws the shape of a state. Always put a word beside it. */
export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg class="shape" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}

/** The gold star of the header. */
export function Star() {
  return (
    <svg class="star" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">
      <path d="M12 1.8l2.9 6.9 7.5.6-5.7 4.9 1.8 7.3L12 17.6l-6.5 3.9 1.8-7.3L1.600 9.300l7.500-.6z" />
    </svg>
  );
}
