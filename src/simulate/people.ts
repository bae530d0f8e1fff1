import type { Random } from '#platform/random.ts';

/** A made-up citizen. The middle of every name says that nobody bears it; the number is of a shape that is not given out. */
export interface MadeUpPerson {
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly idNumber: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly address: string;
}

const FAMILY = [
  'Nguyễn',
  'Lê',
  'Trần',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đỗ',
  'Bùi',
  'Mai',
  'Trịnh',
  'Đặng',
  'Hà',
] as const;
const GIVEN = {
  male: ['An', 'Bình', 'Cường', 'Dũng', 'Hải', 'Hùng', 'Khánh', 'Long', 'Minh', 'Nam', 'Quân', 'Thắng'],
  female: ['Ánh', 'Chi', 'Dung', 'Hà', 'Hạnh', 'Hoa', 'Lan', 'Mai', 'Nga', 'Oanh', 'Thảo', 'Yến'],
} as const;
const VILLAGES = [
  'Bái Hà Xuân',
  'Nam Tiến',
  'Tân Hòa',
  'Phú Vinh',
  'Hòa Ngư',
  'Xuân Tiến',
  'Đông Thành',
] as const;

function digits(n: number, width: number): string {
  return String(n).padStart(width, '0');
}

/** Makes up a citizen. @param serial unique in the run; it becomes the end of the numbers */
export function makeUpPerson(random: Random, serial: number): MadeUpPerson {
  const sex = random.chance(0.5) ? 'male' : 'female';
  const middle = sex === 'male' ? 'Văn' : 'Thị';
  const year = random.int(1944, 2005);
  return {
    name: `${random.pick(FAMILY)} ${middle} Ví Dụ ${random.pick(GIVEN[sex])}`,
    sex,
    idNumber: `038000${digits(serial, 6)}`,
    birthDate: `${year}-${digits(random.int(1, 12), 2)}-${digits(random.int(1, 28), 2)}`,
    phone: `0900${digits(serial, 6)}`,
    address: `Thôn ${random.pick(VILLAGES)}, xã Hoa Lộc, tỉnh Thanh Hóa`,
  };
}
