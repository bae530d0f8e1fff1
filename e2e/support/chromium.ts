import { execFileSync } from 'node:child_process';
import { type Browser, chromium as launcher } from 'playwright-core';

const ARGS = [
  '--headless=shell',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function lacksLibraries(file: string): boolean {
  try {
    return execFileSync('ldd', [file], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}

/** The browser that comes from npm. Where the machine lacks its libraries, the ones packed beside it are used. */
async function browserFile(): Promise<string> {
  const first = await import('@sparticuz/chromium');
  const file = await first.default.executablePath();
  if (lacksLibraries(file)) {
    process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
    first.setupLambdaEnvironment('/tmp/al2023/lib');
    await first.default.executablePath();
  }
  return file;
}

/** Starts the browser that comes from npm, without a window. Whoever starts it closes it. */
export async function launchChromium(): Promise<Browser> {
  return launcher.launch({ executablePath: await browserFile(), args: ARGS });
}
