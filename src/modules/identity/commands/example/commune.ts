import type { z } from 'zod';
import type { CommuneSetup } from '#modules/agencies/schema.ts';
import type { Role } from '#platform/actor.ts';

/**
 * The example commune. The identity codes are settings of the example and belong to nobody: the real code of
 * xã Hoa Lộc was not published, and a province gives it.
 */
export const EXAMPLE_COMMUNE = {
  province: { code: 'thanh-hoa', name: 'Tỉnh Thanh Hóa', shortName: 'Thanh Hóa', identityCode: 'H56' },
  commune: {
    code: 'hoa-loc',
    name: 'Ủy ban nhân dân xã Hoa Lộc',
    shortName: 'UBND xã Hoa Lộc',
    identityCode: 'H56.999',
    address: 'Xã Hoa Lộc, tỉnh Thanh Hóa',
  },
  centre: {
    code: 'pvhcc',
    name: 'Trung tâm Phục vụ hành chính công xã Hoa Lộc',
    shortName: 'Trung tâm PVHCC',
    identityCode: 'H56.999.1',
    address: 'Xã Hoa Lộc, tỉnh Thanh Hóa',
    phone: '0237 0000 000',
    email: 'pvhcc@hoaloc.example.vn',
  },
  units: [
    {
      code: 'van-phong',
      name: 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã',
      shortName: 'Văn phòng HĐND và UBND',
    },
    { code: 'phong-kinh-te', name: 'Phòng Kinh tế', shortName: 'Phòng Kinh tế' },
    { code: 'phong-van-hoa-xa-hoi', name: 'Phòng Văn hóa - Xã hội', shortName: 'Phòng Văn hóa - Xã hội' },
  ],
  counters: [
    { number: 1, name: 'Hướng dẫn, ưu tiên người cao tuổi, khuyết tật', priority: true },
    { number: 2, name: 'Tư pháp, hộ tịch, chứng thực' },
    { number: 3, name: 'Đất đai, xây dựng, môi trường' },
    { number: 4, name: 'Người có công, bảo trợ xã hội, y tế, giáo dục' },
    { number: 5, name: 'Kinh doanh, nông nghiệp, lĩnh vực khác' },
  ],
} as const satisfies z.input<typeof CommuneSetup>;

/** The unit codes of the example; `pvhcc` is the centre itself. */
export type ExampleUnit = (typeof EXAMPLE_COMMUNE.units)[number]['code'] | 'pvhcc';

interface ExamplePerson {
  readonly username: string;
  readonly displayName: string;
  readonly position: string;
  readonly unit: ExampleUnit;
  readonly roles: readonly [Role, ...Role[]];
}

/** One person for every role. The names say that nobody bears them. */
export const EXAMPLE_PEOPLE = [
  {
    username: 'tiepnhan1',
    displayName: 'Lê Thị Ví Dụ Một',
    position: 'Công chức tiếp nhận',
    unit: 'pvhcc',
    roles: ['receptionist'],
  },
  {
    username: 'tiepnhan2',
    displayName: 'Phạm Văn Ví Dụ Hai',
    position: 'Công chức tiếp nhận',
    unit: 'pvhcc',
    roles: ['receptionist'],
  },
  {
    username: 'chuyenvien.tp',
    displayName: 'Nguyễn Văn Ví Dụ Tư Pháp',
    position: 'Công chức Tư pháp - Hộ tịch',
    unit: 'van-phong',
    roles: ['officer'],
  },
  {
    username: 'chuyenvien.kt',
    displayName: 'Trần Thị Ví Dụ Địa Chính',
    position: 'Chuyên viên địa chính',
    unit: 'phong-kinh-te',
    roles: ['officer'],
  },
  {
    username: 'chuyenvien.vhxh',
    displayName: 'Bùi Thị Ví Dụ Xã Hội',
    position: 'Chuyên viên',
    unit: 'phong-van-hoa-xa-hoi',
    roles: ['officer'],
  },
  {
    username: 'truongphong.vp',
    displayName: 'Vũ Văn Ví Dụ Văn Phòng',
    position: 'Chánh Văn phòng',
    unit: 'van-phong',
    roles: ['unit-head'],
  },
  {
    username: 'truongphong.kt',
    displayName: 'Đỗ Văn Ví Dụ Kinh Tế',
    position: 'Trưởng phòng',
    unit: 'phong-kinh-te',
    roles: ['unit-head'],
  },
  {
    username: 'truongphong.vhxh',
    displayName: 'Ngô Thị Ví Dụ Văn Hóa',
    position: 'Trưởng phòng',
    unit: 'phong-van-hoa-xa-hoi',
    roles: ['unit-head'],
  },
  {
    username: 'giamdoc',
    displayName: 'Hoàng Thị Ví Dụ Giám Đốc',
    position: 'Giám đốc Trung tâm',
    unit: 'pvhcc',
    roles: ['centre-director'],
  },
  {
    username: 'chutich',
    displayName: 'Đặng Văn Ví Dụ Chủ Tịch',
    position: 'Chủ tịch',
    unit: 'van-phong',
    roles: ['commune-leader'],
  },
  {
    username: 'phochutich',
    displayName: 'Lý Thị Ví Dụ Phó Chủ Tịch',
    position: 'Phó Chủ tịch',
    unit: 'van-phong',
    roles: ['commune-leader'],
  },
  {
    username: 'quantri',
    displayName: 'Phan Văn Ví Dụ Quản Trị',
    position: 'Quản trị hệ thống',
    unit: 'pvhcc',
    roles: ['administrator'],
  },
  {
    username: 'kiemtoan',
    displayName: 'Mai Thị Ví Dụ Kiểm Tra',
    position: 'Kiểm tra viên',
    unit: 'van-phong',
    roles: ['auditor'],
  },
] as const satisfies readonly ExamplePerson[];

export type ExampleUsername = (typeof EXAMPLE_PEOPLE)[number]['username'];
