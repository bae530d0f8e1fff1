import type { z } from 'zod';
import { FORM_DATA, type FormId, type FormOffice } from '../schema.ts';
import type { View } from './present.ts';
import * as slips from './present.ts';
import * as money from './present-money.ts';
import * as other from './present-other.ts';

/** A form's data, checked and put into the words that its template prints. */
export interface PresentedForm {
  readonly office: FormOffice;
  readonly view: View;
  /** What the QR for the citizen says: the address to follow the dossier, or the VietQR of a payment; null where the form has none. */
  readonly lookUpUrl: string | null;
}

type Presenter = (input: unknown) => PresentedForm;

/** The common head in capitals, as it is printed. */
function head({ governing, name, place }: FormOffice): FormOffice {
  const upper = (text: string) => text.toLocaleUpperCase('vi');
  return { governing: upper(governing), name: upper(name), place };
}

function presenter<D extends { readonly office: FormOffice }>(
  schema: z.ZodType<D>,
  view: (data: D) => View,
  lookUpUrl: (data: D) => string | undefined = () => undefined,
): Presenter {
  return (input) => {
    const data = schema.parse(input);
    return { office: head(data.office), view: view(data), lookUpUrl: lookUpUrl(data) ?? null };
  };
}

const PRESENTERS: Readonly<Record<FormId, Presenter>> = {
  '01': presenter(FORM_DATA['01'], slips.receipt, (data) => data.lookUpUrl),
  '02': presenter(FORM_DATA['02'], slips.supplementRequest),
  '03': presenter(FORM_DATA['03'], slips.refusal),
  '04': presenter(FORM_DATA['04'], slips.apology),
  '05': presenter(FORM_DATA['05'], slips.stopNotice),
  '06': presenter(FORM_DATA['06'], slips.controlSlip),
  '07': presenter(FORM_DATA['07'], slips.dossierBook),
  'certification-statement': presenter(FORM_DATA['certification-statement'], other.certificationStatement),
  'certification-book': presenter(FORM_DATA['certification-book'], other.certificationBook),
  'fee-receipt': presenter(FORM_DATA['fee-receipt'], other.feeReceipt),
  'payment-request': presenter(FORM_DATA['payment-request'], money.paymentRequest, (data) => data.vietQr),
  refund: presenter(FORM_DATA.refund, money.refund),
  'cash-book': presenter(FORM_DATA['cash-book'], money.cashBook),
  'result-hand-over': presenter(FORM_DATA['result-hand-over'], other.resultHandOver),
  'result-receipt': presenter(FORM_DATA['result-receipt'], other.resultReceipt),
};

/**
 * Checks a form's data and makes its view.
 * @throws ZodError when the data does not fit the form.
 */
export function presentForm(form: FormId, input: unknown): PresentedForm {
  return PRESENTERS[form](input);
}
