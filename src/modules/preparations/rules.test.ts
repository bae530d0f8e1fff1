import { describe, expect, it } from 'vitest';
import { readPreparedCode, spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import { Component } from '#modules/procedures/schema.ts';
import { type Corners, flatSize, isPage, projectionOnto, warpRows } from './islands/lib/warp.ts';
import { questionInputs, readDay, withAnswer, withWho } from './rules/answers.ts';
import { intakeOf } from './rules/intake.ts';
import { type Checked, missingOf, PARTS, partOf } from './rules/missing.ts';
import { stepPath, stepsOf, waysOf } from './rules/steps.ts';
import { Body } from './schema.ts';
import { PEOPLE } from './testing/drafts.ts';
import { makeZip } from './zip.ts';

const paper = (id: string, more: object = {}) =>
  Component.parse({ id, name: `Giấy ${id}`, originals: 1, ...more });
const full = (more: object = {}) => Body.parse({ ...PEOPLE, ...more });
const checked = (body: Body, components: readonly Component[], files: Checked['files'] = []): Checked => ({
  body,
  files,
  procedure: { components: [...components], flags: { inPersonOnly: false } },
  formGaps: [],
});

describe('the code of a prepared dossier', () => {
  it.each([
    ['4821093716', '4821093716'],
    ['482 109 3716', '4821093716'],
    ['482.109.3716', '4821093716'],
    ['https://hoaloc.vn/nop-ho-so/ma/4821093716', '4821093716'],
    ['httpsÖ--hoaloc.vn/nộp/4821093716\r', '4821093716'],
    ['0821093716', null],
    ['482109371', null],
    ['038056000001', null],
    ['038056000001||Nguyễn Thị Hồng Ví Dụ|02091956|Nữ|Thôn Ví Dụ/4821093716', null],
    ['', null],
  ])('%s', (typed, code) => {
    expect(readPreparedCode(typed)).toBe(code);
  });

  it('is read aloud in three parts', () => {
    expect(spokenCode('4821093716')).toBe('482 109 3716');
  });
});

describe('answers', () => {
  it.each([
    ['2/9/1956', '1956-09-02'],
    ['02 09 1956', '1956-09-02'],
    ['1956-09-02', '1956-09-02'],
    ['31/2/1956', null],
    ['hôm qua', null],
    ['', null],
  ])('the day "%s"', (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });

  it.each([
    [
      'so-can-cuoc',
      { applicant: { idNumber: '03805600000' } },
      'Số căn cước phải có 12 chữ số; ông/bà mới nhập 11.',
    ],
    ['so-can-cuoc', {}, 'Xin nhập số căn cước (12 chữ số).'],
    ['ngay-sinh', { applicant: { birthDate: '05/05/2026' } }, 'Ngày sinh không thể sau hôm nay.'],
    ['cho-ai', {}, 'Xin chọn một mục.'],
    ['nhan-ket-qua', { delivery: { how: 'post' } }, 'Xin nhập địa chỉ để bưu điện mang kết quả đến.'],
  ] as const)('%s is told in words', (question, sent, words) => {
    const result = questionInputs('2026-05-04')[question].safeParse(sent);
    expect(result.error?.issues.map(({ message }) => message)).toEqual([words]);
  });

  it('one answer changes nothing else; who signed in becomes who brings it for a relative', () => {
    const body = full({ papers: { c1: 'photo' } });
    const changed = withAnswer(body, { applicant: { phone: '0900000009' } });
    expect(changed).toEqual({ ...body, applicant: { ...body.applicant, phone: '0900000009' } });
    const relative = withWho(body, 'relative', PEOPLE.applicant.idNumber);
    expect(relative.applicant.name).toBe('');
    expect(relative.submitter.name).toBe(PEOPLE.applicant.name);
    expect(withWho(body, 'relative', null).applicant.name).toBe(PEOPLE.applicant.name);
  });
});

describe('what is missing', () => {
  const group = { need: 'one-of', group: 'giấy về nhà ở' };
  it.each([
    ['nothing is answered', {}, [paper('c1')], ['paper']],
    ['it is brought', { c1: 'original' }, [paper('c1')], []],
    ['a photograph is promised and not there', { c1: 'photo' }, [paper('c1')], ['photo']],
    ['it is not there yet', { c1: 'later' }, [paper('c1')], ['later']],
    ['it is for some cases only', {}, [paper('c1', { need: 'if-applies' })], []],
    ['one of a group is brought', { c2: 'copy' }, [paper('c1', group), paper('c2', group)], []],
    ['none of a group is', {}, [paper('c1', group), paper('c2', group)], ['group']],
    [
      'all of a group are waved aside',
      { c1: 'none', c2: 'none' },
      [paper('c1', group), paper('c2', group)],
      ['group'],
    ],
  ])('%s', (_what, papers, components, kinds) => {
    expect(missingOf(checked(full({ papers }), components)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('stands in the order of its parts: people, form, papers, result', () => {
    const body = { ...full({ papers: {} }), who: null, delivery: { how: '', address: '' } } as const;
    const formGaps = [{ key: 'noi-sinh', title: 'Sinh ở đâu?' }];
    const gaps = missingOf({ ...checked(body, [paper('c1')]), formGaps });
    expect(gaps.map(partOf)).toEqual(PARTS);
  });

  it('a file that waits for the scanner is said so', () => {
    const files = [{ paperKey: 'c1', state: 'waiting' as const }];
    expect(missingOf(checked(full({ papers: { c1: 'photo' } }), [paper('c1')], files))).toMatchObject([
      { kind: 'waiting' },
    ]);
  });
});

describe('the pages', () => {
  it('ask about who brings it only for a relative, and about papers one by one', () => {
    const procedure = { components: [paper('c1'), paper('c2')], flags: { inPersonOnly: false } };
    const paths = (who: Body['who']) => stepsOf({ who }, procedure, ['con']).map(stepPath);
    expect(paths('self')).not.toContain('hoi/nguoi-nop');
    expect(paths('relative')).toEqual([
      ...[
        'cho-ai',
        'ho-ten',
        'so-can-cuoc',
        'ngay-sinh',
        'dia-chi',
        'dien-thoai',
        'nguoi-nop',
        'uy-quyen',
      ].map((key) => `hoi/${key}`),
      'to-khai/con',
      'giay-to/c1',
      'giay-to/c2',
      'hoi/nhan-ket-qua',
    ]);
  });

  it('offer no photograph of what is only shown, and "not needed" only where that can be', () => {
    expect(waysOf(paper('c1', { kind: 'show' }))).toEqual(['shown', 'later']);
    expect(waysOf(paper('c1'))).not.toContain('none');
    expect(waysOf(paper('c1', { need: 'if-applies' }))).toContain('none');
  });
});

describe('the intake', () => {
  const none = { files: new Map(), reused: new Map(), waiting: new Map(), form: null };
  it('of a relative with an authorisation names both people; at the counter what is brought is ticked', () => {
    const submitter = {
      name: 'Lê Văn Mẫu',
      idNumber: '038085000003',
      phone: '',
      relation: 'con',
      paper: 'Giấy ủy quyền',
    };
    const body = full({ who: 'relative', submitter, papers: { c1: 'original', c2: 'copy' } });
    const preparation = { procedureCode: '1.001193', body };
    const components = [paper('c1', { originals: 2 }), paper('c2')];
    const intake = intakeOf(preparation, components, none, { kind: 'counter', ticketId: null });
    expect(intake.parties.submitter).toMatchObject({ as: 'authorised', person: { name: 'Lê Văn Mẫu' } });
    expect(intake.papers).toMatchObject([
      { satisfied: { how: 'original' }, originals: 2 },
      { satisfied: { how: 'certified-copy' }, certifiedCopies: 1 },
    ]);
    const online = intakeOf(preparation, components, none, { kind: 'online' });
    expect(online.papers.every(({ satisfied }) => satisfied === null)).toBe(true);
  });
});

describe('straightening', () => {
  const corners: Corners = [
    { x: 10, y: 20 },
    { x: 90, y: 10 },
    { x: 80, y: 95 },
    { x: 5, y: 70 },
  ];
  it('carries the corners of the flat page onto those of the photograph', () => {
    const project = projectionOnto(corners);
    for (const [index, [u, v]] of (
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const
    ).entries()) {
      const { x, y } = project(u, v);
      expect(x).toBeCloseTo(corners[index]?.x ?? Number.NaN);
      expect(y).toBeCloseTo(corners[index]?.y ?? Number.NaN);
    }
  });

  it('knows a page from corners that cross, and keeps within the longest side', () => {
    expect(isPage(corners)).toBe(true);
    expect(isPage([corners[1], corners[0], corners[2], corners[3]])).toBe(false);
    const { width, height } = flatSize(corners, 40);
    expect(Math.max(width, height)).toBe(40);
  });

  it('leaves a whole picture as it is', () => {
    const data = Uint8ClampedArray.from({ length: 4 * 4 * 4 }, (_, index) => (index * 7) % 256);
    const target = { data: new Uint8ClampedArray(64), width: 4, height: 4 };
    const whole: Corners = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 },
    ];
    warpRows({ data, width: 4, height: 4 }, target, projectionOnto(whole), 0, 4);
    for (const [index, value] of data.entries()) {
      expect(Math.abs((target.data[index] ?? 0) - value)).toBeLessThanOrEqual(1);
    }
  });
});

it('a package is a ZIP that names its files in Vietnamese letters', () => {
  const zip = makeZip([{ name: 'giấy.txt', bytes: Buffer.from('một') }]);
  expect(zip.readUInt32LE(0)).toBe(0x04034b50);
  expect(zip.includes(Buffer.from('giấy.txt'))).toBe(true);
  const end = zip.subarray(-22);
  expect(end.readUInt32LE(0)).toBe(0x06054b50);
  expect(end.readUInt16LE(10)).toBe(1);
  expect(zip.readUInt32LE(end.readUInt32LE(16))).toBe(0x02014b50);
});
