import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isOwnNetwork } from '#platform/devices/address.ts';
import { isPublicAddress } from '../web-push/address.ts';

/** From where files may be fetched, and how much of what. */
export interface FileSource {
  /** Origins written out, e.g. `https://tep.dichvucong.gov.vn`; nothing else is called. */
  readonly origins: readonly string[];
  /** Whether a machine of the own network may be meant, as a relay of the province is. Link-local addresses never. */
  readonly ownNetwork: boolean;
  readonly maxBytes: number;
  /** For the whole of one file, in milliseconds. */
  readonly timeoutMs: number;
}

/** A fetched file, or why not. `refused` will not become better by trying again. */
export type Fetched =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string };

/** Said where a name leads somewhere that files are not fetched from. */
class NotAllowed extends Error {}

function reaches(address: string, source: FileSource): boolean {
  return isPublicAddress(address) || (source.ownNetwork && isOwnNetwork(address));
}

/** The address that was looked at is the one that is called, so a name cannot change its mind in between. */
function guardedLookup(source: FileSource): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error === null ? addresses : [];
      if (error !== null || first === undefined) {
        done(error ?? new Error(`no address for ${hostname}`), '', 0);
      } else if (!addresses.every(({ address }) => reaches(address, source))) {
        done(new NotAllowed(hostname), '', 0);
      } else if (options.all === true) {
        done(null, addresses);
      } else {
        done(null, first.address, first.family);
      }
    });
  };
}

/** Why an address is not called at all; null when it may be. */
function forbidden(text: string, source: FileSource): string | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '') {
    return 'địa chỉ tải tệp không hợp lệ';
  }
  if (!source.origins.includes(url.origin)) {
    return `máy chủ ${url.host} không nằm trong danh sách được phép tải tệp`;
  }
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  return isIP(host) !== 0 && !reaches(host, source) ? `không được tải tệp từ địa chỉ ${host}` : null;
}

const MIB = 1024 * 1024;

function tooLarge(source: FileSource): Fetched {
  return { kind: 'refused', why: `tệp lớn hơn ${Math.floor(source.maxBytes / MIB)} MB` };
}

/** What a status other than 200 means; null for a file. */
function byStatus(status: number): Fetched | null {
  if (status === 200) {
    return null;
  }
  if (status >= 300 && status < 400) {
    return { kind: 'refused', why: 'máy chủ chuyển hướng sang địa chỉ khác' };
  }
  return status >= 500 || status === 429 || status === 408
    ? { kind: 'later', why: `máy chủ trả lời HTTP ${status}` }
    : { kind: 'refused', why: `máy chủ trả lời HTTP ${status}, không có tệp` };
}

function read(text: string, source: FileSource): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const client = text.startsWith('http:') ? http : https;
    const options = { lookup: guardedLookup(source), signal: AbortSignal.timeout(source.timeoutMs) };
    const request = client.get(text, options, (answer) => {
      const early =
        byStatus(answer.statusCode ?? 0) ??
        (Number(answer.headers['content-length'] ?? 0) > source.maxBytes ? tooLarge(source) : null);
      if (early !== null) {
        request.destroy();
        resolve(early);
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > source.maxBytes) {
          request.destroy();
          resolve(tooLarge(source));
        } else {
          parts.push(part);
        }
      });
      answer.on('error', reject);
      answer.on('end', () => resolve({ kind: 'file', bytes: Buffer.concat(parts) }));
    });
    request.on('error', reject);
  });
}

/**
 * Fetches one file of a filed dossier. Only listed origins are called, no redirect is followed, nothing of this machine or its network is reached unless the
 * settings say so (SSRF: the address is a stranger's word), and it ends by size and by time.
 */
export async function fetchFile(url: string, source: FileSource): Promise<Fetched> {
  const why = forbidden(url, source);
  if (why !== null) {
    return { kind: 'refused', why };
  }
  try {
    return await read(url, source);
  } catch (error) {
    if (error instanceof NotAllowed) {
      return { kind: 'refused', why: 'tên máy chủ dẫn vào mạng không được phép' };
    }
    const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    return {
      kind: 'later',
      why: timedOut ? `không tải xong sau ${source.timeoutMs / 1000} giây` : 'mất kết nối khi tải tệp',
    };
  }
}
