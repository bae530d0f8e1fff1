import sharp from 'sharp';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { writeMessages } from '../messages/write.ts';
import type { Picture } from '../schema.ts';

/** Largest upload in bytes. */
export const PICTURE_BYTES = 15 * 1024 * 1024;
const PIXELS = 80_000_000;
const LONGEST = 1600;
/** Zalo takes 1 MB. */
const ROOM = 950_000;
const FORMATS = new Set(['jpeg', 'png', 'webp']);

function refuse(): never {
  const message = writeMessages('vi')('picture-bad');
  throw new Problem('unsupported-file', { detail: message, fields: [{ path: 'picture', message }] });
}

async function redraw(bytes: Uint8Array): Promise<{ data: Buffer; width: number; height: number }> {
  for (const quality of [84, 70, 55]) {
    const { data, info } = await sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error', pages: 1 })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true });
    if (data.length <= ROOM || quality === 55) {
      return { data, width: info.width, height: info.height };
    }
  }
  return refuse();
}

/**
 * Keeps a picture of a piece of news: JPEG, upright, at most 1600 pixels, drawn anew so that neither place nor device is in it.
 * @throws Problem `unsupported-file`
 */
export async function keepPicture(ctx: AppContext, bytes: Uint8Array, alt: string): Promise<Picture> {
  try {
    const { format } = await sharp(bytes, { limitInputPixels: PIXELS }).metadata();
    if (!FORMATS.has(format)) {
      return refuse();
    }
    const { data, width, height } = await redraw(bytes);
    const key = `news/${newId()}.jpg`;
    await ctx.storage.put(key, data);
    return { key, alt, width, height, bytes: data.length };
  } catch (error) {
    if (error instanceof Problem) {
      throw error;
    }
    return refuse();
  }
}
