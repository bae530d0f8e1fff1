import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import {
  cleanFileName,
  formatSize,
  isMediaType,
  MEDIA_TYPES,
  type MediaType,
  UPLOAD_LIMITS,
} from '../rules/upload.ts';
import type { FilePurpose } from '../schema.ts';
import { inspectPdf } from './pdf.ts';
import { inspectWord } from './word.ts';

/** A file that passed all checks, as it will be stored. */
export interface CheckedFile {
  readonly content: Uint8Array;
  readonly mediaType: MediaType;
  readonly name: string;
  readonly sha256: Buffer;
  readonly receivedSha256: Buffer;
  readonly pages: number | null;
}

const t = messages('vi');
/** 80 megapixels: an A3 page at 600 dpi has 70. */
const PIXEL_LIMIT = 80_000_000;
const JPEG_QUALITY = 88;

function refuse(code: 'unsupported-file' | 'too-large' | 'validation', detail: string): never {
  throw new Problem(code, { detail, fields: [{ path: 'file', message: detail }] });
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

async function detect(bytes: Uint8Array): Promise<string> {
  // A PDF is recognised wherever its mark stands near the start; the inspection then says what is wrong with it.
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const found = await fileTypeFromBuffer(bytes);
  return found === undefined && head.includes('%PDF-') ? 'application/pdf' : (found?.mime ?? 'unknown');
}

/** Draws the picture anew: turned upright, without position, device, thumbnail or anything behind its end. */
async function redraw(bytes: Uint8Array, type: MediaType): Promise<Uint8Array> {
  try {
    const picture = sharp(bytes, {
      limitInputPixels: PIXEL_LIMIT,
      failOn: 'error',
      sequentialRead: true,
      pages: 1,
    }).rotate();
    switch (type) {
      case 'image/png':
        return await picture.png({ compressionLevel: 8 }).toBuffer();
      case 'image/webp':
        return await picture.webp({ quality: JPEG_QUALITY }).toBuffer();
      default:
        return await picture.jpeg({ quality: JPEG_QUALITY, mozjpeg: false }).toBuffer();
    }
  } catch (error) {
    const tooBig = error instanceof Error && error.message.includes('pixel limit');
    return refuse('unsupported-file', t(tooBig ? 'file.image-too-big' : 'file.broken-image'));
  }
}

async function settle(
  bytes: Uint8Array,
  type: MediaType,
): Promise<{ content: Uint8Array; pages: number | null }> {
  switch (type) {
    case 'application/pdf': {
      const { problems, pages } = inspectPdf(bytes);
      const [first] = problems;
      return first === undefined ? { content: bytes, pages } : refuse('unsupported-file', t(`pdf.${first}`));
    }
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
      const [first] = inspectWord(bytes);
      return first === undefined
        ? { content: bytes, pages: null }
        : refuse('unsupported-file', t(`word.${first}`));
    }
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp':
      return { content: await redraw(bytes, type), pages: 1 };
    default:
      return type satisfies never;
  }
}

/**
 * Checks an upload by its bytes alone; what the sender called it or declared does not count.
 * Pictures are drawn anew, PDF and Word files are kept bit for bit (a signature in them must stay good).
 * @throws Problem `too-large`, `unsupported-file`, or `validation` when empty, in words that say how to mend it
 */
export async function checkFile(
  bytes: Uint8Array,
  givenName: string,
  purpose: FilePurpose,
): Promise<CheckedFile> {
  const limit = UPLOAD_LIMITS[purpose];
  if (bytes.length === 0) {
    return refuse('validation', t('file.empty'));
  }
  if (bytes.length > limit.maxBytes) {
    return refuse(
      'too-large',
      t('file.too-large', { size: formatSize(bytes.length), limit: formatSize(limit.maxBytes) }),
    );
  }
  const type = await detect(bytes);
  if (type.startsWith('image/hei')) {
    return refuse('unsupported-file', t('file.heic'));
  }
  if (!isMediaType(type) || !limit.types.includes(type)) {
    const types = limit.types.map((taken) => MEDIA_TYPES[taken].label).join(', ');
    return refuse('unsupported-file', t('file.unsupported', { types }));
  }
  const { content, pages } = await settle(bytes, type);
  return {
    content,
    mediaType: type,
    name: cleanFileName(givenName, type),
    sha256: digest(content),
    receivedSha256: digest(bytes),
    pages,
  };
}
