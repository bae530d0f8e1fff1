import { describe, expect, it } from 'vitest';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { readTableFile } from './table-file.ts';

/** A real workbook. */
async function workbook(rows: SheetData): Promise<Uint8Array> {
  return writeExcelFile(rows).toBuffer();
}
const text = (value: string, more: object = {}) => ({ value, type: String, ...more });
const HEADERS = ['Mã hồ sơ', 'Tên thủ tục', 'Trạng thái', 'Ngày tiếp nhận', 'Ngày hẹn trả'];

describe('Excel exports', () => {
  it('titles above are passed over; days are read as days, as texts and as bare numbers; blank rows keep the count of lines', async () => {
    const bytes = await workbook([
      [text('DANH SÁCH HỒ SƠ', { columnSpan: 5 }), null, null, null, null],
      [],
      HEADERS.map((name) => text(name)),
      [
        text('H56.14-260504-0001'),
        text('Đăng ký khai sinh'),
        text('Đang giải quyết'),
        {
          value: new globalThis.Date('2026-05-04T08:30:00Z'),
          type: globalThis.Date,
          format: 'dd/mm/yyyy hh:mm',
        },
        text('06/05/2026'),
      ],
      [],
      [
        text('H56.14-260504-0002'),
        text('Chứng thực'),
        text('Đã trả'),
        { value: 46_146.5, type: Number },
        { value: 46_148, type: Number },
      ],
    ]);
    const table = await readTableFile('Hồ sơ tháng 5.xlsx', bytes);
    expect(table.headers).toEqual(HEADERS);
    expect(table.rows).toEqual([
      {
        line: 4,
        cells: [
          'H56.14-260504-0001',
          'Đăng ký khai sinh',
          'Đang giải quyết',
          '2026-05-04T08:30:00',
          '06/05/2026',
        ],
      },
      { line: 6, cells: ['H56.14-260504-0002', 'Chứng thực', 'Đã trả', '46146.5', '46148'] },
    ]);
  });

  it('headers over two rows and cells merged downwards are read as people read them', async () => {
    const bytes = await workbook([
      [
        text('Mã hồ sơ', { rowSpan: 2 }),
        text('Tên thủ tục', { rowSpan: 2 }),
        text('Trạng thái', { rowSpan: 2 }),
        text('Thời gian', { columnSpan: 2 }),
        null,
      ],
      [null, null, null, text('Ngày tiếp nhận'), text('Ngày hẹn trả')],
      [text('H-1'), text('Đăng ký khai sinh', { rowSpan: 2 }), text('Đã trả'), text('04/05/2026'), null],
      [text('H-2'), null, text('Đang giải quyết'), text('04/05/2026'), text('06/05/2026')],
    ]);
    const table = await readTableFile('gop.xlsx', bytes);
    expect(table.headers).toEqual(HEADERS);
    expect(table.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
      ['H-1', 'Đăng ký khai sinh', 'Đã trả'],
      ['H-2', 'Đăng ký khai sinh', 'Đang giải quyết'],
    ]);
  });
});

describe('CSV exports', () => {
  const CSV = 'Mã hồ sơ;Tên thủ tục;Trạng thái\nH-1;"Đăng ký; khai sinh";Đã trả\n';

  it.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${CSV}`)],
    [
      'Unicode text of Excel',
      Buffer.from(
        `\uFEFF${CSV.replaceAll(';', '\t').replace('"Đăng ký\t khai sinh"', 'Đăng ký; khai sinh')}`,
        'utf16le',
      ),
    ],
  ])('%s', async (_name, bytes) => {
    const table = await readTableFile('xuat.csv', bytes);
    expect(table.headers).toEqual(['Mã hồ sơ', 'Tên thủ tục', 'Trạng thái']);
    expect(table.rows).toEqual([{ line: 2, cells: ['H-1', 'Đăng ký; khai sinh', 'Đã trả'] }]);
  });
});

describe('what is no export is told in Vietnamese, with what to do', () => {
  it.each([
    [
      'a PDF under another name',
      'bao-cao.xlsx',
      Buffer.from('%PDF-1.7 không phải bảng tính'),
      'không mở được',
    ],
    ['an old workbook', 'cu.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'lưu lại thành .xlsx'],
    [
      'another code page',
      'tcvn.csv',
      Buffer.from([0x4d, 0xb7, 0x20, 0x68, 0xe5, 0x3b, 0x41, 0x3b, 0x42]),
      'UTF-8',
    ],
    ['an empty file', 'rong.csv', Buffer.from(''), 'không có dòng tiêu đề'],
    ['two columns', 'hai.csv', Buffer.from('a;b\n1;2\n'), 'không có dòng tiêu đề'],
  ])('%s', async (_case, name, bytes, why) => {
    await expect(readTableFile(name, bytes)).rejects.toThrow(why);
  });
});
