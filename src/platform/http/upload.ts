import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors.ts';

/** A file as it came over the wire: nothing about it is checked, the name is the sender's word. */
interface IncomingFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface IncomingForm {
  readonly files: readonly IncomingFile[];
  /** The form's other fields; of repeated names the last. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadOptions {
  /** Bytes of one file. */
  readonly maxBytes: number;
  /** Default 1. */
  readonly maxFiles?: number;
}

/**
 * Reads a multipart form with files into memory. Empty file inputs are left out.
 * @throws Problem `bad-request` when the body is no multipart form, `too-large` past the limits
 */
export async function readUpload(request: FastifyRequest, options: UploadOptions): Promise<IncomingForm> {
  if (!request.isMultipart()) {
    throw new Problem('bad-request', { detail: 'Xin gửi tệp bằng biểu mẫu (multipart/form-data).' });
  }
  const files: IncomingFile[] = [];
  const fields: Record<string, string> = Object.create(null);
  const limits = {
    fileSize: options.maxBytes,
    files: options.maxFiles ?? 1,
    fields: 100,
    fieldSize: 100_000,
  };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        if (part.filename !== '' || bytes.length > 0) {
          files.push({ field: part.fieldname, name: part.filename, bytes });
        }
      } else if (typeof part.value === 'string') {
        fields[part.fieldname] = part.value.normalize('NFC').trim();
      }
    }
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 413) {
      const limit = Math.floor(options.maxBytes / 1024 / 1024);
      throw new Problem('too-large', {
        detail: `Mỗi lần gửi được ${options.maxFiles ?? 1} tệp, mỗi tệp nặng nhất ${limit} MB. Xin gửi ít tệp hơn hoặc quét nhẹ hơn.`,
      });
    }
    // What cannot be read to its end is the sender's line or program; storing comes later.
    throw new Problem('bad-request', { detail: 'Nội dung gửi lên bị đứt giữa chừng. Xin gửi lại.' });
  }
  return { files, fields };
}
