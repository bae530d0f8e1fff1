import { readSheet } from 'read-excel-file/node';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#platform/errors.ts';
import { drawExcel } from '../draw/excel.ts';
import { drawPdf } from '../draw/pdf.ts';
import { faultInWords, fill, refuseUnfit } from '../queries/forms.ts';
import type { PeriodFigures } from '../schema.ts';
import { formSheet } from '../sheets.ts';
import { row07a, rowII06a } from './counted-forms.ts';
import { FORM_CODES, FORMS, type FormCode, type FormRow, faultsOf, inForce, totalRow } from './forms.ts';

const AT = Temporal.Instant.from('2026-11-16T08:00+07:00');
const PERIOD = { from: Temporal.PlainDate.from('2026-10-15'), to: Temporal.PlainDate.from('2026-11-14') };
const FRAME = {
  office: {
    governing: 'Ủy ban nhân dân xã Ví Dụ',
    name: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
    place: 'Ví Dụ',
  },
  period: 'Kỳ báo cáo: tháng 11/2026 (từ ngày 15/10/2026 đến hết ngày 14/11/2026)',
  madeOn: 'Ví Dụ, ngày 16 tháng 11 năm 2026',
};

/** The columns of each form as the circular lists them: number, heads above, label. Written apart from the product's data. */
const COLUMNS: Readonly<Record<FormCode, readonly string[]>> = {
  '07a': [
    '3 Số lượng hồ sơ tiếp nhận > Tổng số',
    '4 Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tuyến toàn trình',
    '5 Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tuyến một phần',
    '6 Số lượng hồ sơ tiếp nhận > Trong kỳ > Qua dịch vụ bưu chính',
    '7 Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tiếp',
    '8 Số lượng hồ sơ tiếp nhận > Từ kỳ trước',
    '9 Số lượng hồ sơ đã giải quyết > Tổng số',
    '10 Số lượng hồ sơ đã giải quyết > Trước hạn',
    '11 Số lượng hồ sơ đã giải quyết > Đúng hạn',
    '12 Số lượng hồ sơ đã giải quyết > Quá hạn',
    '13 Số lượng hồ sơ đang giải quyết > Tổng số',
    '14 Số lượng hồ sơ đang giải quyết > Trong hạn',
    '15 Số lượng hồ sơ đang giải quyết > Quá hạn',
  ],
  '06a': [
    '3 Số phản ánh, kiến nghị tiếp nhận > Tổng số',
    '4 Số phản ánh, kiến nghị tiếp nhận > Theo nội dung > Hành vi hành chính',
    '5 Số phản ánh, kiến nghị tiếp nhận > Theo nội dung > Quy định hành chính',
    '6 Số phản ánh, kiến nghị tiếp nhận > Theo thời điểm tiếp nhận > Từ kỳ trước chuyển qua',
    '7 Số phản ánh, kiến nghị tiếp nhận > Theo thời điểm tiếp nhận > Mới tiếp nhận trong kỳ',
    '8 Số phản ánh, kiến nghị đã xử lý > Tổng số',
    '9 Số phản ánh, kiến nghị đã xử lý > Theo nội dung > Hành vi hành chính',
    '10 Số phản ánh, kiến nghị đã xử lý > Theo nội dung > Quy định hành chính',
    '11 Số phản ánh, kiến nghị đã xử lý > Theo thời điểm tiếp nhận > Từ kỳ trước chuyển qua',
    '12 Số phản ánh, kiến nghị đã xử lý > Theo thời điểm tiếp nhận > Mới tiếp nhận trong kỳ',
    '13 Số phản ánh, kiến nghị đang xử lý > Tổng số',
    '14 Số phản ánh, kiến nghị đang xử lý > Theo nội dung > Hành vi hành chính',
    '15 Số phản ánh, kiến nghị đang xử lý > Theo nội dung > Quy định hành chính',
    '16 Đã xử lý và đăng tải công khai',
  ],
  '08b': [
    '3 Số điểm tiếp nhận, trả kết quả',
    '4 Nhân sự làm việc tại Trung tâm (người) > Của Trung tâm',
    '5 Nhân sự làm việc tại Trung tâm (người) > Do cơ quan, đơn vị cử đến',
    '6 Nhân sự làm việc tại Trung tâm (người) > Hợp đồng',
    '7 Trang thiết bị: đủ (1), chưa đủ (0) > Máy tính cho cán bộ, công chức',
    '8 Trang thiết bị: đủ (1), chưa đủ (0) > Máy tính hướng dẫn nộp hồ sơ trực tuyến',
    '9 Trang thiết bị: đủ (1), chưa đủ (0) > Máy quét (scan)',
    '10 Trang thiết bị: đủ (1), chưa đủ (0) > Màn hình cảm ứng tra cứu thông tin, đánh giá',
  ],
  '09a': [
    '3 Thủ tục hành chính nội bộ được công bố trong kỳ > Số quyết định công bố',
    '4 Thủ tục hành chính nội bộ được công bố trong kỳ > Số thủ tục',
    '5 Thủ tục hành chính nội bộ được công bố trong kỳ > Đã công khai',
    '6 Thủ tục hành chính nội bộ được công bố trong kỳ > Chưa công khai',
    '7 Số thủ tục lũy kế đến hết kỳ',
  ],
  '09b': [
    '3 Phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ > Số quyết định phê duyệt',
    '4 Phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ > Số thủ tục theo phương án',
    '5 Phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ > Đã thực thi',
    '6 Phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ > Chưa thực thi',
    '7 Số thủ tục đã thực thi lũy kế đến hết kỳ',
  ],
  'II.06a': [
    '3 Số lượng hồ sơ tiếp nhận > Tổng số',
    '4 Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tuyến',
    '5 Số lượng hồ sơ tiếp nhận > Trong kỳ > Trực tiếp, dịch vụ bưu chính',
    '6 Số lượng hồ sơ tiếp nhận > Từ kỳ trước',
    '7 Số lượng hồ sơ đã giải quyết > Tổng số',
    '8 Số lượng hồ sơ đã giải quyết > Trước hạn',
    '9 Số lượng hồ sơ đã giải quyết > Đúng hạn',
    '10 Số lượng hồ sơ đã giải quyết > Quá hạn',
    '11 Số lượng hồ sơ đang giải quyết > Tổng số',
    '12 Số lượng hồ sơ đang giải quyết > Trong hạn',
    '13 Số lượng hồ sơ đang giải quyết > Quá hạn',
  ],
};

/** The sums printed on the forms, with those that follow. */
const SUMS: Readonly<Record<FormCode, readonly string[]>> = {
  '07a': ['(3)=(4)+(5)+(6)+(7)+(8)', '(9)=(10)+(11)+(12)', '(13)=(14)+(15)', '(3)=(9)+(13)'],
  '06a': ['(3)=(4)+(5)', '(3)=(6)+(7)', '(8)=(9)+(10)', '(8)=(11)+(12)', '(13)=(14)+(15)'],
  '08b': [],
  '09a': ['(4)=(5)+(6)'],
  '09b': ['(4)=(5)+(6)'],
  'II.06a': ['(3)=(4)+(5)+(6)', '(7)=(8)+(9)+(10)', '(11)=(12)+(13)', '(3)=(7)+(11)'],
};

const FIGURES: PeriodFigures = {
  carriedOver: 1012,
  received: 100,
  early: 60,
  onTime: 20,
  late: 5,
  withdrawn: 4,
  stopped: 3,
  refused: 2,
  inTerm: 1018,
  overdue: 2,
};
const RECEIVED = { 'online-full': 30, 'online-partial': 10, postal: 5, direct: 55 };

/** Rows in which no two columns are alike, so that a column in the wrong place is seen. */
const ROWS: Readonly<Record<FormCode, readonly FormRow[]>> = {
  '07a': [row07a('Hộ tịch', FIGURES, RECEIVED)],
  'II.06a': [rowII06a('Hộ tịch', FIGURES, RECEIVED)],
  '06a': [
    {
      about: 'Đất đai',
      values: {
        3: 50,
        4: 31,
        5: 19,
        6: 8,
        7: 42,
        8: 40,
        9: 27,
        10: 13,
        11: 6,
        12: 34,
        13: 10,
        14: 7,
        15: 3,
        16: 25,
      },
    },
  ],
  '08b': [{ about: 'Trung tâm ví dụ', values: { 3: 2, 4: 5, 5: 7, 6: 3, 7: 1, 8: 0, 9: 1, 10: 0 } }],
  '09a': [{ about: 'UBND xã Ví Dụ', values: { 3: 2, 4: 17, 5: 11, 6: 6, 7: 41 } }],
  '09b': [{ about: 'UBND xã Ví Dụ', values: { 3: 4, 4: 19, 5: 12, 6: 7, 7: 43 } }],
};

const squeeze = (text: string) => text.normalize('NFC').replace(/\s+/g, '');

function sheetOf(code: FormCode) {
  const manual = FORMS[code].filled === 'manual' ? { by: 'Nguyễn Văn Ví Dụ', at: AT } : null;
  return formSheet(fill(FORMS[code], PERIOD, ROWS[code], AT, manual), FRAME);
}

describe.each(FORM_CODES)('form %s (TT 09/2026/TT-BTP)', (code) => {
  const spec = FORMS[code];

  it('has the columns of the circular, by number, head and label', () => {
    expect(spec.columns.map(({ no, under, label }) => `${no} ${[...under, label].join(' > ')}`)).toEqual(
      COLUMNS[code],
    );
  });

  it('checks the sums of the circular, and names the one that fails with its row', () => {
    expect(spec.identities.map(({ text }) => text)).toEqual(SUMS[code]);
    for (const row of [...ROWS[code], totalRow(spec, 'Tổng số', ROWS[code])]) {
      expect(faultsOf(spec, row)).toEqual([]);
    }
    for (const sum of spec.identities) {
      const [no = 0] = sum.right;
      const [row = { about: '', values: {} }] = ROWS[code];
      const wrong = { ...row, values: { ...row.values, [no]: (row.values[no] ?? 0) + 1 } };
      const faults = faultsOf(spec, wrong);
      expect(faults.map(({ identity }) => identity)).toContain(sum.text);
      expect(faults.map(faultInWords).join()).toContain(row.about);
    }
  });

  it('as PDF holds every head, column number and figure', async () => {
    const { text } = await extractText(await getDocumentProxy(await drawPdf(sheetOf(code), AT)), {
      mergePages: true,
    });
    const page = squeeze(text);
    expect(page).toContain(squeeze(`Biểu số ${spec.number}`));
    expect(page).toContain(squeeze(spec.title.toLocaleUpperCase('vi')));
    for (const { no, under, label } of spec.columns) {
      expect(page).toContain(`(${no})`);
      for (const words of [...under, label]) {
        expect(page).toContain(squeeze(words));
      }
    }
    const [row] = ROWS[code];
    const figures = spec.columns.map(({ no }) => (row?.values[no] ?? 0).toLocaleString('vi-VN'));
    expect(page).toContain(squeeze(`${row?.about}${figures.join('')}`));
    if (spec.filled === 'manual') {
      expect(page).toContain(squeeze('Số liệu nhập tay: Nguyễn Văn Ví Dụ'));
    }
  });

  it('as Excel has the same heads, and figures that are numbers', async () => {
    const cells = await readSheet(Buffer.from(await drawExcel(sheetOf(code))));
    const numbers = cells.findIndex((row) => row[0] === '(1)');
    expect(cells[numbers]).toEqual(['(1)', '(2)', ...spec.columns.map(({ no }) => `(${no})`)]);
    expect(cells[numbers + 1]).toEqual([
      '1',
      ROWS[code][0]?.about,
      ...spec.columns.map(({ no }) => ROWS[code][0]?.values[no]),
    ]);
    expect(cells[numbers + 2]?.[1]).toBe('Tổng số');
    const heads = cells.slice(0, numbers).flat().filter(Boolean);
    for (const { under, label } of spec.columns) {
      expect(heads).toEqual(expect.arrayContaining([...under, label]));
    }
    expect(cells.flat()).toContain(`Biểu số ${spec.number} · ${spec.source}`);
  });
});

describe('which form a period takes', () => {
  it('07a from 1/8/2026, II.06a before (TT 09/2026/TT-BTP Điều 17)', () => {
    const last = Temporal.PlainDate.from('2026-07-31');
    expect([inForce(FORMS['07a'], last), inForce(FORMS['II.06a'], last)]).toEqual([false, true]);
    const first = Temporal.PlainDate.from('2026-08-01');
    expect([inForce(FORMS['07a'], first), inForce(FORMS['II.06a'], first)]).toEqual([true, false]);
  });

  it('a month, quarter, half year or year by the form', () => {
    expect(FORM_CODES.map((code) => [code, FORMS[code].periods.includes('month')])).toEqual([
      ['07a', true],
      ['06a', false],
      ['08b', false],
      ['09a', true],
      ['09b', true],
      ['II.06a', false],
    ]);
  });
});

describe('counted forms', () => {
  it('fill the columns by their numbers; withdrawn and stopped count as on time', () => {
    expect(Object.values(row07a('Hộ tịch', FIGURES, RECEIVED).values)).toEqual([
      1112, 30, 10, 5, 55, 1012, 92, 60, 27, 5, 1020, 1018, 2,
    ]);
    expect(Object.values(rowII06a('Hộ tịch', FIGURES, RECEIVED).values)).toEqual([
      1112, 40, 60, 1012, 92, 60, 27, 5, 1020, 1018, 2,
    ]);
  });
});

describe('a form that may not go out', () => {
  const refusal = (form: ReturnType<typeof fill>) => {
    try {
      refuseUnfit(form);
      return null;
    } catch (error) {
      return isProblem(error, 'not-allowed-now') ? error.details.detail : error;
    }
  };
  const good = row07a('Hộ tịch', FIGURES, RECEIVED);

  it('is refused with the place of what fails: row, sum and both sides', () => {
    const wrong = { ...good, about: 'Đất đai', values: { ...good.values, 12: 6 } };
    expect(refusal(fill(FORMS['07a'], PERIOD, [good, wrong], AT, null))).toContain(
      'dòng “Đất đai”: (9)=(10)+(11)+(12) không đúng (92 so với 93)',
    );
    expect(refusal(fill(FORMS['07a'], PERIOD, [good], AT, null))).toBeNull();
  });

  it('is refused while nobody has entered it, and for a period of the other form', () => {
    expect(refusal(fill(FORMS['08b'], PERIOD, [], AT, null))).toContain('chưa ai nhập');
    expect(refusal(fill(FORMS['II.06a'], PERIOD, [], AT, null))).toContain('07a/BTP/KSTT');
  });
});
