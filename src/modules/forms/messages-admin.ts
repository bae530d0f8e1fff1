import { defineMessages } from '#platform/i18n.ts';

/** Words of the administration of forms. */
export const adminMessages = defineMessages({
  unknownForm: {
    vi: 'Không có biểu mẫu này. Xin chọn trong danh sách biểu mẫu.',
    en: 'There is no such form. Choose one from the list.',
  },
});
