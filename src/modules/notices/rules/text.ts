import { measureSms, plainSms, type SmsMeasure } from '#integrations/sms/text.ts';
import { isOneOf } from '#platform/lists.ts';
import { NOTICE_TEXTS } from '../messages-texts.ts';
import {
  type EventTexts,
  EventTexts as EventTextsSchema,
  type NoticeEvent,
  type NoticeSettings,
  type NoticeValues,
  VARIABLES,
  type Variable,
} from '../schema.ts';

/** The texts of an event: the centre's own where it wrote some, else as delivered. */
export function textsOf(settings: NoticeSettings, event: NoticeEvent): EventTexts {
  const own = settings.texts[event] ?? EventTextsSchema.parse({});
  return { ...own, sms: own.sms || NOTICE_TEXTS[event].sms, email: own.email || NOTICE_TEXTS[event].email };
}

/** Names in a text that are no variables. */
export function unknownVariables(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => !isOneOf(VARIABLES, name));
}

/** Puts the values into a text; what a notice does not have leaves no gap of two spaces. */
export function filled(text: string, values: NoticeValues): string {
  return text
    .replace(/\{([^{}]*)\}/g, (_all, name: Variable) => values[name] ?? '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ ([.,;:])/g, '$1')
    .trim();
}

/** An SMS as it will go, with its length. @param unicode whether the contract lets marks through */
export function smsOf(
  text: string,
  values: NoticeValues,
  unicode: boolean,
): { readonly text: string; readonly measure: SmsMeasure } {
  const whole = filled(text, values).normalize('NFC');
  const sent = unicode ? whole : plainSms(whole);
  return { text: sent, measure: measureSms(sent) };
}

/** Subject (the first line) and body of an e-mail. */
export function mailOf(
  text: string,
  values: NoticeValues,
): { readonly subject: string; readonly body: string } {
  const whole = filled(text.replace(/\r/g, ''), values);
  const [subject = '', ...rest] = whole.split('\n');
  return { subject: subject.trim(), body: rest.join('\n').trim() };
}

/** A name as the centre's setting lets it leave the house: "Nguyễn Văn Ví Dụ" → "N. V. V. Dụ". */
export function namedAs(name: string, setting: NoticeSettings['names']): string {
  switch (setting) {
    case 'none':
      return '';
    case 'full':
      return name;
    case 'masked': {
      const words = name.split(/\s+/).filter((word) => word !== '');
      return words
        .map((word, index) => (index === words.length - 1 ? word : `${word.slice(0, 1)}.`))
        .join(' ');
    }
    default:
      return setting satisfies never;
  }
}

/** Parameters of a ZNS template in the values of a notice, each within the 100 letters that any parameter may have. */
export function znsData(texts: EventTexts, values: NoticeValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts.znsParams).map(([param, variable]) => [
      param,
      (values[variable] ?? '').normalize('NFC'),
    ]),
  );
}

/** Obviously made-up values for previews, as long as real ones. */
export const SAMPLE: NoticeValues = {
  so: 'H56.999-260504-0001',
  thu_tuc: 'Đăng ký khai sinh',
  don_vi: 'UBND xã Ví Dụ',
  ten: 'N. V. V. Dụ',
  ngay: '17:00 06/05/2026',
  so_tien: '50.000',
  noi_dung: 'Mời ông/bà đến nhận giấy tờ gốc đã nộp.',
  tra_cuu: 'https://motcua.vidu.vn/tra-cuu',
};
