import { defineMessages } from '#platform/i18n.ts';

/** Refusals while writing. */
export const writeMessages = defineMessages({
  'picture-bad': {
    vi: 'Tệp này không phải ảnh JPG, PNG hoặc WebP còn nguyên. Xin chọn ảnh khác.',
    en: 'No JPG, PNG or WebP picture.',
  },
});
