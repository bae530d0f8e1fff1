import { describe, expect, it } from 'vitest';
import { LIFE_EVENTS, missingParts } from './rules/listing.ts';
import { Procedure } from './schema.ts';
import { loadStarterCatalogue, parseFeeWords, parseTermWords, readStarterFile } from './starter.ts';

const starter = loadStarterCatalogue();
const find = (code: string): Procedure => Procedure.parse(starter.find((one) => one.code === code));

describe('starter catalogue', () => {
  it('has sixty procedures, each once, each complete as NĐ 63/2010 Điều 8 k.2 wants', () => {
    expect(starter).toHaveLength(60);
    expect(new Set(starter.map(({ code }) => code)).size).toBe(60);
    const lacking = starter.flatMap((one) => missingParts(one).map((part) => `${one.code}: ${part}`));
    expect(lacking).toEqual([]);
  });

  it.each(starter.map((one) => [one.code, one] as const))('%s satisfies the schema', (_code, one) => {
    expect(Procedure.parse(structuredClone(one))).toEqual(one);
  });

  it('says of each what it is for, in one plain sentence, and how often it comes', () => {
    expect(starter.filter((one) => !one.plainName || !one.summary || one.usualPerYear === 0)).toEqual([]);
  });

  it.each([
    ['sinh-con', '1.001193'],
    ['ket-hon', '1.000894'],
    ['nguoi-than-mat', '1.000656'],
    ['lam-nha', '1.013225'],
    ['lam-an', '1.001612'],
    ['tro-cap', '1.001776'],
    ['nha-dat', '1.115538'],
  ] as const)('the event %s leads to what people come for', (event, code) => {
    expect(find(code).lifeEvents).toContain(event);
  });

  it('each event of life has procedures, and no procedure names one that the pages do not know', () => {
    const named = new Set(starter.flatMap(({ lifeEvents }) => lifeEvents));
    expect([...named].sort()).toEqual([...LIFE_EVENTS].sort());
  });

  it('NĐ 23/2015 Điều 7: certification is due the same day, after 15:00 the next working day', () => {
    for (const code of ['2.000884', '2.000815', '2.000927', '2.001016', '2.001019']) {
      expect(find(code).terms[0]?.term).toEqual({ unit: 'same-day', amount: 0, cutOff: '15:00' });
    }
  });

  it('TT 226/2016: fees of certification', () => {
    expect(find('2.000884').fees[0]).toMatchObject({ amountVnd: 10_000, unit: 'case' });
    expect(find('2.000815').fees[0]).toMatchObject({
      amountVnd: 2000,
      unit: 'page',
      steps: [{ fromUnit: 3, amountVnd: 1000 }],
      maxVnd: 200_000,
    });
    expect(find('2.001035').fees[0]).toMatchObject({ amountVnd: 50_000, unit: 'transaction' });
    expect(find('2.000913').fees[0]?.amountVnd).toBe(30_000);
    expect(find('2.000927').fees[0]?.amountVnd).toBe(25_000);
  });

  it('2.000884: the ID is only shown, the paper stays, one number for each document, home payment is offered first', () => {
    const pension = find('2.000884');
    expect(pension.components.map(({ kind, need }) => [kind, need])).toEqual([
      ['show', 'always'],
      ['submit', 'always'],
      ['submit', 'if-applies'],
    ]);
    expect(pension.components[1]?.formCode).toBe('13-HSB');
    expect(pension.register).toMatchObject({ code: 'SCT/CK,ĐC', numbering: 'per-document' });
    expect(pension.results[0]?.code).toBe('KQ.G15.000022');
    expect(pension.counterNotes[0]).toMatchObject({ kind: 'offer-first' });
    expect(pension.counterNotes[0]?.text).toContain('80 tuổi');
    expect(pension.flags).toMatchObject({ certification: true, inPersonOnly: true, receiptOptional: true });
  });

  it('land goes through the internal process of six steps', () => {
    expect(find('1.115538').processCode).toBe('dat-dai-6-buoc');
  });
});

describe('words of the starter files', () => {
  it.each([
    ['5 ngày làm việc', { unit: 'working-day', amount: 5 }],
    ['20 ngày', { unit: 'calendar-day', amount: 20 }],
    ['8 giờ làm việc', { unit: 'working-hour', amount: 8 }],
    ['trong ngày', { unit: 'same-day', amount: 0, cutOff: '15:00' }],
    ['trong ngày, sau 16:30 thì ngày làm việc tiếp theo', { unit: 'same-day', amount: 0, cutOff: '16:30' }],
    ['năm ngày', null],
    ['5 tháng', null],
  ])('"%s"', (text, term) => {
    expect(parseTermWords(text)).toEqual(term);
  });

  it.each([
    ['10.000 đồng/trường hợp', { amountVnd: 10_000, unit: 'case' }],
    ['2.000 đồng/trang', { amountVnd: 2000, unit: 'page' }],
    ['miễn phí', { amountVnd: 0, unit: 'case' }],
    ['Theo nghị quyết của Hội đồng nhân dân tỉnh', { amountVnd: null, unit: 'case' }],
  ])('"%s"', (text, fee) => {
    expect(parseFeeWords(text)).toEqual(fee);
  });

  it('a mistake is named with file, procedure and key', () => {
    const text =
      'lĩnh vực: X\nnhóm: X\nthủ tục:\n  - mã: "1.000001"\n    tên: Thử\n    cơ quan giải quyết: Y\n    thời hạn:\n      - hạn: chóng thôi\n';
    expect(() => readStarterFile('x.yaml', text)).toThrow('x.yaml: thủ tục › 0 › thời hạn › 0 › hạn');
  });
});
