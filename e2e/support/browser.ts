import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { launchChromium } from './chromium.ts';

/** Sizes at which every screen is walked: phone, desk, kiosk (upright touch screen), hall board. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  kiosk: { width: 1080, height: 1920 },
  board: { width: 1920, height: 1080 },
} as const;

/** One browser for the calling test file, closed after it. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launchChromium();
  afterAll(() => browser.close());
  return browser;
}

export interface VisitorOptions {
  readonly size?: keyof typeof SIZES;
  /** Default: on. The citizens' pages must work with it off. */
  readonly script?: boolean;
  /** A touch screen, as kiosks have. Default: off. */
  readonly touch?: boolean;
  /** Brings the checker for `expectAccessible` along with each page, for walks that look at many. Default: off. */
  readonly checker?: boolean;
  readonly baseURL: string;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A fresh visitor: own cookies, own size. Any error in the page's scripts fails the test that closes it. */
export async function newVisitor(
  browser: Browser,
  options: VisitorOptions,
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    baseURL: options.baseURL,
    viewport: SIZES[options.size ?? 'desk'],
    javaScriptEnabled: options.script ?? true,
    hasTouch: options.touch ?? false,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  });
  // A busy machine takes its time; what comes ends the wait at once.
  context.setDefaultTimeout(30_000);
  if (options.checker === true) {
    // Compiled once for all pages; handed to each page by itself it costs as much as the page.
    await context.addInitScript(AXE);
  }
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40\d|423|409|422/.test(message.text())) {
      errors.push(message.text());
    }
  });
  return { context, page, errors };
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** Fails with every WCAG 2.2 A/AA violation that axe finds on the page as it stands. Needs scripts. */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(AXE);
  }
  const violations = await page.evaluate(async (): Promise<AxeViolation[]> => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: AxeViolation[] }> };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // Only what is wrong is reported, and no style sheet is fetched again: none of these rules reads one.
    const wanted = { resultTypes: ['violations'], preload: false, runOnly: { type: 'tag', values: tags } };
    return (await axe.run(wanted)).violations;
  });
  const lines = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${violation.help} at ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
    ),
  );
  expect(lines, `accessibility of ${page.url()}`).toEqual([]);
}

/** Fails when the page is wider than the screen, which phones show as a page that slides sideways. */
export async function expectFits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, `horizontal overflow of ${page.url()}`).toBeLessThanOrEqual(0);
}

/** Keeps a picture when SHOTS names a folder, for people to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
}

/** What a person reads in the page's main part, and nothing that is folded away or hidden. */
export async function visibleText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: textContent would hold hidden text, too
  return page.locator('main').innerText();
}
