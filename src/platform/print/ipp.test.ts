import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedIppPrinter, startIppPrinter } from '#simulators/ipp-printer/server.ts';
import { decodeIpp, encodeIpp, IPP_GROUPS, IppFormatError, ippValues } from './ipp.ts';
import { askIpp, askIppJob, IppRefusal, ippTrouble, printIpp } from './ipp-printer.ts';

describe('RFC 8010', () => {
  // Written by hand from the standard's layout: version 2.0, Get-Printer-Attributes, request 1.
  const VECTOR = [
    '0200000b00000001',
    '01',
    '470012', // charset, "attributes-charset"
    '617474726962757465732d63686172736574',
    '00057574662d38',
    '48001b', // naturalLanguage, "attributes-natural-language"
    '617474726962757465732d6e61747572616c2d6c616e6775616765',
    '00027669',
    '440014', // keyword, "requested-attributes", two values
    '7265717565737465642d61747472696275746573',
    '000d7072696e7465722d7374617465',
    '440000',
    '0003616c6c',
    '03',
  ].join('');

  test('a request byte for byte', () => {
    const bytes = encodeIpp({
      code: 0x000b,
      requestId: 1,
      groups: [
        {
          tag: IPP_GROUPS.operation,
          attributes: [
            { tag: 'charset', name: 'attributes-charset', values: ['utf-8'] },
            { tag: 'naturalLanguage', name: 'attributes-natural-language', values: ['vi'] },
            { tag: 'keyword', name: 'requested-attributes', values: ['printer-state', 'all'] },
          ],
        },
      ],
    });
    expect(bytes.toString('hex')).toBe(VECTOR);
    const read = decodeIpp(bytes);
    expect(ippValues(read, IPP_GROUPS.operation, 'requested-attributes')).toEqual(['printer-state', 'all']);
    expect(read).toMatchObject({ version: [2, 0], code: 0x000b, requestId: 1 });
  });

  test('what was written is read, document included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 4 }),
        fc.string({ maxLength: 40 }),
        fc.boolean(),
        fc.uint8Array({ maxLength: 60 }),
        (numbers, name, flag, data) => {
          const bytes = encodeIpp({
            code: 2,
            requestId: 7,
            groups: [
              {
                tag: IPP_GROUPS.job,
                attributes: [
                  { tag: 'integer', name: 'copies', values: numbers },
                  { tag: 'nameWithoutLanguage', name: 'job-name', values: [name] },
                  { tag: 'boolean', name: 'yes', values: [flag] },
                ],
              },
            ],
            data,
          });
          const read = decodeIpp(bytes);
          expect(ippValues(read, IPP_GROUPS.job, 'copies')).toEqual(numbers);
          expect(ippValues(read, IPP_GROUPS.job, 'job-name')).toEqual([Buffer.from(name).toString()]);
          expect(ippValues(read, IPP_GROUPS.job, 'yes')).toEqual([flag]);
          expect(Buffer.from(data).equals(read.data)).toBe(true);
        },
      ),
    );
  });

  test('bytes that end too early are an error, never a hang or a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          decodeIpp(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(IppFormatError);
        }
      }),
    );
  });
});

test.each([
  [3, true, ['none'], null],
  [5, true, ['media-empty-error'], 'paper'],
  [5, true, ['media-needed'], 'paper'],
  [3, true, ['media-low-warning', 'toner-low-report'], null],
  [5, true, ['cover-open-error'], 'cover'],
  [5, true, ['media-jam-error'], 'cutter'],
  [5, true, ['toner-empty-error'], 'fault'],
  [5, false, ['paused'], 'offline'],
  [5, true, [], 'fault'],
  [3, false, ['none'], 'offline'],
] as const)('printer-state %i, accepting %s, %j means %s', (state, accepting, reasons, trouble) => {
  expect(ippTrouble(state, accepting, reasons)).toBe(trouble);
});

describe('an office printer', () => {
  let printer: SimulatedIppPrinter;
  beforeAll(async () => {
    printer = await startIppPrinter();
  });
  afterAll(() => printer.stop());
  beforeEach(() => printer.mend());
  const address = () => ({ host: '127.0.0.1', port: printer.port, path: '/ipp/print', tls: false });
  const pdf = Buffer.from('%PDF-1.7 giấy tiếp nhận');
  let serial = 0;
  const print = () => {
    serial += 1;
    return printIpp(address(), { name: `motcua-${serial}`, pdf, copies: 2 });
  };

  test('takes the PDF with its copies and tells how the job went', async () => {
    const outcome = await print();
    const job = printer.jobs.at(-1);
    expect(outcome).toEqual({ kind: 'taken', job: job?.id });
    expect(job).toMatchObject({ copies: 2, name: `motcua-${serial}` });
    expect(job?.document.equals(pdf)).toBe(true);
    await expect(askIppJob(address(), job?.id ?? 0)).resolves.toBe('completed');
    printer.switches.jobState = 6;
    await expect(askIppJob(address(), job?.id ?? 0)).resolves.toBe('stopped');
    printer.switches.jobState = 8;
    await expect(askIppJob(address(), job?.id ?? 0)).resolves.toBe('ended');
    await expect(askIppJob(address(), 999)).rejects.toBeInstanceOf(IppRefusal);
  });

  test('says how it is', async () => {
    printer.switches.reasons = ['media-low-warning', 'toner-low-report'];
    await expect(askIpp(address())).resolves.toEqual({
      known: true,
      trouble: null,
      paperLow: true,
      tonerLow: true,
      takesPdf: true,
      model: 'Máy in mô phỏng A4',
    });
  });

  test.each([
    ['out of paper', { state: 5, reasons: ['media-empty-error'] }, 'paper'],
    ['not accepting', { accepting: false }, 'offline'],
    ['busy', { refuse: 0x0507 }, 'fault'],
    ['a sign-in page in place of IPP', { garbage: true }, 'fault'],
    ['HTTP 403', { http: 403 }, 'fault'],
  ] as const)('%s: nothing is sent', async (_, switches, failure) => {
    Object.assign(printer.switches, switches);
    const before = printer.jobs.length;
    await expect(print()).resolves.toEqual({ kind: 'not-started', failure });
    expect(printer.jobs).toHaveLength(before);
  });

  test('one that takes no PDF is refused before anything is sent', async () => {
    printer.switches.formats = ['image/urf'];
    await expect(print()).rejects.toBeInstanceOf(IppRefusal);
  });

  test('a line that breaks after the job was taken finds the job again: printed once', async () => {
    printer.switches.dropAfterJob = true;
    const before = printer.jobs.length;
    await expect(print()).resolves.toEqual({ kind: 'taken', job: before + 1 });
    printer.mend();
    await expect(printIpp(address(), { name: `motcua-${serial}`, pdf })).resolves.toEqual({
      kind: 'taken',
      job: before + 1,
    });
    expect(printer.jobs).toHaveLength(before + 1);
  });

  test('a line that breaks before the job was taken leaves it to be sent again', async () => {
    printer.switches.dropBeforeJob = true;
    await expect(print()).resolves.toEqual({ kind: 'not-started', failure: 'refused' });
  });
});
