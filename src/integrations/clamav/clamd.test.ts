import { afterAll, describe, expect, it } from 'vitest';
import { SIMULATED_VIRUS, startClamd } from '#simulators/clamav/server.ts';
import { clamd } from './clamd.ts';

const simulated = await startClamd();
afterAll(() => simulated.stop());
const address = { host: '127.0.0.1', port: simulated.port };
const scanner = clamd(address);
const hasty = clamd(address, { connect: 2_000, answer: 300 });

describe('clamd', () => {
  it('looks at files of any length, in pieces', async () => {
    simulated.switches.answer = 'look';
    for (const size of [0, 1, 65_536, 65_537, 300_000]) {
      expect(await scanner.scan(new Uint8Array(size))).toEqual({ clean: true });
    }
    expect(simulated.scanned).toEqual([0, 1, 65_536, 65_537, 300_000]);
    await scanner.check();
  });

  it('names what it found', async () => {
    simulated.switches.answer = 'look';
    const bytes = Buffer.from(`%PDF-1.7 ${SIMULATED_VIRUS}`);
    expect(await scanner.scan(bytes)).toEqual({ clean: false, name: 'Vi.Du.Vi-Rus' });
  });

  it.each([
    ['busy', /size limit exceeded/],
    ['silent', /không trả lời/],
    ['cut', /không kết nối được|đứt giữa chừng/],
    ['babble', /không phải của clamd/],
  ] as const)('%s: nothing counts as clean', async (answer, words) => {
    simulated.switches.answer = answer;
    const asked = answer === 'silent' ? hasty : scanner;
    await expect(asked.scan(new Uint8Array(10))).rejects.toThrow(words);
    await expect(asked.check()).rejects.toMatchObject({ name: 'ScannerError' });
  });

  it('calls nobody outside the own network', async () => {
    await expect(clamd({ host: '8.8.8.8', port: 3310 }).check()).rejects.toThrow('ngoài mạng nội bộ');
  });
});
