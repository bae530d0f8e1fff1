import { beforeAll, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import type { Actor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { cancelDocument } from './commands/cancel-document.ts';
import { drawForm } from './commands/draw-form.ts';
import { openDocument } from './commands/open-document.ts';
import { openFile } from './commands/open-file.ts';
import { printAgain } from './commands/print-again.ts';
import { requestPrint } from './commands/request-print.ts';
import { savePrinter } from './commands/save-printer.ts';
import { cancelPrint, confirmPrint } from './commands/settle-print.ts';
import { bindFiles, uploadFile } from './commands/upload-file.ts';
import { DOCUMENT_POLICY, type DocumentAction } from './policy.ts';
import { getFile, listDocuments, listPrinters, listPrintJobs } from './queries.ts';
import { FORM_SAMPLES } from './samples.ts';
import { PrinterInput, TicketPrint } from './schema.ts';
import { smallPdf } from './testing/hostile.ts';
import { everyone, officer } from './testing/people.ts';

let t: TestContext;
let homeId: string;
let otherId: string;
let fileId: string;
let printerId: string;
let documentId: string;
let jobs: Record<'document' | 'ticket', string>;

const ticket = TicketPrint.parse({
  centre: 'Trung tâm',
  number: 'A001',
  group: 'Hộ tịch',
  issuedAt: '2026-11-23T08:00:00+07:00',
});

function draw(actor: Actor) {
  return inTransaction(t.ctx, actor, (tx) =>
    drawForm(tx, t.ctx, actor, {
      form: '02',
      subject: { type: 'dossier', id: newId(), label: 'x' },
      data: FORM_SAMPLES['02'],
    }),
  );
}

beforeAll(async () => {
  t = await testContext({ modules: [], now: '2026-11-23T08:00:00+07:00' });
  homeId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  const clerk = officer(homeId, 'receptionist');
  const upload = {
    bytes: smallPdf(),
    name: 'a.pdf',
    purpose: 'component',
    requestId: newRequestId(),
  } as const;
  fileId = (await uploadFile(t.ctx, clerk, upload)).id;
  await inTransaction(t.ctx, clerk, (tx) => bindFiles(tx, clerk, [fileId], { type: 'dossier', id: 'd' }));
  documentId = (await draw(clerk)).documentId;
  const input = PrinterInput.parse({ name: 'Máy', kind: 'escpos', host: '127.0.0.1', port: 9, dots: 384 });
  printerId = (await savePrinter(t.ctx, officer(homeId, 'administrator'), input)).id;
  const print = (what: Parameters<typeof requestPrint>[2]['what']) =>
    requestPrint(t.ctx, clerk, { what, printerId: null, requestId: newRequestId() });
  jobs = {
    document: (await print({ kind: 'document', documentId })).id,
    ticket: (await print({ kind: 'ticket', ticket })).id,
  };
});

const COMMANDS: Readonly<Record<string, readonly [DocumentAction, (actor: Actor) => Promise<unknown>]>> = {
  uploadFile: [
    'files.upload',
    (actor) =>
      uploadFile(t.ctx, actor, {
        bytes: smallPdf(),
        name: 'a',
        purpose: 'component',
        requestId: newRequestId(),
      }),
  ],
  bindFiles: [
    'files.upload',
    (actor) =>
      inTransaction(t.ctx, actor, (tx) => bindFiles(tx, actor, [fileId], { type: 'dossier', id: 'd' })),
  ],
  openFile: ['files.read', (actor) => openFile(t.ctx, actor, fileId)],
  getFile: ['files.read', (actor) => getFile(t.ctx, actor, fileId)],
  drawForm: ['documents.draw', (actor) => draw(actor)],
  openDocument: ['documents.read', (actor) => openDocument(t.ctx, actor, documentId)],
  listDocuments: ['documents.read', (actor) => listDocuments(t.ctx, actor, { type: 'dossier', id: 'd' })],
  cancelDocument: [
    'documents.cancel',
    (actor) => cancelDocument(t.ctx, actor, { documentId, reason: 'Ghi nhầm' }),
  ],
  printDocument: [
    'documents.print',
    (actor) =>
      requestPrint(t.ctx, actor, { what: { kind: 'document', documentId }, requestId: newRequestId() }),
  ],
  printTicket: [
    'tickets.print',
    (actor) =>
      requestPrint(t.ctx, actor, {
        what: { kind: 'ticket', ticket },
        printerId: null,
        requestId: newRequestId(),
      }),
  ],
  printTest: [
    'printers.edit',
    (actor) => requestPrint(t.ctx, actor, { what: { kind: 'test', printerId }, requestId: newRequestId() }),
  ],
  printDocumentAgain: ['documents.print', (actor) => printAgain(t.ctx, actor, jobs.document)],
  cancelPrint: ['documents.print', (actor) => cancelPrint(t.ctx, actor, jobs.document)],
  confirmPrint: ['tickets.print', (actor) => confirmPrint(t.ctx, actor, jobs.ticket)],
  printTicketAgain: ['tickets.print', (actor) => printAgain(t.ctx, actor, jobs.ticket)],
  listPrintJobs: ['prints.read', (actor) => listPrintJobs(t.ctx, actor)],
  listPrinters: ['prints.read', (actor) => listPrinters(t.ctx, actor)],
  savePrinter: [
    'printers.edit',
    (actor) =>
      savePrinter(
        t.ctx,
        actor,
        PrinterInput.parse({ name: newId(), kind: 'pdf', host: '10.0.0.9', port: 9100 }),
      ),
  ],
};

const TABLES = [
  'files',
  'documents',
  'document_series',
  'document_files',
  'document_cancellations',
  'equipment',
  'print_jobs',
  'access_log',
  'audit_heads',
];

/** Every row of every table of the module, as one digest. */
async function state(): Promise<string> {
  const sums = TABLES.map(
    (table) => `(SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) FROM ${table} x)`,
  );
  const { rows } = await t.owner.query(`SELECT ROW(${sums.join(', ')})::text AS sum`);
  return rows[0].sum;
}

async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );
}

test.each(Object.keys(COMMANDS))(
  '%s × every role: as the policy table says, nothing written on refusal',
  async (name) => {
    const [action, run] = COMMANDS[name] ?? [];
    for (const [role, actor] of everyone(homeId)) {
      const before = await state();
      const allowed = action !== undefined && can(DOCUMENT_POLICY, actor, action, actor);
      const result = await outcome(run?.(actor) ?? Promise.resolve());
      expect(`${role}: ${result === 'forbidden' ? 'refused' : 'let through'}`).toBe(
        `${role}: ${allowed ? 'let through' : 'refused'}`,
      );
      if (!allowed) {
        expect(await state()).toBe(before);
      }
    }
  },
);

test.each([
  'openFile',
  'getFile',
  'bindFiles',
  'openDocument',
  'cancelDocument',
  'printDocument',
  'printTest',
  'printDocumentAgain',
])('%s: what belongs to another centre is not there', async (name) => {
  for (const [, actor] of everyone(otherId)) {
    const before = await state();
    expect(['forbidden', 'not-found', 'validation']).toContain(
      await outcome(COMMANDS[name]?.[1](actor) ?? Promise.resolve()),
    );
    expect(await state()).toBe(before);
  }
});
