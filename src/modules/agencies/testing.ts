import type { z } from 'zod';
import type { CommuneSetup } from './schema.ts';

/** A small made-up commune for tests: two units, two counters. `name` keeps several apart. */
export function communeFixture(name = 'vi-du'): z.input<typeof CommuneSetup> {
  return {
    province: { code: 'tinh-vi-du', name: 'Tỉnh Ví Dụ', shortName: 'Ví Dụ', identityCode: 'H99' },
    commune: {
      code: name,
      name: `Ủy ban nhân dân xã ${name}`,
      shortName: `Xã ${name}`,
      identityCode: 'H99.1',
    },
    centre: {
      code: 'pvhcc',
      name: `Trung tâm Phục vụ hành chính công xã ${name}`,
      shortName: 'Trung tâm PVHCC',
      hosts: [`${name}.example.vn`],
    },
    units: [
      { code: 'van-phong', name: 'Văn phòng HĐND và UBND', shortName: 'Văn phòng' },
      { code: 'phong-kinh-te', name: 'Phòng Kinh tế', shortName: 'Phòng Kinh tế' },
    ],
    counters: [
      { number: 1, name: 'Tư pháp' },
      { number: 2, name: 'Đất đai' },
    ],
  };
}
