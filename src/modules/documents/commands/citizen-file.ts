import sharp from 'sharp';
import { checkFile } from '../content/check.ts';
import { type PhotoPage, photoPdf } from '../content/photo-pdf.ts';

const JPEG_QUALITY = 82;
/** Longest side of a photographed page in pixels: A4 at 200 dpi, enough to read small print. */
const LONGEST = 2339;

/** A citizen's photograph or PDF as it may be kept: a photograph drawn anew, upright, bounded, without anything hidden. */
export interface CitizenFile {
  readonly content: Uint8Array;
  readonly mediaType: 'image/jpeg' | 'application/pdf';
  readonly name: string;
  readonly pages: number | null;
}

/**
 * Checks what a stranger sent, by its bytes: photographs are drawn anew as JPEG of bounded size, without place, device
 * or time in them; PDF stays bit for bit after the look at its structure.
 * @throws Problem `too-large`, `unsupported-file`, `validation` in words that say how to mend it
 */
export async function takeCitizenFile(bytes: Uint8Array, givenName: string): Promise<CitizenFile> {
  const checked = await checkFile(bytes, givenName, 'component');
  if (checked.mediaType === 'application/pdf') {
    const { content, name, pages } = checked;
    return { content, mediaType: 'application/pdf', name, pages };
  }
  const content = await sharp(checked.content)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
  return { content, mediaType: 'image/jpeg', name: checked.name.replace(/\.[a-z]+$/, '.jpg'), pages: 1 };
}

/** One PDF of photographs that {@link takeCitizenFile} made, a page each and in their order. */
export async function pdfOfPhotos(jpegs: readonly Uint8Array[]): Promise<Uint8Array> {
  const pages = await Promise.all(
    jpegs.map(async (jpeg): Promise<PhotoPage> => {
      const { width, height } = await sharp(jpeg).metadata();
      return { jpeg, width, height };
    }),
  );
  return photoPdf(pages);
}
