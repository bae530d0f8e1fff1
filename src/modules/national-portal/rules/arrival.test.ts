import { describe, expect, it } from 'vitest';
import { FiledDossier, FiledPost } from '../schema-inbox.ts';
import { clockLevel, doubtsOf, intakeOf, loosen, numberIn, procedureCodeOf } from './arrival.ts';

const at = (text: string) => Temporal.Instant.from(`2026-05-11T${text}:00+07:00`);
const FILED = {
  MaHoSo: 'G22.99-260511-0001',
  MaTTHC: '1.001193',
  ChuHoSo: 'Nguyễn Thị Ví Dụ',
  NgayNopHoSo: '20260511073000',
};

describe('clocks (NĐ 118/2025 Đ17 k.2)', () => {
  it.each([
    ['just arrived', '08:00', null, null, 0],
    ['two hours unopened', '10:00', null, null, 1],
    ['opened in time', '10:00', '09:00', null, 0],
    ['answer due soon', '14:30', '09:00', null, 2],
    ['overdue', '16:00', '09:00', null, 3],
    ['answered late', '17:00', '09:00', '16:30', 0],
  ])('%s', (_, now, opened, answered, level) => {
    const arrival = {
      alertBy: at('10:00'),
      respondBy: at('16:00'),
      openedAt: opened === null ? null : at(opened),
      answeredAt: answered === null ? null : at(answered),
    };
    expect(clockLevel(arrival, at('14:00'), at(now))).toBe(level);
  });
});

describe('a post in the names of the interface', () => {
  it.each([
    ['1.001193', '1.001193'],
    ['3.000181.000.00.00.H22', '3.000181'],
    ['abc', null],
  ])('procedure %s', (code, found) => expect(procedureCodeOf(code)).toBe(found));

  it('leaves out what no dossier can hold, and names it', () => {
    const filed = FiledDossier.parse({ ...FILED, SoDienThoai: '12', NgaySinh: '20260231' });
    expect(doubtsOf(filed)).toEqual(['NgaySinh', 'SoDienThoai']);
    expect(intakeOf(filed, '1.001193', [], new Set()).parties.applicant).toMatchObject({
      name: 'Nguyễn Thị Ví Dụ',
      phone: null,
      birthDate: null,
    });
  });

  it('is read strictly, and a person may read over faults of form alone', () => {
    const unfit = { isUpdating: false, data: { ...FILED, SoDienThoai: 900000001, Thua: 1, DiaChi: null } };
    expect(FiledPost.safeParse(unfit).success).toBe(false);
    expect(FiledPost.parse(loosen(unfit)).data.SoDienThoai).toBe('900000001');
    const { MaHoSo: _, ...nameless } = FILED;
    expect(FiledPost.safeParse(loosen({ data: nameless })).success).toBe(false);
    expect(numberIn({ data: { MaHoSo: 17 } })).toBe('17');
  });
});
