import { expect, test } from 'vitest';
import { expectAccessible, expectFits, newVisitor, openBrowser, shot } from './support/browser.ts';
import { openSite } from './support/site.ts';

const site = await openSite();
const browser = await openBrowser();

test.each(['phone', 'desk'] as const)('an officer signs in at %s size', async (size) => {
  const { page, errors } = await newVisitor(browser, { size, baseURL: site.url });
  await page.goto('/can-bo');
  await expectAccessible(page);
  await expectFits(page);
  await shot(page, `sign-in-${size}`);
  await site.signIn(page, 'tiepnhan1');
  expect(new URL(page.url()).pathname).toBe('/can-bo');
  expect(errors).toEqual([]);
});
