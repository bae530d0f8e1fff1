import { randomBytes } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/documents.ts';
import { VERIFY_CODE_BYTES, verifyCode } from '../rules/codes.ts';
import { formFor, slipNumber } from '../rules/forms.ts';
import { FORM_DATA, type FormId, type FormInput, type Subject } from '../schema.ts';

/** Which form, for whom, with what on it. */
export interface DrawInput<F extends FormId> {
  readonly form: F;
  /** `label` is what people call the subject, e.g. the dossier number; it names the file. */
  readonly subject: Subject & { readonly label: string };
  readonly data: FormInput<F>;
  /** The paper that this one corrects; that one then no longer counts. */
  readonly replaces?: string;
}

export interface DrawnRef {
  readonly documentId: string;
  /** "12/PBS-TTPVHCC"; null for forms whose number is in their data. */
  readonly number: string | null;
  /** On the paper, beside the QR. */
  readonly verifyCode: string;
  /** The address behind the QR. */
  readonly verifyUrl: string;
}

/** The address at which anyone can check the paper with this code. */
export function verifyUrl(ctx: Pick<AppContext, 'config'>, code: string): string {
  return `${ctx.config.publicUrl}/xac-minh/${code}`;
}

/** Who drew it, by name; papers keep the name of the day. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.displayName;
    case 'device':
      return actor.purpose;
    case 'public':
      return 'công dân';
    case 'system':
      return actor.name;
    default:
      return actor satisfies never;
  }
}

/**
 * Draws an official form in the caller's transaction: takes the next number of its kind, keeps the data, makes the code.
 * Only rows are written; the PDF is made when the paper is first opened, from the same data. The number's row stays
 * locked to the end of the transaction, so call this late, after the dossier's own locks.
 * @throws Problem `forbidden`; ZodError when the data does not fit the form (a fault of the caller, not of a person)
 */
export async function drawForm<F extends FormId>(
  tx: Tx,
  ctx: AppContext,
  actor: Actor,
  input: DrawInput<F>,
): Promise<DrawnRef> {
  authorise(DOCUMENT_POLICY, actor, 'documents.draw', actor);
  const at = ctx.clock.now();
  const day = localDay(at);
  const data = FORM_DATA[input.form].parse(input.data);
  const { numberSign } = formFor(input.form, day);
  const code = verifyCode(randomBytes(VERIFY_CODE_BYTES));
  const subject: Subject = { type: input.subject.type, id: input.subject.id };
  const version = (await repo.countVersions(tx, input.form, subject)) + 1;
  const series = numberSign === null ? null : await takeNumber(tx, actor.centreId, numberSign, day.year);
  const id = newId();
  await repo.insertDocument(tx, {
    id,
    centreId: actor.centreId,
    form: input.form,
    series,
    year: day.year,
    subject,
    subjectLabel: input.subject.label,
    version,
    data,
    verifyCode: code,
    drawnAt: at,
    drawnBy: actor.kind === 'staff' ? actor.accountId : null,
    drawnByName: nameOf(actor),
    replaces: input.replaces ?? null,
  });
  return {
    documentId: id,
    number: series?.number ?? null,
    verifyCode: code,
    verifyUrl: verifyUrl(ctx, code),
  };
}

async function takeNumber(tx: Tx, centreId: string, sign: string, year: number) {
  const serial = await repo.nextSerial(tx, centreId, sign, year);
  return { sign, serial, number: slipNumber(serial, sign) };
}
