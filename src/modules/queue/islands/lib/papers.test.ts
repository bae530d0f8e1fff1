import { expect, it } from 'vitest';
import { paperOf } from './papers.ts';

const AT = 'https://vi-du.example.vn';

it.each([
  [`${AT}/hen/abcdefghijklmnopqrstuv`, { kind: 'appointment', text: `${AT}/hen/abcdefghijklmnopqrstuv` }],
  [`${AT}/phieu/abcdefghijklmnopqrstuv`, { kind: 'ticket', token: 'abcdefghijklmnopqrstuv' }],
  [
    `${AT}/tra-cuu?so=H56.99-261123-0001&ma=K7P4`,
    { kind: 'dossier', number: 'H56.99-261123-0001', secret: 'K7P4' },
  ],
  [`${AT}/phieu/../can-bo`, undefined],
  [`${AT}/`, undefined],
  ['038045000001||Nguyễn Văn Ví Dụ|01011945|Nam|Thôn Mẫu|01012021', undefined],
  ['8934563138165', undefined],
])('%s', (text, paper) => {
  expect(paperOf(text)).toEqual(paper);
});
