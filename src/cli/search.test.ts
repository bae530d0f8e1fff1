import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportLine, exportOf } from '#modules/procedures/testing/catalogue.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const ENTRY = `
  import { searchCommand } from '#cli/search.ts';
  await searchCommand().parseAsync(process.argv.slice(1), { from: 'user' });
`;

let folder: string;
let catalogue: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-search-'));
  catalogue = join(folder, 'catalogue.jsonl');
  await writeFile(
    catalogue,
    exportOf([
      exportLine('1.001193', { name: 'Thủ tục đăng ký khai sinh', field: 'Hộ tịch', unknownKey: true }),
      exportLine('1.000656', { name: 'Thủ tục đăng ký khai tử', field: 'Hộ tịch' }),
      { code: 'hỏng' },
    ]),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function motcua(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const node = [
    '--import',
    './src/platform/runtime/register.mjs',
    '--input-type=module',
    '-e',
    ENTRY,
    '--',
    ...args,
  ];
  try {
    return { code: 0, ...(await run(process.execPath, node, { cwd: root })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('motcua search', () => {
  it('answers one query as one array of code, name and score', async () => {
    const { code, stdout, stderr } = await motcua(
      'lam giay khai sinh cho con',
      '--catalogue',
      catalogue,
      '--limit',
      '1',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { code: '1.001193', name: 'Thủ tục đăng ký khai sinh', score: expect.any(Number) },
    ]);
    expect(stderr).toContain('catalogue.jsonl:3');
  });

  it('answers a batch line by line, in order; a broken line has an empty answer', async () => {
    const batch = join(folder, 'queries.jsonl');
    await writeFile(batch, '{"query":"báo tử"}\nhỏng\n{"query":"khai sinh","kind":"exact"}\n{"query":""}\n');
    const { code, stdout } = await motcua('--batch', batch, '--catalogue', catalogue, '--json');
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)[0]?.code ?? null);
    expect(answers).toEqual(['1.000656', null, '1.001193', null]);
    expect(code).toBe(1);
  });

  it('reads the starter catalogue without a file, and prints for people', async () => {
    const { stdout } = await motcua('uy quyen nhan luong', '--limit', '1');
    expect(stdout).toMatch(/^2\.000884 {2}Chứng thực chữ ký/);
  });

  it.each([
    [['khai sinh', '--catalogue', '/khong/co/tep.jsonl'], 'Không đọc được tệp'],
    [['khai sinh', '--limit', '0'], '--limit'],
    [[], '--batch'],
  ])('says what is wrong: %o', async (args, message) => {
    const { code, stdout, stderr } = await motcua(...args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });
});
