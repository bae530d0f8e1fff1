import { Resvg } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { renderSvg } from '#platform/pdf/render.ts';
import { type FormFrame, renderForm, renderStoredForm, templateData } from './draw.ts';
import { formEditions, formFor } from './rules/forms.ts';
import { FORM_SAMPLES } from './samples.ts';
import { FORM_IDS, type FormId } from './schema.ts';

const url = 'https://hoaloc.example.vn/xac-minh/7KQ2-M9TX-4HDP';
const frame: FormFrame = {
  number: '12/THU',
  drawnAt: Temporal.Instant.from('2026-11-23T16:30:00+07:00'),
  verify: { code: '7KQ2-M9TX-4HDP', url },
  subject: 'H56.99-261123-0001',
};

/** Texts compare without blanks: a line break inside a cell is no difference. */
const squeeze = (text: string) => text.normalize('NFC').replace(/\s+/gu, '');

async function read(pdf: Uint8Array): Promise<{ text: string; pages: number }> {
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
    mergePages: true,
  });
  return { text: squeeze(text), pages: totalPages };
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.startsWith('<svg') ? [] : [value];
  }
  if (typeof value === 'number') {
    return [String(value)];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

async function qrIn(form: FormId, place: 'head' | 'foot'): Promise<string | undefined> {
  const { template, data } = templateData(form, FORM_SAMPLES[form], frame);
  const scale = 3;
  const page = new Resvg(await renderSvg(template, data), {
    background: 'white',
    fitTo: { mode: 'zoom', value: scale },
  }).render();
  // One A5 page: 210 mm at 96 dots an inch; the foot is its lowest 24 mm.
  const pageHeight = Math.round((210 / 25.4) * 96 * scale);
  const footHeight = Math.round((24 / 25.4) * 96 * scale);
  const top = place === 'head' ? 0 : pageHeight - footHeight;
  const height = place === 'head' ? Math.round(pageHeight / 2) : footHeight;
  const from = top * page.width * 4;
  const pixels = new Uint8ClampedArray(page.pixels.subarray(from, from + height * page.width * 4));
  return jsQR.default(pixels, page.width, height)?.data;
}

describe('each official form', () => {
  test.each(FORM_IDS)('%s prints every field of its data', async (form) => {
    const { data, edition } = templateData(form, FORM_SAMPLES[form], frame);
    const { text } = await read((await renderForm(form, FORM_SAMPLES[form], frame)).pdf);
    for (const leaf of leaves(data.view)) {
      expect(text).toContain(squeeze(leaf));
    }
    expect(text).toContain(squeeze(edition.title.toLocaleUpperCase('vi').slice(0, 12)));
    expect(text).toContain(squeeze(edition.source));
    expect(text).toContain(squeeze('7KQ2-M9TX-4HDP'));
  });

  test.each(FORM_IDS.filter((form) => form !== 'certification-statement'))(
    '%s has the common head',
    async (form) => {
      const { text } = await read((await renderForm(form, FORM_SAMPLES[form], frame)).pdf);
      for (const line of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'UBND XÃ HOA LỘC',
        'TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ HOA LỘC',
        'Số: 12/THU',
        'Hoa Lộc, ngày 23 tháng 11 năm 2026',
      ]) {
        expect(text).toContain(squeeze(line));
      }
    },
  );

  test.each(FORM_IDS)('%s is a tagged archive file with a title in Vietnamese', async (form) => {
    const { pdf } = await renderForm(form, FORM_SAMPLES[form], frame);
    const source = Buffer.from(pdf).toString('latin1');
    expect(source).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(source).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    const { info } = await getMeta(await getDocumentProxy(new Uint8Array(pdf)));
    expect(info).toMatchObject({
      Title: formFor(form, Temporal.PlainDate.from('2026-11-23')).title,
      Language: 'vi-VN',
    });
  });

  test('the same data and moment give the same bytes', async () => {
    const first = await renderForm('01', FORM_SAMPLES['01'], frame);
    const second = await renderForm('01', FORM_SAMPLES['01'], frame);
    expect(Buffer.from(first.pdf).equals(Buffer.from(second.pdf))).toBe(true);
  });
});

describe('Mẫu 01', () => {
  test('its two QR codes lead to the dossier and to the check of the paper', async () => {
    expect(await qrIn('01', 'head')).toBe(FORM_SAMPLES['01'].lookUpUrl);
    expect(await qrIn('01', 'foot')).toBe(url);
  });

  test('long lists run over several pages, each row whole, the head of the table repeated', async () => {
    const components = Array.from({ length: 40 }, (_, index) => ({
      name: `Giấy tờ thứ ${index + 1} có tên dài, kèm theo bản vẽ và biên bản xác nhận của các hộ liền kề`,
      satisfiedBy: 'original' as const,
      originals: 1,
    }));
    const { text, pages } = await read(
      (await renderForm('01', { ...FORM_SAMPLES['01'], components }, frame)).pdf,
    );
    expect(pages).toBeGreaterThan(2);
    expect(text.split('Cáchđápứng').length - 1).toBeGreaterThan(1);
    expect(text).toContain(squeeze(`Trang ${pages}/${pages}`));
    for (const { name } of components) {
      expect(text).toContain(squeeze(name));
    }
  });

  test('without authorisation, book, fee or code the block is left out and nothing is invented', async () => {
    const { authorisedBy, book, fee, dossierNumber, lookUpUrl, lookUpSecret, ...rest } = FORM_SAMPLES['01'];
    const input = { ...rest, localNumber: 'TN-000418', applicant: { name: 'Lê Văn Ví Dụ' } };
    const { text } = await read((await renderForm('01', input, frame)).pdf);
    expect(text).not.toContain(squeeze('Theo ủy quyền'));
    expect(text).not.toContain(squeeze('Phí, lệ phí'));
    expect(text).not.toContain(squeeze('Mã hồ sơ: '));
    expect(text).toContain(squeeze('Số tiếp nhận tại chỗ: TN-000418'));
    expect(text).toContain(squeeze('Địa chỉ: ..'));
  });

  test('what a citizen typed is printed as it stands and never becomes template code', async () => {
    const name = '#read("/etc/passwd") *đậm* $x$ \\ @ <b> "Ông" [Bà]';
    const { text } = await read(
      (await renderForm('01', { ...FORM_SAMPLES['01'], applicant: { name } }, frame)).pdf,
    );
    expect(text).toContain(squeeze(name));
  });
});

describe('lời chứng (TT 01/2020/TT-BTP)', () => {
  test('annex I.1 spells the day in words and names the receiving officer', async () => {
    const sample = FORM_SAMPLES['certification-statement'];
    const { text } = await read((await renderForm('certification-statement', sample, frame)).pdf);
    expect(text).toContain(
      squeeze('Ngày 23 tháng 11 năm 2026 (Bằng chữ: Ngày hai mươi ba tháng mười một năm hai nghìn'),
    );
    expect(text).toContain(squeeze('trước mặt ông/bà Trần Thị Tiếp Nhận là người tiếp nhận hồ sơ'));
    expect(text).toContain(squeeze('Số chứng thực: 1287, quyển số 02/2026-SCT/CK, ĐC'));
    expect(text).not.toContain('giờ20phút');
  });

  test('annex I.2 lists several signers', async () => {
    const signers = ['Một', 'Hai', 'Ba'].map((name, index) => ({
      name: `Người Ký ${name}`,
      idPaper: 'Thẻ căn cước',
      idNumber: `03800000000${index}`,
    }));
    const input = { ...FORM_SAMPLES['certification-statement'], signers };
    const { text } = await read((await renderForm('certification-statement', input, frame)).pdf);
    expect(text).toContain(squeeze('3. Ông/bà Người Ký Ba, giấy tờ tùy thân: Thẻ căn cước số 038000000002'));
    expect(text).toContain(squeeze('đã cùng ký vào'));
  });

  test('outside the office hour and minute are written (NĐ 23/2015 Điều 10), and a fingerprint is called one', async () => {
    const input = {
      ...FORM_SAMPLES['certification-statement'],
      outsideOffice: true,
      act: 'fingerprint' as const,
    };
    const { text } = await read((await renderForm('certification-statement', input, frame)).pdf);
    expect(text).toContain(squeeze('Lúc 14 giờ 20 phút, ngày 23 tháng 11 năm 2026'));
    expect(text).toContain(squeeze('đã điểm chỉ vào giấy tờ'));
  });
});

describe('editions', () => {
  test('never overlap and leave no gap from 1/7/2025 on', () => {
    for (const form of FORM_IDS) {
      const rows = formEditions().filter((edition) => edition.form === form);
      expect(rows.at(-1)?.until).toBeNull();
      rows.slice(1).forEach((row, index) => {
        const end = rows[index]?.until;
        expect(end && Temporal.PlainDate.from(end).add({ days: 1 }).toString()).toBe(row.from);
      });
      expect(formFor(form, Temporal.PlainDate.from('2025-07-01')).form).toBe(form);
    }
  });

  test('the control slip changed its number with TT 03/2025', () => {
    expect(formFor('06', Temporal.PlainDate.from('2025-09-14')).label).toBe('Mẫu số 05');
    expect(formFor('06', Temporal.PlainDate.from('2025-09-15')).label).toBe('Mẫu số 06');
  });

  test('a day before any edition is an error, not a guess', () => {
    expect(() => formFor('05', Temporal.PlainDate.from('2025-06-30'))).toThrow(RangeError);
  });
});

test('data that does not fit its form is refused', async () => {
  await expect(renderStoredForm('02', { ...FORM_SAMPLES['02'], items: [] }, frame)).rejects.toThrow();
});
