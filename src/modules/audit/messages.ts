import { defineMessages } from '#platform/i18n.ts';

/** Every text of the audit trail that a person reads. */
export const messages = defineMessages({
  'broken.changed': {
    vi: 'Mục nhật ký số {at} đã bị sửa sau khi ghi.',
    en: 'Audit entry {at} was changed after it was written.',
  },
  'broken.removed': { vi: 'Mục nhật ký số {at} đã bị xóa.', en: 'Audit entry {at} was removed.' },
  'broken.inserted': {
    vi: 'Mục nhật ký số {at} không nối với mục trước: có mục bị chèn thêm hoặc thay thế.',
    en: 'Audit entry {at} does not follow from the one before: an entry was inserted or replaced.',
  },
  'broken.tail-cut': {
    vi: 'Nhật ký bị cắt đuôi: thiếu từ mục số {at} đến mục số {last}.',
    en: 'The end of the audit trail was cut off: entries {at} to {last} are missing.',
  },
  'broken.head-missing': {
    vi: 'Mất dòng ghi nhớ mục cuối của nhật ký (mục cuối hiện có: số {at}).',
    en: 'The row that remembers the last audit entry is missing (last entry present: {at}).',
  },
  'broken.head-changed': {
    vi: 'Dòng ghi nhớ mục cuối của nhật ký (số {at}) đã bị sửa.',
    en: 'The row that remembers the last audit entry ({at}) was changed.',
  },
  'broken.seal-changed': {
    vi: 'Dấu niêm phong nhật ký ngày {at} không đúng với khóa của máy chủ: đã bị sửa.',
    en: 'The seal of {at} does not match the installation key: it was changed.',
  },
  'broken.seal-mismatch': {
    vi: 'Nhật ký không khớp với dấu niêm phong ngày {at}: có mục bị ghi lại sau khi niêm phong.',
    en: 'The trail does not match the seal of {at}: entries were rewritten after sealing.',
  },
  'broken.seal-removed': {
    vi: 'Dấu niêm phong trước ngày {at} đã bị xóa.',
    en: 'A seal before {at} was removed.',
  },
  'broken.access-log-changed': {
    vi: 'Nhật ký xem dữ liệu cá nhân ngày {at} không khớp với dấu niêm phong: có dòng bị sửa, thêm hoặc xóa.',
    en: 'The access log of {at} does not match its seal: a row was changed, added or removed.',
  },
});
