/** A photographed page: a JPEG in colour, upright, with its size in pixels. */
export interface PhotoPage {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A4 in points. */
const SHORT = 595.28;
const LONG = 841.89;

/** Where the picture stands on an A4 page of its own direction: as large as fits, in the middle. */
function placement({ width, height }: PhotoPage) {
  const [across, down] = width > height ? [LONG, SHORT] : [SHORT, LONG];
  const scale = Math.min(across / width, down / height);
  const [w, h] = [width * scale, height * scale];
  return { across, down, w, h, x: (across - w) / 2, y: (down - h) / 2 };
}

const text = (content: string) => Buffer.from(content, 'latin1');

function stream(dictionary: string, content: Uint8Array): Buffer {
  return Buffer.concat([
    text(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    text('\nendstream'),
  ]);
}

/** Three objects a page: the page, what is drawn on it, the picture. Numbers start after catalogue and page tree. */
function pageObjects(page: PhotoPage, first: number): readonly Buffer[] {
  const { across, down, w, h, x, y } = placement(page);
  const drawing = `q ${w.toFixed(2)} 0 0 ${h.toFixed(2)} ${x.toFixed(2)} ${y.toFixed(2)} cm /Im Do Q`;
  return [
    text(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${across} ${down}] /Contents ${first + 1} 0 R ` +
        `/Resources << /XObject << /Im ${first + 2} 0 R >> >> >>`,
    ),
    stream('', text(drawing)),
    stream(
      `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceRGB ` +
        '/BitsPerComponent 8 /Filter /DCTDecode',
      page.jpeg,
    ),
  ];
}

/**
 * One PDF of photographed pages, a page each and in their order, the pictures bit for bit.
 * @throws RangeError without pages
 */
export function photoPdf(pages: readonly PhotoPage[]): Uint8Array {
  if (pages.length === 0) {
    throw new RangeError('a paper has at least one page');
  }
  const kids = pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const objects = [
    text('<< /Type /Catalog /Pages 2 0 R /Lang (vi-VN) >>'),
    text(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`),
    ...pages.flatMap((page, index) => pageObjects(page, 3 + index * 3)),
  ];
  const parts: Buffer[] = [text('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  objects.forEach((object, index) => {
    const part = Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]);
    offsets.push(at);
    parts.push(part);
    at += part.length;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    text(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
