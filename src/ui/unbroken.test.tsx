import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { unbroken } from './unbroken.tsx';

test.each([
  ['Tiếp nhận, mã hồ sơ H56.999-260504-0001', 'H56.999-260504-0001'],
  ['Phản ánh PA-2026-0003', 'PA-2026-0003'],
  ['Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 01/PBS-TTPVHCC', '01/PBS-TTPVHCC'],
  ['Biểu 07a/BTP/KSTT', '07a/BTP/KSTT'],
  ['theo Quyết định 766/QĐ-TTg', '766/QĐ-TTg'],
] as const)('%s: the number is one piece', (words, number) => {
  const html = renderToString(<p>{unbroken(words)}</p>);
  expect(html).toContain(`<span class="code">${number}`);
  expect(html.replaceAll(/<[^>]+>/g, '')).toBe(words);
});

test.each(['Trung tâm Phục vụ hành chính công', 'thứ Hai 04/05/2026', '7:30-11:30', ''])(
  '%s: words and days are left alone',
  (words) => {
    expect(unbroken(words)).toBe(words);
  },
);
