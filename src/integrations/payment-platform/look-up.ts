import { z } from 'zod';
import type { ReceiptInfo } from './messages.ts';

/** What the portal asks us with: `dptracuuthanhtoanhs`. */
export const LookUpAsk = z.looseObject({ MaHoSo: z.string().trim().min(1).max(60) });

/** Our answer: 1 something to pay, 0 nothing to pay (`message` empty), -1 not found or not readable. */
export type LookUpAnswer =
  | {
      readonly error_code: 1;
      readonly message: {
        readonly transaction_id: string;
        readonly client_id: string;
        /** The dossier's number and `yyyyMMddHHmmss`. */
        readonly MaTraCuuTT: string;
      } & ReceiptInfo;
    }
  | { readonly error_code: 0; readonly message: readonly [] }
  | { readonly error_code: -1; readonly message: string };
