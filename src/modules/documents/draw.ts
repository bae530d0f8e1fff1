import { qrSvg } from '#platform/pdf/qr.ts';
import { type PdfData, renderPdf } from '#platform/pdf/render.ts';
import { localDay } from '#platform/time.ts';
import { type FormEdition, formFileName, formFor } from './rules/forms.ts';
import { presentForm } from './rules/present-form.ts';
import { dayInFigures } from './rules/words.ts';
import type { FormId, FormInput } from './schema.ts';

/** What stands on a form beside its data: decided when it is drawn, and the same at each later printing. */
export interface FormFrame {
  /** "12/PBS-TTPVHCC"; null for forms whose number is in their data (lời chứng, books). */
  readonly number: string | null;
  readonly drawnAt: Temporal.Instant;
  /** Code and address behind the QR by which anyone can check the paper; null for a draft. */
  readonly verify: { readonly code: string; readonly url: string } | null;
  /** What the file name ends with, e.g. the dossier number. */
  readonly subject: string | null;
}

export interface DrawnForm {
  readonly pdf: Uint8Array;
  /** Without diacritics, ends in ".pdf". */
  readonly fileName: string;
}

/** What the template of a form is given; exported for previews as a picture and for the tests. */
export function templateData(
  form: FormId,
  input: unknown,
  frame: FormFrame,
): { readonly template: URL; readonly edition: FormEdition; readonly data: PdfData } {
  const edition = formFor(form, localDay(frame.drawnAt));
  const presented = presentForm(form, input);
  const data: PdfData = {
    form: { label: edition.label, title: edition.title, source: edition.source, paper: edition.paper },
    office: presented.office,
    number: frame.number,
    issuedOn: `${presented.office.place}, ${dayInFigures(localDay(frame.drawnAt))}`,
    lookUpQr: presented.lookUpUrl === null ? null : qrSvg(presented.lookUpUrl),
    verify: frame.verify && {
      code: frame.verify.code,
      shortUrl: frame.verify.url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, ''),
      qr: qrSvg(frame.verify.url),
    },
    view: presented.view,
  };
  return { template: new URL(`./templates/${edition.template}`, import.meta.url), edition, data };
}

/**
 * Draws an official form as a PDF/A-2a file. The same data and frame give the same bytes.
 * @throws ZodError when the data does not fit the form; RangeError when the form had no edition on that day.
 */
export async function renderForm<F extends FormId>(
  form: F,
  input: FormInput<F>,
  frame: FormFrame,
): Promise<DrawnForm> {
  return renderStoredForm(form, input, frame);
}

/** As {@link renderForm} for data that comes out of the database and is checked here again. */
export async function renderStoredForm(form: FormId, input: unknown, frame: FormFrame): Promise<DrawnForm> {
  const { template, edition, data } = templateData(form, input, frame);
  return {
    pdf: await renderPdf(template, data, { createdAt: frame.drawnAt }),
    fileName: formFileName(edition, frame.subject),
  };
}
