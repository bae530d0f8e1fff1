import type { FilePurpose } from '../schema.ts';

/** Kinds of file that are taken, by what their bytes say. */
export const MEDIA_TYPES = {
  'application/pdf': { extension: 'pdf', label: 'PDF' },
  'image/jpeg': { extension: 'jpg', label: 'JPG' },
  'image/png': { extension: 'png', label: 'PNG' },
  'image/webp': { extension: 'webp', label: 'WebP' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    extension: 'docx',
    label: 'Word',
  },
} as const;

export type MediaType = keyof typeof MEDIA_TYPES;

const PAPERS: readonly MediaType[] = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];
const MIB = 1024 * 1024;

interface UploadLimit {
  readonly types: readonly MediaType[];
  readonly maxBytes: number;
}

/**
 * What may be uploaded for which purpose. Papers of a dossier are what a scanner or a camera makes; a Word file, which
 * anyone can change unseen, is taken only as a working draft. HEIC is not taken: its decoder is patented, and phones
 * hand over JPEG by themselves when a page asks for it.
 */
export const UPLOAD_LIMITS: Readonly<Record<FilePurpose, UploadLimit>> = {
  component: { types: PAPERS, maxBytes: 20 * MIB },
  supplement: { types: PAPERS, maxBytes: 20 * MIB },
  result: { types: PAPERS, maxBytes: 20 * MIB },
  attachment: {
    types: [...PAPERS, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    maxBytes: 20 * MIB,
  },
};

/** Whether text is one of the kinds that are taken at all. */
export function isMediaType(text: string): text is MediaType {
  return Object.hasOwn(MEDIA_TYPES, text);
}

/** Control characters, and marks that turn the reading direction (by U+202E "fdp.exe" reads as "exe.pdf"). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const NAME_LIMIT = 120;

/**
 * A name for people from what the sender called the file: no path, no hidden letters, and the ending that its content
 * has. "C:\\hồ sơ\\khai sinh.pdf.exe" with PDF content becomes "khai sinh.pdf.pdf".
 */
export function cleanFileName(given: string, type: MediaType): string {
  const { extension } = MEDIA_TYPES[type];
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .replace(UNSEEN, '')
    .replace(/[<>:"|?*]/g, ' ')
    .replace(/\s+/g, ' ');
  const stem = seen.replace(/\.[A-Za-z0-9]{1,5}$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const letters = Array.from(stem === '' ? 'tep' : stem)
    .slice(0, NAME_LIMIT)
    .join('');
  return `${letters}.${extension}`;
}

/** A size as people read it: "1,4 MB", "320 KB". */
export function formatSize(bytes: number): string {
  if (bytes >= MIB) {
    return `${(bytes / MIB).toFixed(1).replace('.', ',')} MB`;
  }
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
