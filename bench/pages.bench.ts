import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { type BenchServer, benchServer, visitor } from './server.ts';
import { type Bench, percentile, type Row, timed } from './support.ts';

/** What a citizen's first page may weigh over the wire, and how long the server may take to come back (design §11). */
const BUDGET_KB = 60;
const RESTART_BUDGET = 5_000;
const ASKED = 60;
const WARM_UP = 10;
const RESTARTS = 3;

const PENSION = '2.000884';
const Ticket = z.object({ token: z.string() });

interface PublicPage {
  readonly name: string;
  readonly path: string;
}

/** The pages of a citizen's way: find, read, take a number, look up. */
async function publicPages({ runtime, ask }: BenchServer): Promise<readonly PublicPage[]> {
  const commune = await testCommune(runtime.ctx);
  const intake = await commune.intake(PENSION);
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const taken = await ask('/api/v1/tickets', { method: 'POST', body: { procedureCode: PENSION } });
  const { token } = Ticket.parse(JSON.parse(taken.text));
  return [
    { name: 'home', path: '/' },
    { name: 'search', path: `/thu-tuc?q=${encodeURIComponent('ủy quyền nhận lương hưu')}` },
    { name: 'procedure', path: `/thu-tuc/${PENSION}` },
    { name: 'take a number', path: '/lay-so' },
    { name: 'ticket', path: `/phieu/${token}` },
    { name: 'look-up', path: '/tra-cuu' },
    { name: 'answer of a look-up', path: `/tra-cuu?so=${dossier.number}&ma=${dossier.lookupCode}` },
  ];
}

interface Weight {
  /** Everything that came over the wire: heads and bodies, compressed as they were sent. */
  readonly bytes: number;
  readonly requests: number;
  readonly elsewhere: number;
}

/** One first visit with an empty cache, counted by the browser itself. */
async function weigh(browser: Browser, base: string, path: string): Promise<Weight> {
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    let elsewhere = 0;
    wire.on('Network.requestWillBeSent', ({ request }) => {
      if (/^https?:/.test(request.url)) {
        requests += 1;
        elsewhere += request.url.startsWith(base) ? 0 : 1;
      }
    });
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(`${base}${path}`, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    // A line that stays open for news keeps the network from ever being idle: what a page loads it loads by now.
    await sleep(500);
    return { bytes, requests, elsewhere };
  } finally {
    await context.close();
  }
}

async function weighAll({ server }: BenchServer, pages: readonly PublicPage[]): Promise<readonly Row[]> {
  const browser = await launchChromium();
  try {
    const rows: Row[] = [];
    let elsewhere = 0;
    for (const { name, path } of pages) {
      const weight = await weigh(browser, server.url, path);
      elsewhere += weight.elsewhere;
      const kb = weight.bytes / 1_000;
      rows.push({
        name: `${name}: first load, ${weight.requests} requests`,
        value: kb,
        unit: 'kB',
        budget: `< ${BUDGET_KB} kB`,
        kept: kb < BUDGET_KB,
      });
    }
    return [
      ...rows,
      { name: 'requests to anybody else', value: elsewhere, unit: '', budget: 'none', kept: elsewhere === 0 },
    ];
  } finally {
    await browser.close();
  }
}

async function firstBytes({ ask }: BenchServer, path: string): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let n = 0; n < WARM_UP + ASKED; n += 1) {
    const answer = await ask(path, { headers: visitor(n) });
    if (answer.status !== 200) {
      throw new Error(`${path} answered ${answer.status}`);
    }
    if (n >= WARM_UP) {
      samples.push(answer.firstByte);
    }
  }
  return samples;
}

async function timeFirstBytes(bench: BenchServer, pages: readonly PublicPage[]): Promise<readonly Row[]> {
  const floor = percentile(await firstBytes(bench, '/dang-nhap'), 50);
  const rows: Row[] = [];
  for (const { name, path } of pages) {
    rows.push({
      name: `${name}: time to first byte, p50`,
      value: percentile(await firstBytes(bench, path), 50),
      unit: 'ms',
      floor,
      floorIs: 'the sign-in form of the same server',
    });
  }
  return rows;
}

/** As after a power cut: server and database are killed, then started; until the first page. */
async function restart({ server, ask }: BenchServer): Promise<number> {
  await server.kill();
  await server.killPostgres();
  return timed(async () => {
    await server.start();
    await ask('/');
  });
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  try {
    const pages = await publicPages(bench);
    const rows = [...(await weighAll(bench, pages)), ...(await timeFirstBytes(bench, pages))];
    const bare = await timed(async () => execFileSync(process.execPath, ['-e', '0']));
    const restarts: number[] = [];
    for (let n = 0; n < RESTARTS; n += 1) {
      restarts.push(await restart(bench));
    }
    return [
      ...rows,
      {
        name: 'first start: cluster, tables, example commune',
        value: bench.firstStart / 1_000,
        unit: 's',
        budget: '< 60 s besides downloads',
        kept: bench.firstStart < 60_000,
      },
      {
        name: 'start after kill -9 of server and database, to the first page, slowest',
        value: Math.max(...restarts),
        unit: 'ms',
        floor: bare,
        floorIs: 'Node.js starting and ending',
        budget: '< 5 s',
        kept: Math.max(...restarts) < RESTART_BUDGET,
      },
    ];
  } finally {
    await bench.close();
  }
}

export const bench: Bench = { title: 'Public pages and starting', run };
