import { readCasso } from './casso.ts';
import { readPayos } from './payos.ts';
import type { NoticeProvider, NoticeReader } from './port.ts';
import { readSepay } from './sepay.ts';

/** How each service's posts are checked and read. */
export const NOTICE_READERS: Readonly<Record<NoticeProvider, NoticeReader>> = {
  sepay: readSepay,
  casso: readCasso,
  payos: readPayos,
};
