import { defineMessages } from '#platform/i18n.ts';

/** Refusals and remarks of directing the hall and planning its days. */
export const floorRefusals = defineMessages({
  'letter.unknown': {
    vi: 'Không có nhóm việc {letter}. Xin chọn trong các nhóm của sảnh.',
    en: 'There is no group {letter}.',
  },
  'counter.unknown': { vi: 'Không có quầy {number} đang dùng.', en: 'There is no counter {number}.' },
  'officer.unknown': {
    vi: 'Người này không còn làm việc, hoặc chưa có vai trò tiếp nhận tại quầy. Xin chọn người khác.',
    en: 'This person does not receive at counters.',
  },
  'officer.elsewhere': {
    vi: '{name} đang trực quầy {counter}. Xin đóng quầy {counter} trước, rồi giao quầy này.',
    en: '{name} minds counter {counter}.',
  },
  'officer.here': { vi: '{name} đang trực quầy này rồi.', en: '{name} minds this counter already.' },
  'counter.visitor': {
    vi: 'Quầy {counter} đang có số {number}. Xin đợi xong lượt này rồi đổi người trực.',
    en: 'Number {number} is at counter {counter}.',
  },
  'plan.past': { vi: 'Ngày đã qua. Xin chọn hôm nay hoặc một ngày sau.', en: 'That day is over.' },
  'plan.counter-twice': {
    vi: 'Quầy {number} có hai người cùng lúc. Xin sửa giờ để hai ca không trùng nhau.',
    en: 'Counter {number} has two people at once.',
  },
  'plan.officer-twice': {
    vi: '{name} ngồi hai quầy cùng lúc ({numbers}). Xin sửa giờ, hoặc chọn người khác.',
    en: '{name} sits at two counters at once.',
  },
});
