import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPersons } from './asked.ts';

describe('what of a query is kept', () => {
  it.each([
    ['làm giấy khai sinh', 'làm giấy khai sinh'],
    ['Làm giấy Khai sinh cho con', 'làm giấy khai sinh cho con'],
    ['ĐĂNG KÝ KẾT HÔN', 'đăng ký kết hôn'],
    ['khai tử cho ông Nguyễn Văn Ví Dụ', 'khai tử cho ông'],
    ['Nguyễn Thị Ví Dụ xin xác nhận độc thân', 'xin xác nhận độc thân'],
    ['nguyen van vi du lam can cuoc', 'lam can cuoc'],
    ['khai sinh cho cháu Dụ', 'khai sinh cho cháu'],
    ['hồ sơ của Lê Thị Ví Dụ 038000000001', 'hồ sơ của'],
    ['số 0912 345 678 hỏi sổ đỏ', 'số hỏi sổ đỏ'],
    ['vidu@example.vn hỏi kết quả', 'hỏi kết quả'],
    ['mai táng phí', 'mai táng phí'],
    ['trợ cấp người cao tuổi', 'trợ cấp người cao tuổi'],
    ['tiền hỗ trợ cho 75 tuổi', 'tiền hỗ trợ cho tuổi'],
    ['H56.30.12-261123-0042', null],
    ['', null],
    ['!!! ???', null],
  ])('%s → %s', (query, kept) => {
    expect(withoutPersons(query)).toBe(kept);
  });

  it('never keeps a digit, an address, or more than 80 characters, and keeps the same when asked again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (query) => {
        const kept = withoutPersons(query);
        if (kept !== null) {
          expect(kept).toMatch(/^[^\d@]{1,80}$/u);
        }
      }),
    );
  });
});
