import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ProcessFileError, readProcess, readTable, writeProcess } from '../file-formats.ts';
import { readProcesses } from '../files.ts';
import { soundProcess } from '../testing/graphs.ts';
import { differenceInWords } from './difference.ts';
import { definitionOf, draftOf, editDraft } from './draft.ts';

const starters = await readProcesses();
const [land] = starters.filter((process) => process.code === 'dat-dai-6-buoc');
if (land === undefined) {
  throw new Error('the land process is missing');
}

describe('files', () => {
  it.each(['json', 'yaml', 'csv'] as const)(
    '%s: what is written is read again as the same process',
    (format) => {
      fc.assert(
        fc.property(soundProcess, (process) => {
          expect(readProcess(writeProcess(process, format), format)).toEqual(process);
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(starters.map((process) => [process.code, process] as const))(
    '%s survives every format',
    (_, process) => {
      for (const format of ['json', 'yaml', 'csv'] as const) {
        expect(readProcess(writeProcess(process, format), format)).toEqual(process);
      }
    },
  );

  it('a table from a spreadsheet that separates by semicolons is read, too', () => {
    expect(readTable('a;b\r\n"c;1";"d""e"\r\n')).toEqual([
      ['a', 'b'],
      ['c;1', 'd"e'],
    ]);
  });

  it.each([
    ['json', '{"code": "x"}'],
    ['yaml', 'code: [unclosed'],
    ['csv', 'Mã quy trình,x\r\nTên quy trình,X\r\n\r\nMã bước,Tên bước\r\na,A\r\n'],
    ['csv', ''],
  ] as const)('%s that is no process is refused with its place', (format, text) => {
    expect(() => readProcess(text, format)).toThrow(ProcessFileError);
  });

  it('no cell begins like a formula', () => {
    const evil = { ...land, name: '=HYPERLINK("http://example.org")' };
    const text = writeProcess(evil, 'csv');
    expect(text).not.toMatch(/(^|,|")=HYPER/m);
    expect(readProcess(text, 'csv')).toEqual(evil);
  });
});

describe('the editor’s rows', () => {
  it('a process becomes rows and the same process again', () => {
    fc.assert(
      fc.property(soundProcess, (process) => {
        expect(definitionOf(draftOf(process), process.code, process.validFrom)).toEqual({
          ok: true,
          definition: process,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('a row moved down and up again, or added and removed, changes nothing', () => {
    fc.assert(
      fc.property(soundProcess, fc.nat(), (process, n) => {
        const draft = draftOf(process);
        const at = n % (draft.steps.length - 1);
        const moved = editDraft(editDraft(draft, { what: 'down', at }), { what: 'up', at: at + 1 });
        expect(moved).toEqual(draft);
        const added = editDraft(editDraft(draft, { what: 'add', at }), { what: 'remove', at: at + 1 });
        expect(added).toEqual(draft);
      }),
      { numRuns: 200 },
    );
  });

  it('numbers follow the rows that they name', () => {
    const draft = draftOf(land);
    expect(draft.steps.map((row) => row.returnTo)).toEqual(['', '1', '2', '2, 3', '4', '']);
    const added = editDraft(draft, { what: 'add', at: 0 });
    expect(added.steps.map((row) => row.returnTo)).toEqual(['', '', '1', '3', '3, 4', '5', '']);
    const removed = editDraft(draft, { what: 'remove', at: 1 });
    expect(removed.steps.map((row) => row.returnTo)).toEqual(['', '', '2', '3', '']);
  });

  it('names every field that cannot be read, with how to mend it', () => {
    const draft = draftOf(land);
    const wrong = {
      ...draft,
      name: '',
      procedures: '1.012753 abc',
      termUnit: 'working-day',
      termAmount: 'hai',
      steps: draft.steps.map((row, i) =>
        i === 1 ? { ...row, name: '', amount: '0', next: '3, 99', returnTo: 'x', unit: '' } : row,
      ),
    };
    const read = definitionOf(wrong, land.code, land.validFrom);
    expect(read.ok ? [] : read.fields.map(({ path }) => path).sort()).toEqual([
      'name',
      'procedures',
      'steps.1.amount',
      'steps.1.name',
      'steps.1.next',
      'steps.1.returnTo',
      'steps.1.unit',
      'termAmount',
    ]);
    expect(read.ok ? '' : read.fields.find(({ path }) => path === 'steps.1.next')?.message).toContain(
      'từ 1 đến 6',
    );
  });

  it('days are eight working hours; a new row gets a key from its name', () => {
    const draft = editDraft(draftOf(land), { what: 'add', at: 1 });
    const filled = draft.steps.map((row, i) =>
      i === 2 ? { ...row, name: 'Đo đạc, cắm mốc', amount: '1,5', per: 'days' } : row,
    );
    const read = definitionOf({ ...draft, steps: filled }, land.code, land.validFrom);
    expect(read.ok && read.definition.steps[2]).toMatchObject({ key: 'do-dac-cam-moc', time: { hours: 12 } });
  });
});

describe('difference in words', () => {
  test('nothing is said where nothing changed', () => {
    fc.assert(
      fc.property(soundProcess, (process) => {
        expect(differenceInWords(process, process)).toEqual([]);
      }),
    );
  });

  test('every change of a land process is told once', () => {
    const steps = land.steps
      .filter((step) => step.key !== 'duyet')
      .map((step) => (step.key === 'tiep-nhan' ? { ...step, time: { hours: 2 } } : step));
    const extra = { ...land.steps[1], key: 'y-kien', name: 'Lấy ý kiến khu dân cư', returnTo: [] };
    const after = { ...land, steps: [...steps.slice(0, 2), extra, ...steps.slice(2)] as typeof land.steps };
    const words = differenceInWords(land, after);
    expect(words).toContain('Bỏ bước “Trưởng phòng kiểm tra, trình ký”.');
    expect(words).toContain('Thêm bước “Lấy ý kiến khu dân cư” (phong-kinh-te, 50 phần thời gian còn lại).');
    expect(words).toContain(
      'Bước “Kiểm tra, số hóa và chuyển hồ sơ”: thời gian từ “4 giờ làm việc” thành “2 giờ làm việc”.',
    );
    expect(words.join('\n')).not.toMatch(/\{\w+\}/);
  });

  test('whatever differs is told', () => {
    fc.assert(
      fc.property(soundProcess, soundProcess, (one, other) => {
        fc.pre(JSON.stringify(one.steps) !== JSON.stringify(other.steps));
        expect(differenceInWords(one, other).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
