import type { NewsTemplate, TemplateField } from '../schema-templates.ts';

type Written = Omit<NewsTemplate, 'fields'> & {
  readonly fields: readonly (Omit<TemplateField, 'hint' | 'optional'> &
    Partial<Pick<TemplateField, 'hint' | 'optional'>>)[];
};

const WRITTEN: readonly Written[] = [
  {
    key: 'thu-tuc-moi',
    name: 'Thủ tục mới hoặc thay đổi',
    priority: 'normal',
    days: 30,
    fields: [
      { key: 'thutuc', label: 'Tên thủ tục', type: 'text' },
      { key: 'tungay', label: 'Áp dụng từ ngày', type: 'date' },
      { key: 'thaydoi', label: 'Điều gì mới với người dân', type: 'long' },
      { key: 'cancu', label: 'Căn cứ (số quyết định)', type: 'text', optional: true },
    ],
    title: 'Thay đổi thủ tục {thutuc} từ ngày {tungay}',
    lines: [
      'Từ ngày {tungay}, thủ tục {thutuc} có thay đổi.',
      '{thaydoi}',
      'Căn cứ: {cancu}.',
      'Mời ông/bà xem giấy tờ cần mang và nơi nộp trên trang của Trung tâm, hoặc hỏi tại quầy hướng dẫn.',
    ],
  },
  {
    key: 'le-phi',
    name: 'Thay đổi phí, lệ phí',
    priority: 'normal',
    days: 30,
    fields: [
      { key: 'thutuc', label: 'Thủ tục', type: 'text' },
      { key: 'muccu', label: 'Mức cũ', hint: 'ví dụ 8.000 đồng', type: 'text', optional: true },
      { key: 'mucmoi', label: 'Mức mới', hint: 'ví dụ 4.000 đồng', type: 'text' },
      { key: 'tungay', label: 'Áp dụng từ ngày', type: 'date' },
      { key: 'cancu', label: 'Căn cứ', type: 'text' },
    ],
    title: 'Mức phí, lệ phí {thutuc} từ ngày {tungay}',
    lines: [
      'Từ ngày {tungay}, phí, lệ phí {thutuc} là {mucmoi}.',
      'Mức cũ là {muccu}.',
      'Căn cứ: {cancu}.',
      'Ông/bà chỉ nộp theo biên lai; không nộp thêm khoản nào khác.',
    ],
  },
  {
    key: 'ngay-nghi',
    name: 'Lịch nghỉ lễ, giờ làm việc',
    priority: 'normal',
    days: 10,
    fields: [
      { key: 'dip', label: 'Dịp nghỉ', hint: 'ví dụ Quốc khánh 2/9', type: 'text' },
      { key: 'nghitu', label: 'Nghỉ từ ngày', type: 'date' },
      { key: 'nghiden', label: 'Đến hết ngày', type: 'date' },
      { key: 'lamlai', label: 'Làm việc lại ngày', type: 'date' },
      { key: 'truc', label: 'Trực, liên hệ khi gấp', type: 'text', optional: true },
    ],
    title: 'Lịch nghỉ {dip} của Trung tâm Phục vụ hành chính công',
    lines: [
      'Trung tâm nghỉ {dip} từ ngày {nghitu} đến hết ngày {nghiden}, làm việc lại ngày {lamlai}.',
      'Ngày hẹn trả kết quả rơi vào những ngày này được chuyển sang ngày làm việc kế tiếp.',
      'Việc gấp: {truc}.',
    ],
  },
  {
    key: 'bao-lu',
    name: 'Cảnh báo bão, mưa lũ',
    priority: 'urgent',
    days: 2,
    fields: [
      { key: 'thientai', label: 'Hiện tượng', hint: 'ví dụ Bão số 5', type: 'text' },
      { key: 'gio', label: 'Dự kiến lúc', type: 'time' },
      { key: 'ngay', label: 'Ngày', type: 'date' },
      { key: 'vung', label: 'Nơi bị ảnh hưởng', type: 'text' },
      { key: 'vieclam', label: 'Người dân cần làm gì', type: 'long' },
      { key: 'sotan', label: 'Nơi sơ tán', type: 'text', optional: true },
      { key: 'duongday', label: 'Số trực ban (máy cố định)', type: 'text', optional: true },
    ],
    title: '{thientai}: {vung} chuẩn bị trước {gio} ngày {ngay}',
    lines: [
      '{thientai} dự kiến ảnh hưởng {vung} từ {gio} ngày {ngay}.',
      '{vieclam}',
      'Nơi sơ tán: {sotan}.',
      'Cần giúp, gọi trực ban: {duongday}.',
    ],
  },
  {
    key: 'tiep-dan',
    name: 'Lịch tiếp công dân của lãnh đạo',
    priority: 'normal',
    days: 14,
    fields: [
      { key: 'nguoitiep', label: 'Người tiếp (chức vụ)', type: 'text' },
      { key: 'gio', label: 'Từ lúc', type: 'time' },
      { key: 'ngay', label: 'Ngày', type: 'date' },
      { key: 'noi', label: 'Nơi tiếp', type: 'text' },
    ],
    title: 'Lịch tiếp công dân ngày {ngay}',
    lines: [
      '{nguoitiep} tiếp công dân từ {gio} ngày {ngay}, tại {noi}.',
      'Mời ông/bà mang theo giấy tờ liên quan và đơn (nếu có).',
    ],
  },
];

/** Templates that every commune starts from. */
export const NEWS_TEMPLATES: readonly NewsTemplate[] = WRITTEN.map((template) => ({
  ...template,
  fields: template.fields.map((field) => ({ hint: '', optional: false, ...field })),
}));

function shown(type: TemplateField['type'], value: string): string {
  if (type !== 'date' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return value.replace(/\.$/u, '');
  }
  const [year = '', month = '', day = ''] = value.split('-');
  return `${day}/${month}/${year}`;
}

/** Title and text from what was filled in. */
export function fillTemplate(
  template: NewsTemplate,
  values: Readonly<Record<string, string>>,
): { readonly title: string; readonly body: string; readonly missing: readonly string[] } {
  const filled: Record<string, string> = {};
  for (const { key, type } of template.fields) {
    filled[key] = shown(type, (values[key] ?? '').trim());
  }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (hole, key: string) => filled[key] ?? hole);
  const complete = (line: string) =>
    [...line.matchAll(/\{(\w+)\}/g)].every((match) => filled[match[1] ?? ''] !== '');
  return {
    title: fill(template.title),
    body: template.lines
      .filter(complete)
      .map((line) => {
        const text = fill(line);
        return /[.!?…]$/u.test(text) ? text : `${text}.`;
      })
      .join('\n'),
    missing: template.fields
      .filter((field) => !field.optional && filled[field.key] === '')
      .map(({ key }) => key),
  };
}
