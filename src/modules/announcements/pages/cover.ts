import sharp from 'sharp';

let made: Promise<Buffer> | undefined;

/** The cover of articles without a picture of their own: Zalo wants one. The house's colour and star, drawn once. */
export function standardCover(): Promise<Buffer> {
  const star = 'M600 150 664 347 871 347 704 469 768 665 600 544 432 665 496 469 329 347 536 347Z';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#9E1B32"/><path d="${star}" fill="#F5B82E"/></svg>`;
  made ??= sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
  return made;
}
