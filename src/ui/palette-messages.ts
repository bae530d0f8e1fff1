import { defineMessages } from '#platform/i18n.ts';

/** Texts of the quick search of officers; the only texts that its island brings to the browser. */
export const paletteMessages = defineMessages({
  name: { vi: 'Tìm nhanh', en: 'Quick search' },
  hint: {
    vi: 'Mã hồ sơ, tên người, số căn cước, thủ tục, việc cần làm',
    en: 'Dossier, person, identity number, procedure, what to do',
  },
  results: { vi: 'Kết quả', en: 'Results' },
  place: { vi: 'Đến trang', en: 'To the page' },
  act: { vi: 'Việc làm được ở đây', en: 'What may be done here' },
});
