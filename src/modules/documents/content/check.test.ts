import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isProblem } from '#platform/errors.ts';
import { cleanFileName, formatSize, UPLOAD_LIMITS } from '../rules/upload.ts';
import { objectStream, smallPdf, smallWord, smallZip } from '../testing/hostile.ts';
import { checkFile } from './check.ts';
import { inspectPdf } from './pdf.ts';
import { inspectWord } from './word.ts';

const picture = () => sharp({ create: { width: 40, height: 20, channels: 3, background: '#a03020' } });

async function refusal(bytes: Uint8Array, purpose: 'component' | 'attachment' = 'component') {
  const error: unknown = await checkFile(bytes, 'tep.pdf', purpose).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isProblem(error) ? { code: error.code, detail: error.details.detail } : error;
}

describe('PDF', () => {
  test('a plain file is kept bit for bit and its pages are counted', async () => {
    const bytes = smallPdf();
    const file = await checkFile(bytes, 'Giấy khai sinh.pdf', 'component');
    expect(file).toMatchObject({ mediaType: 'application/pdf', name: 'Giấy khai sinh.pdf', pages: 1 });
    expect(Buffer.from(file.content).equals(bytes)).toBe(true);
    expect(file.sha256.toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test.each([
    ['encrypted by reference', smallPdf({ trailer: '/Encrypt 7 0 R' }), 'encrypted'],
    ['encrypted in place', smallPdf({ trailer: '/Encrypt << /Filter /Standard >>' }), 'encrypted'],
    ['encrypted, name hidden', smallPdf({ trailer: '/#45ncrypt 7 0 R' }), 'encrypted'],
    [
      'script at opening',
      smallPdf({ objects: '5 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n' }),
      'active-content',
    ],
    [
      'script with a hidden name',
      smallPdf({ objects: '5 0 obj\n<< /S /Java#53cript >>\nendobj\n' }),
      'active-content',
    ],
    [
      'program start',
      smallPdf({ objects: '5 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n' }),
      'active-content',
    ],
    [
      'script in a compressed object',
      smallPdf({ objects: objectStream('5 0 << /S /JavaScript >>') }),
      'active-content',
    ],
    [
      'file carried inside',
      smallPdf({ objects: '5 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n' }),
      'active-content',
    ],
    ['zip behind the end', Buffer.concat([smallPdf(), smallZip({ 'a.html': 'x' })]), 'trailing-data'],
    [
      'page behind the end',
      Buffer.concat([smallPdf(), Buffer.from('<script>alert(1)</script>')]),
      'trailing-data',
    ],
    ['something before the start', Buffer.concat([Buffer.from('<html>'), smallPdf()]), 'not-at-start'],
    ['cut off', smallPdf().subarray(0, 200), 'cut-off'],
  ])('%s is refused', (_, bytes, problem) => {
    expect(inspectPdf(bytes).problems).toContain(problem);
  });

  test('words that only look like names are no reason to refuse', () => {
    const objects = '5 0 obj\n<< /Title (Encrypt JavaScript Launch) /JSTOR 1 /Encryption 2 >>\nendobj\n';
    expect(inspectPdf(smallPdf({ objects })).problems).toEqual([]);
  });

  test('a file made to waste time is looked at in one pass', () => {
    const bytes = Buffer.concat([smallPdf(), Buffer.alloc(4_000_000, 'stream\n/Type /ObjStm ')]);
    expect(inspectPdf(bytes).problems).toContain('trailing-data');
  });

  test('the person reads how to mend it', async () => {
    expect(await refusal(smallPdf({ trailer: '/Encrypt 7 0 R' }))).toEqual({
      code: 'unsupported-file',
      detail: 'Tệp PDF có đặt mật khẩu hoặc khóa. Xin bỏ mật khẩu rồi gửi lại.',
    });
  });
});

describe('pictures', () => {
  test('are drawn anew: position, device and hidden tail are gone, the picture stands upright', async () => {
    const original = await picture()
      .withExif({ IFD0: { Make: 'MAY-ANH-BI-MAT' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const hostile = Buffer.concat([
      original,
      Buffer.from('<?php system($_GET[0]); ?>'),
      smallZip({ 'x.html': 'y' }),
    ]);
    const file = await checkFile(hostile, 'anh.jpg', 'component');
    const seen = await sharp(file.content).metadata();
    expect(seen).toMatchObject({ format: 'jpeg', width: 20, height: 40 });
    expect(seen.exif).toBeUndefined();
    const text = Buffer.from(file.content).toString('latin1');
    expect(text).not.toContain('MAY-ANH-BI-MAT');
    expect(text).not.toContain('<?php');
    expect(file.receivedSha256.equals(file.sha256)).toBe(false);
  });

  test.each(['png', 'webp'] as const)('%s stays %s', async (format) => {
    const file = await checkFile(await picture().toFormat(format).toBuffer(), 'x', 'result');
    expect((await sharp(file.content).metadata()).format).toBe(format);
    expect(file.name).toBe(`x.${format}`);
  });

  test('a damaged picture is refused', async () => {
    const bytes = (await picture().png().toBuffer()).subarray(0, 60);
    expect(await refusal(bytes)).toMatchObject({ code: 'unsupported-file' });
  });

  test('a picture that would fill the memory is refused before it is unpacked', async () => {
    const bytes = await sharp({ create: { width: 10_000, height: 9_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(await refusal(bytes)).toMatchObject({ detail: expect.stringContaining('quá nhiều điểm ảnh') });
  });

  test('HEIC is answered with what to do on the phone', async () => {
    const heic = Buffer.concat([
      Buffer.from([0, 0, 0, 24]),
      Buffer.from('ftypheic\0\0\0\0mif1heic'),
      Buffer.alloc(64),
    ]);
    expect(await refusal(heic)).toMatchObject({ detail: expect.stringContaining('HEIC') });
  });
});

describe('Word files', () => {
  test('are taken as a working draft only', async () => {
    expect(await checkFile(smallWord(), 'du thao.docx', 'attachment')).toMatchObject({
      name: 'du thao.docx',
    });
    expect(await refusal(smallWord())).toMatchObject({ code: 'unsupported-file' });
  });

  test.each([
    ['macros', smallWord({ 'word/vbaProject.bin': 'x' }), 'macros'],
    ['embedded program', smallWord({ 'word/embeddings/oleObject1.bin': 'x' }), 'embedded'],
    ['another zip', smallZip({ 'evil.exe': 'MZ' }), 'not-word'],
    ['something before the zip', Buffer.concat([Buffer.from('GIF89a'), smallWord()]), 'not-word'],
  ])('with %s are refused', (_, bytes, problem) => {
    expect(inspectWord(bytes)).toContain(problem);
  });
});

describe('everything else', () => {
  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['an animation', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
  ])('%s is refused whatever it is called', async (_, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'unsupported-file' });
  });

  test('nothing, and too much', async () => {
    expect(await refusal(Buffer.alloc(0))).toMatchObject({ code: 'validation' });
    expect(await refusal(Buffer.alloc(UPLOAD_LIMITS.component.maxBytes + 1))).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('20,0 MB'),
    });
  });
});

describe('names', () => {
  test.each([
    ['Giấy khai sinh.pdf', 'Giấy khai sinh.pdf'],
    ['..\\..\\Windows\\evil.exe', 'evil.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['khai sinh.pdf.exe', 'khai sinh.pdf.pdf'],
    ['ho so\u202Efdp.exe', 'ho sofdp.pdf'],
    ['a\0b\r\nc.pdf', 'abc.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['   ', 'tep.pdf'],
    ['Nguyê\u0303n.pdf', 'Nguyễn.pdf'],
    ['x'.repeat(500), `${'x'.repeat(120)}.pdf`],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given, 'application/pdf')).toBe(clean);
  });

  test('sizes are written as people say them', () => {
    expect([formatSize(10), formatSize(320 * 1024), formatSize(1_500_000)]).toEqual([
      '1 KB',
      '320 KB',
      '1,4 MB',
    ]);
  });
});
