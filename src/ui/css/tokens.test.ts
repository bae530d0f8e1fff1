import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { THEME } from '../theme.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Theme = Readonly<Record<string, string>>;

function declarations(selector: string): Readonly<Record<string, string>> {
  const block = css.slice(css.indexOf(`${selector} {`)).match(/\{([^}]*)\}/)?.[1] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
}

const citizen: Theme = declarations(':root');
const officer = declarations(':root[data-audience="officer"]');

function side(index: 1 | 2): Theme {
  const pick = (value: string) => value.match(/light-dark\((#\w+), (#\w+)\)/)?.[index] ?? value;
  return Object.fromEntries(Object.entries({ ...citizen, ...officer }).map(([k, v]) => [k, pick(v)]));
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.040_45 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours as WCAG 2.2 defines it. */
function contrast(theme: Theme, a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(theme[a] ?? ''), luminance(theme[b] ?? '')].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly (readonly [string, string])[] = [
  ['ink', 'paper'],
  ['ink', 'wash'],
  ['ink', 'lotus-wash'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'wash'],
  ['ink-soft', 'lotus-wash'],
  ['lotus', 'paper'],
  ['lotus', 'wash'],
  ['lotus-dark', 'lotus-wash'],
  ['on-lotus', 'lotus'],
  ['on-lotus', 'lotus-dark'],
  ['ok', 'ok-wash'],
  ['soon', 'soon-wash'],
  ['late', 'late-wash'],
  ['late', 'paper'],
  ['waiting', 'waiting-wash'],
  ['ink', 'ok-wash'],
  ['ink', 'soon-wash'],
  ['ink', 'late-wash'],
  ['ink', 'waiting-wash'],
];

const LINES: readonly (readonly [string, string])[] = [
  ['edge', 'paper'],
  ['edge', 'wash'],
  ['ok-mark', 'paper'],
  ['soon-mark', 'paper'],
  ['late-mark', 'paper'],
  ['waiting-mark', 'paper'],
  ['late-mark', 'late-wash'],
];

describe.each([
  ['citizens', citizen],
  [
    'citizens, high contrast',
    { ...citizen, ...declarations(':root[data-audience="citizen"][data-contrast="more"]') },
  ],
  ['officers, light', side(1)],
  ['officers, dark', side(2)],
])('contrast for %s', (_name, theme) => {
  test.each(TEXT)('text %s on %s has 7:1', (a, b) => {
    expect(contrast(theme, a, b)).toBeGreaterThanOrEqual(7);
  });
  test.each(LINES)('line %s on %s has 3:1', (a, b) => {
    expect(contrast(theme, a, b)).toBeGreaterThanOrEqual(3);
  });
});

test.each([
  ['citizen', citizen, 'lotus'],
  ['contrast', declarations(':root[data-audience="citizen"][data-contrast="more"]'), 'lotus'],
  ['officerLight', side(1), 'lotus'],
  ['officerDark', side(2), 'paper'],
  ['ground', citizen, 'wash'],
] as const)('the colour around the page (%s) is the token', (name, theme, token) => {
  expect(THEME[name]).toBe(theme[token]);
});
