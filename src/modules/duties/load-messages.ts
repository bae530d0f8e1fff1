import { defineMessages } from '#platform/i18n.ts';

/** Texts of the figures by which work is shared fairly. */
export const loadMessages = defineMessages({
  figures: {
    vi: 'đang giữ {dossiers} hồ sơ, còn {hours} giờ làm việc',
    en: '{dossiers} dossiers in hand, {hours} working hours left',
  },
  over: { vi: '{n} bước đã quá giờ', en: '{n} steps over their time' },
  alone: { vi: 'Khi giao: {figures}.', en: 'At that time: {figures}.' },
  least: {
    vi: 'Ít việc nhất trong {n} người: {figures}.',
    en: 'The least loaded of {n}: {figures}.',
  },
  more: {
    vi: 'Khi giao: {figures}; ít việc nhất là {name}, còn {hours} giờ.',
    en: 'At that time: {figures}; the least loaded was {name} with {hours} hours.',
  },
});
