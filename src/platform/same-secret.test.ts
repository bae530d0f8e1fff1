import { expect, it } from 'vitest';
import { sameSecret } from './same-secret.ts';

it.each([
  ['4821093716', '4821093716', true],
  ['4821093717', '4821093716', false],
  // Other lengths are an answer, not an error.
  ['482109371', '4821093716', false],
  ['', '4821093716', false],
  ['', '', true],
  ['mã-bí-mật', 'mã-bí-mật', true],
  ['mã-bí-mật', 'ma-bi-mat', false],
])('%j against %j: %s', (given, right, same) => {
  expect(sameSecret(given, right)).toBe(same);
});

it('takes bytes and texts alike', () => {
  expect(sameSecret(Uint8Array.of(0, 255, 7), Buffer.from([0, 255, 7]))).toBe(true);
  expect(sameSecret(Uint8Array.of(0, 255), Buffer.from([0, 255, 7]))).toBe(false);
  expect(sameSecret('abc', Buffer.from('abc'))).toBe(true);
});
