import { newId } from '#platform/id.ts';
import { TemplateInput } from '../schema-templates.ts';

/** A template of one blank, as the form sends it. */
export function exampleTemplate(change: Readonly<Record<string, unknown>> = {}): TemplateInput {
  const blank = { key: 'tungay', label: 'Từ ngày', type: 'date', need: 'yes' };
  return TemplateInput.parse({
    requestId: newId(),
    version: '0',
    name: 'Lịch cắt điện',
    days: '3',
    title: 'Cắt điện từ ngày {tungay}',
    body: 'Điện lực cắt điện từ ngày {tungay}.\nMời bà con chuẩn bị nước và đèn.',
    fields: [blank, { type: 'text', need: 'yes' }],
    ...change,
  });
}
