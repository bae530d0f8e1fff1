import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { romanValue } from './amounts.ts';
import { normaliseForSpeech } from './normalise.ts';

const CASES: readonly (readonly [string, string, string])[] = [
  // dates
  ['date', '30/12/2025', 'ngày ba mươi tháng mười hai năm hai nghìn không trăm hai mươi lăm'],
  ['date after “ngày”', 'ngày 01/7/2025', 'ngày mùng một tháng bảy năm hai nghìn không trăm hai mươi lăm'],
  ['date with dashes', '05-04-2026', 'ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu'],
  ['day and month', 'nghỉ 30/4 và 1/5', 'nghỉ ngày ba mươi tháng tư và ngày mùng một tháng năm'],
  ['weekday', 'sáng thứ 4, 12/8', 'sáng thứ tư, ngày mười hai tháng tám'],
  [
    'range in one month',
    'từ 28-30/12/2025',
    'từ ngày hai mươi tám đến ngày ba mươi tháng mười hai năm hai nghìn không trăm hai mươi lăm',
  ],
  ['range over two months', '27/4–03/5', 'từ ngày hai mươi bảy tháng tư đến ngày mùng ba tháng năm'],
  ['month', 'tháng 12/2025', 'tháng mười hai năm hai nghìn không trăm hai mươi lăm'],
  ['fourth month', 'trong tháng 4', 'trong tháng tư'],
  ['impossible date is no date', '31/02/2026', 'ba mươi mốt, hai, hai nghìn không trăm hai mươi sáu'],
  ['fraction', 'giảm 1/2 lệ phí', 'giảm một phần hai lệ phí'],
  [
    'school year',
    'năm học 2026-2027',
    'năm học hai nghìn không trăm hai mươi sáu, hai nghìn không trăm hai mươi bảy',
  ],
  // times
  ['time', 'lúc 07:30', 'lúc bảy giờ ba mươi phút'],
  ['time with h', '13h30', 'mười ba giờ ba mươi phút'],
  ['whole hour', 'trước 17h', 'trước mười bảy giờ'],
  ['hours in words', '7 giờ 05', 'bảy giờ năm phút'],
  ['range of times', '7h30-11h30', 'từ bảy giờ ba mươi phút đến mười một giờ ba mươi phút'],
  ['range after “từ”', 'từ 13:00 – 17:00', 'từ mười ba giờ đến mười bảy giờ'],
  ['no time', '25:00', 'hai mươi lăm, không'],
  // money
  ['money', '1.500.000 đồng', 'một triệu năm trăm nghìn đồng'],
  ['money with đ', '8.000đ', 'tám nghìn đồng'],
  ['money each', '50.000đ/bản', 'năm mươi nghìn đồng một bản'],
  ['VNĐ', '75.000 VNĐ', 'bảy mươi lăm nghìn đồng'],
  ['decimal millions', '1,5 triệu đồng', 'một phẩy năm triệu đồng'],
  ['range of money', '2-3 triệu đồng', 'từ hai đến ba triệu đồng'],
  // numbers of papers
  [
    'decree',
    '118/2025/NĐ-CP',
    'một trăm mười tám năm hai nghìn không trăm hai mươi lăm Nghị định của Chính phủ',
  ],
  [
    'decree, kind said before',
    'Nghị định số 118/2025/NĐ-CP',
    'Nghị định số một trăm mười tám năm hai nghìn không trăm hai mươi lăm của Chính phủ',
  ],
  [
    'decision without year',
    'Quyết định 766/QĐ-TTg',
    'Quyết định bảy trăm sáu mươi sáu của Thủ tướng Chính phủ',
  ],
  [
    'circular',
    'Thông tư 09/2026/TT-VPCP',
    'Thông tư chín năm hai nghìn không trăm hai mươi sáu của Văn phòng Chính phủ',
  ],
  ['decision of the committee', 'QĐ-UBND', 'Quyết định của Ủy ban nhân dân'],
  ['official letter', 'số 125/UBND-VP', 'số một trăm hai mươi lăm của Ủy ban nhân dân'],
  [
    'law',
    'Luật số 60/2014/QH13',
    'Luật số sáu mươi năm hai nghìn không trăm mười bốn của Quốc hội khóa mười ba',
  ],
  ['article and clause', 'Điều 13 khoản 2b', 'Điều mười ba khoản hai bê'],
  // Roman numerals
  ['quarter', 'quý IV/2025', 'quý bốn năm hai nghìn không trăm hai mươi lăm'],
  ['congress', 'Đại hội XIV', 'Đại hội mười bốn'],
  ['nth time', 'lần thứ I', 'lần thứ nhất'],
  ['century', 'thế kỷ XXI', 'thế kỷ hai mươi mốt'],
  ['a letter is no numeral', 'cho vitamin C', 'cho vitamin C'],
  // telephone
  ['mobile', '0912 345 678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
  ['mobile in one run', '0912345678', 'không chín một hai, ba bốn năm, sáu bảy tám'],
  ['line of the province', '0237.3123.456', 'không hai ba bảy, ba một hai ba, bốn năm sáu'],
  ['abroad', '+84 912 345 678', 'cộng tám tư, chín một hai, ba bốn năm, sáu bảy tám'],
  ['emergency', 'gọi 115', 'gọi một một năm'],
  ['115 people', '115 người', 'một trăm mười lăm người'],
  ['switchboard', 'tổng đài 1022', 'tổng đài một không hai hai'],
  ['service number', '1900 1234', 'một chín không không, một hai ba bốn'],
  // numbers and measures
  ['thousands', '4.749 hồ sơ', 'bốn nghìn bảy trăm bốn mươi chín hồ sơ'],
  ['percent', '98,9%', 'chín mươi tám phẩy chín phần trăm'],
  ['zero after the comma', '12,05 ha', 'mười hai phẩy không năm héc ta'],
  ['leading zero', '05 ngày làm việc', 'năm ngày làm việc'],
  ['range', '3-5 ngày', 'ba đến năm ngày'],
  ['range of measures', '100–200 m2', 'một trăm đến hai trăm mét vuông'],
  ['area', '120m²', 'một trăm hai mươi mét vuông'],
  ['wind', '60 km/h', 'sáu mươi ki lô mét trên giờ'],
  ['below zero', '-5°C', 'âm năm độ xê'],
  ['first', 'thứ 1', 'thứ nhất'],
  ['ticket', 'số A012', 'số a không một hai'],
  ['identity code', 'H56.14', 'hát năm sáu, một bốn'],
  [
    'dossier number',
    'số H56.14-261123-0001',
    'số hát năm sáu, một bốn, hai sáu một một hai ba, không không không một',
  ],
  ['mốt, tư, lăm', '21, 24, 25', 'hai mươi mốt, hai mươi tư, hai mươi lăm'],
  // abbreviations
  ['committee', 'UBND xã', 'Ủy ban nhân dân xã'],
  ['procedures', 'TTHC', 'thủ tục hành chính'],
  ['with a dash', 'KT-XH', 'kinh tế xã hội'],
  ['and', 'GD&ĐT', 'giáo dục và đào tạo'],
  ['city', 'TP. Thanh Hóa', 'thành phố Thanh Hóa'],
  ['and so on', 'cá, tôm, v.v.', 'cá, tôm, vân vân'],
  ['unknown ones are spelled', 'mã XKZ', 'mã ích ca dét'],
  ['a shouted word is a word', 'THÔNG BÁO', 'THÔNG BÁO'],
  // addresses and signs
  ['web', 'dichvucong.gov.vn', 'dichvucong chấm gov chấm vn'],
  ['mail', 'pvhcc@hoaloc.example.vn', 'pvhcc a còng hoaloc chấm example chấm vn'],
  ['or', 'xã/phường', 'xã, phường'],
  ['brackets', 'nộp hồ sơ (bản chính).', 'nộp hồ sơ, bản chính.'],
  ['dots', 'và nhiều việc khác...', 'và nhiều việc khác.'],
];

describe('text made ready for a voice', () => {
  it.each(CASES)('%s: %s', (_, written, said) => {
    expect(normaliseForSpeech(written).text).toBe(said);
  });

  it('reads a whole notice as a person would', () => {
    const notice =
      'UBND xã thông báo: từ 7h30 ngày 02/01/2026, TTPVHCC xã tiếp nhận TTHC đất đai theo Quyết định số 1024/QĐ-UBND. Lệ phí 1.500.000 đồng. ĐT: 0237 3123 456.';
    expect(normaliseForSpeech(notice).text).toBe(
      'Ủy ban nhân dân xã thông báo, từ bảy giờ ba mươi phút ngày mùng hai tháng một năm hai nghìn không trăm hai mươi sáu, ' +
        'Trung tâm Phục vụ hành chính công xã tiếp nhận thủ tục hành chính đất đai theo Quyết định số một nghìn không trăm hai mươi tư của Ủy ban nhân dân. ' +
        'Lệ phí một triệu năm trăm nghìn đồng. điện thoại, không hai ba bảy, ba một hai ba, bốn năm sáu.',
    );
  });

  it('says what each place was taken for', () => {
    expect(
      normaliseForSpeech('UBND họp 30/12/2025').readings.map(({ written, as }) => [written, as]),
    ).toEqual([
      ['UBND', 'abbreviation'],
      ['30/12/2025', 'date'],
    ]);
  });

  it("takes the centre's own words first, and the South's words in the South", () => {
    expect(normaliseForSpeech('UBND HL', { words: { HL: 'Hoa Lộc', UBND: 'Ủy ban' } }).text).toBe(
      'Ủy ban Hoa Lộc',
    );
    expect(normaliseForSpeech('ngày 05/4, 1.005 người', { region: 'south' }).text).toBe(
      'ngày năm tháng tư, một ngàn không trăm lẻ năm người',
    );
  });

  it('leaves no digit, whatever is written', () => {
    const pieces = fc.constantFrom(
      ...CASES.map(([, written]) => written),
      ' ',
      '/',
      '-',
      ':',
      '.',
      ',',
      '%',
      'đ',
      '0',
      '٣',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        expect(normaliseForSpeech(written).text).not.toMatch(/\p{Nd}/u);
      }),
      { numRuns: 500 },
    );
  });

  it('plain words stay as they are', () => {
    const words = fc.array(fc.constantFrom('bà', 'con', 'xã', 'họp', 'thôn', 'nhà', 'văn', 'hóa'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, (list) => {
        expect(normaliseForSpeech(list.join(' '))).toEqual({ text: list.join(' '), readings: [] });
      }),
    );
  });
});

describe('Roman numerals', () => {
  it.each([
    ['I', 1],
    ['IV', 4],
    ['IX', 9],
    ['XIV', 14],
    ['XL', 40],
    ['XCIX', 99],
    ['IC', undefined],
    ['VX', undefined],
    ['', undefined],
  ])('%s → %s', (text, value) => {
    expect(romanValue(text)).toBe(value);
  });
});
