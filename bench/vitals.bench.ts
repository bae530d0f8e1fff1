import type { Browser, CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../e2e/support/chromium.ts';
import { readPage } from '../e2e/support/fuzz-forms.ts';
import { type BenchServer, benchServer, visitor } from './server.ts';
import { type Bench, percentile, type Row } from './support.ts';

/** A four-year-old cheap phone on a weak line, as Lighthouse plays it: slow 4G and a processor four times slower. */
const PHONE = { width: 390, height: 844 };
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 768_000 / 8,
};
const SLOWER = 4;
const ROUNDS = 3;
/** After this long nothing more is drawn by itself, in ms. */
const SETTLED = 2_500;
/** Below these Lighthouse gives its best marks (web.dev: good FCP, LCP, blocking time, layout shift); weight by design §11. */
const GOOD = { fcp: 1_800, lcp: 2_500, tbt: 200, cls: 0.1, kb: 60 } as const;

const Vitals = z.object({ fcp: z.number(), lcp: z.number(), tbt: z.number(), cls: z.number() });
type Vitals = z.infer<typeof Vitals> & { readonly kb: number };

/** Runs in the page before anything of ours. */
const OBSERVE = `
  window.vitals = { fcp: 0, lcp: 0, tbt: 0, cls: 0 };
  const watch = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch('paint', (e) => { if (e.name === 'first-contentful-paint') vitals.fcp = e.startTime; });
  watch('largest-contentful-paint', (e) => { vitals.lcp = e.startTime; });
  watch('longtask', (e) => { vitals.tbt += Math.max(0, e.duration - 50); });
  watch('layout-shift', (e) => { if (!e.hadRecentInput) vitals.cls += e.value; });`;

/** One address of each kind of public page that links lead to: `/thu-tuc/1.001193` stands for all procedures. */
async function publicAddresses({ ask }: BenchServer): Promise<readonly string[]> {
  const waiting = ['/', '/thu-tuc?q=khai+sinh'];
  const kinds = new Map<string, string>();
  for (let at = waiting.shift(); at !== undefined && kinds.size < 60; at = waiting.shift()) {
    const [path = '/', query] = at.split('?');
    const kind =
      path.replace(/(?<=\/)[^/]*\d[^/]*/g, ':one') + (query?.startsWith('q=') === true ? '?q' : '');
    if (kinds.has(kind) || /^\/(can-bo|dang-nhap|api|kiosk|bang-goi|ghep-may)\b/.test(path)) {
      continue;
    }
    const answer = await ask(at, { headers: { ...visitor(kinds.size), accept: 'text/html' } });
    if (answer.status === 200 && answer.text.startsWith('<!doctype html>')) {
      kinds.set(kind, at);
      waiting.push(...readPage(answer.text, at).links);
    }
  }
  return [...kinds.values()];
}

async function slowPhone(page: Page): Promise<CDPSession> {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', LINE);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return wire;
}

async function visit(browser: Browser, url: string): Promise<Vitals> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
  });
  try {
    const page = await context.newPage();
    const wire = await slowPhone(page);
    let bytes = 0;
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.addInitScript(OBSERVE);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLED);
    return { ...Vitals.parse(await page.evaluate('vitals')), kb: bytes / 1_000 };
  } finally {
    await context.close();
  }
}

function rowsOf(path: string, visits: readonly Vitals[]): readonly Row[] {
  const middle = (key: keyof Vitals) =>
    percentile(
      visits.map((one) => one[key]),
      50,
    );
  const row = (key: keyof typeof GOOD, name: string, unit: string): Row => ({
    name: `${path}: ${name}`,
    value: middle(key),
    unit,
    budget: `≤ ${GOOD[key]} ${unit}`.trim(),
    kept: middle(key) <= GOOD[key],
  });
  return [
    row('fcp', 'first words', 'ms'),
    row('lcp', 'largest part', 'ms'),
    row('tbt', 'time in which it does not listen', 'ms'),
    row('cls', 'shift', ''),
    row('kb', 'weight', 'kB'),
  ];
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  const browser = await launchChromium();
  try {
    const rows: Row[] = [];
    for (const path of await publicAddresses(bench)) {
      const visits: Vitals[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        visits.push(await visit(browser, `${bench.server.url}${path}`));
      }
      rows.push(...rowsOf(path, visits));
    }
    return rows;
  } finally {
    await browser.close();
    await bench.close();
  }
}

export const bench: Bench = { title: 'Every public page on a cheap phone and a weak line', run };
