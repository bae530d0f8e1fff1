import { defineMessages } from '#platform/i18n.ts';

/** The few texts that the scripts of the citizens' pages say themselves. */
export const islandMessages = defineMessages({
  'photo-drop': { vi: 'Bỏ', en: 'Remove' },
  'photo-straighten': {
    vi: 'Kéo bốn chấm tròn vào bốn góc tờ giấy. Ảnh đã thẳng thì dùng luôn.',
    en: 'Drag the four dots onto the corners of the paper, or use it as it is.',
  },
  'photo-use': { vi: 'Dùng ảnh này', en: 'Use this' },
  'photo-turn': { vi: 'Xoay ảnh', en: 'Turn' },
  'corner-top-left': { vi: 'Góc trên bên trái', en: 'Top left corner' },
  'corner-top-right': { vi: 'Góc trên bên phải', en: 'Top right corner' },
  'corner-bottom-right': { vi: 'Góc dưới bên phải', en: 'Bottom right corner' },
  'corner-bottom-left': { vi: 'Góc dưới bên trái', en: 'Bottom left corner' },
  'local-again': { vi: 'Gửi lại', en: 'Send again' },
  'local-only': {
    vi: 'Đường truyền đang mất. Phần vừa nhập chỉ mới lưu trên máy này; có mạng lại sẽ tự gửi.',
    en: 'The line is lost. What you typed is only saved on this device and will be sent by itself.',
  },
});
