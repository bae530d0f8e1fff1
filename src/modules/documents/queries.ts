import { getCentre } from '#modules/agencies/queries.ts';
import { listEquipmentIn } from '#modules/equipment/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { DOCUMENT_POLICY } from './policy.ts';
import * as documents from './repo/documents.ts';
import * as files from './repo/files.ts';
import * as prints from './repo/prints.ts';
import * as scans from './repo/scans.ts';
import { maskLabel, readVerifyCode } from './rules/codes.ts';
import { formFor } from './rules/forms.ts';
import { printersAmong } from './rules/printers.ts';
import { mayCancel } from './rules/printing.ts';
import { readScanToken, scanSecretHash, scanState } from './rules/scan.ts';
import type {
  DrawnDocument,
  FileView,
  PaperCheck,
  Printer,
  PrintJob,
  PrintJobView,
  ScanView,
  StoredFile,
  Subject,
} from './schema.ts';

type HasDb = Pick<AppContext, 'db'>;

/** What is known of a file, without its bytes. @throws Problem `forbidden`, `not-found` */
export async function getFile(ctx: HasDb, actor: Actor, id: string): Promise<StoredFile> {
  authorise(DOCUMENT_POLICY, actor, 'files.read', actor);
  const file = await readOnly(ctx, actor, (tx) => files.findFile(tx, id));
  if (file === undefined) {
    throw new Problem('not-found', { detail: messages('vi')('file.not-found') });
  }
  return file;
}

/** Files of a subject, oldest first, inside a running transaction whose caller has checked the right to the subject. */
export async function listFilesIn(tx: Tx, subject: Subject): Promise<readonly StoredFile[]> {
  return files.listFilesOf(tx, subject);
}

/** Official forms drawn for a subject, oldest first; as {@link listFilesIn}. */
export async function listDocumentsIn(tx: Tx, subject: Subject): Promise<readonly DrawnDocument[]> {
  return documents.listDocumentsOf(tx, subject);
}

/** Official forms drawn for a subject, oldest first. @throws Problem `forbidden` */
export async function listDocuments(
  ctx: HasDb,
  actor: Actor,
  subject: Subject,
): Promise<readonly DrawnDocument[]> {
  authorise(DOCUMENT_POLICY, actor, 'documents.read', actor);
  return readOnly(ctx, actor, (tx) => documents.listDocumentsOf(tx, subject));
}

/** Where a file's bytes are. */
function fileHref(id: string): string {
  return `/tep/${id}`;
}

/** Where the PDF of a drawn form is. */
export function documentHref(id: string): string {
  return `/giay/${id}.pdf`;
}

/** A file as programs get it. */
export function fileView(file: StoredFile): FileView {
  const { id, name, mediaType, size, sha256, purpose, pages } = file;
  return {
    id,
    name,
    mediaType,
    size,
    sha256,
    purpose,
    pages,
    uploadedAt: formatIso(file.uploadedAt),
    href: fileHref(id),
  };
}

/** A print job as programs get it. */
export function printJobView(job: PrintJob, printer: string | null): PrintJobView {
  const { id, kind, title, state, attempts, error, confirmed } = job;
  const href = job.documentId === null ? null : documentHref(job.documentId);
  return {
    id,
    kind,
    title,
    printer,
    state,
    attempts,
    error,
    confirmed,
    cancellable: mayCancel(job),
    requestedAt: formatIso(job.requestedAt),
    href,
  };
}

/** The newest print jobs, those that need a person first. @throws Problem `forbidden` */
export async function listPrintJobs(ctx: HasDb, actor: Actor, limit = 50): Promise<readonly PrintJobView[]> {
  authorise(DOCUMENT_POLICY, actor, 'prints.read', actor);
  return readOnly(ctx, actor, async (tx) => {
    const names = new Map((await listEquipmentIn(tx)).map(({ id, name }) => [id, name]));
    const jobs = await prints.listRecentJobs(tx, limit);
    return jobs.map((job) =>
      printJobView(job, job.printerId === null ? null : (names.get(job.printerId) ?? null)),
    );
  });
}

/** Printers of the centre by name, inactive ones included. @throws Problem `forbidden` */
export async function listPrinters(ctx: HasDb, actor: Actor): Promise<readonly Printer[]> {
  authorise(DOCUMENT_POLICY, actor, 'prints.read', actor);
  return readOnly(ctx, actor, async (tx) => printersAmong(await listEquipmentIn(tx)));
}

/**
 * What anyone may learn by the code on a paper, of whatever centre: nothing about a person.
 * @returns undefined when no paper has the code
 */
export async function checkPaper(ctx: HasDb, typed: string): Promise<PaperCheck | undefined> {
  const code = readVerifyCode(typed);
  const centreId = code === null ? undefined : await documents.findCentreOfCode(ctx.db, code);
  if (code === null || centreId === undefined) {
    return undefined;
  }
  const document = await readOnly(ctx, { centreId }, (tx) => documents.findDocumentByCode(tx, code));
  if (document === undefined) {
    return undefined;
  }
  const { title, label } = formFor(document.form, localDay(document.drawnAt));
  const { name } = await getCentre(ctx, centreId);
  const { form, number, drawnAt, state } = document;
  return {
    form,
    title,
    label,
    number,
    subject: maskLabel(document.subjectLabel),
    centreName: name,
    drawnAt,
    state,
  };
}

/** What the sender's phone shows of a scan; undefined when the token opens nothing. */
export async function findScanByToken(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  token: string,
): Promise<
  { readonly title: string; readonly state: ScanView['state']; readonly pages: number } | undefined
> {
  const read = readScanToken(token);
  if (read === null) {
    return undefined;
  }
  return readOnly(ctx, { centreId: read.centreId }, async (tx) => {
    const session = await scans.findScanBySecret(tx, scanSecretHash(read.secret));
    return (
      session && {
        title: session.title,
        state: scanState(session, ctx.clock.now()),
        pages: await scans.countPages(tx, session.id),
      }
    );
  });
}

/** A scan for the officer who opened it. @throws Problem `forbidden`, `not-found` also for anyone else */
export async function getScan(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<ScanView> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  return readOnly(ctx, actor, async (tx) => {
    const session = await scans.findScan(tx, id);
    if (session === undefined || actor.kind !== 'staff' || session.openedBy !== actor.accountId) {
      throw new Problem('not-found', { detail: messages('vi')('scan.gone') });
    }
    const file = session.fileId === null ? undefined : await files.findFile(tx, session.fileId);
    return {
      id,
      title: session.title,
      state: scanState(session, ctx.clock.now()),
      pages: await scans.countPages(tx, id),
      expiresAt: formatIso(session.expiresAt),
      file: file ? fileView(file) : null,
    };
  });
}
