import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { route } from '#platform/http/route.ts';
import { readUpload } from '#platform/http/upload.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { cancelDocument } from './commands/cancel-document.ts';
import { printAgain } from './commands/print-again.ts';
import { requestPrint } from './commands/request-print.ts';
import { savePrinter } from './commands/save-printer.ts';
import { openScan } from './commands/scan.ts';
import { uploadFile } from './commands/upload-file.ts';
import { messages } from './messages.ts';
import { fileView, getFile, getScan, listPrinters, listPrintJobs, printJobView } from './queries.ts';
import { UPLOAD_LIMITS } from './rules/upload.ts';
import {
  FilePurpose,
  FileView,
  PRINTER_KINDS,
  PrinterInput,
  PrintJobView,
  ScanInput,
  ScanView,
  TicketPrint,
} from './schema.ts';

const TAGS = ['Giấy tờ'];
const Id = z.object({ id: z.uuid() });
const PrinterView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(PRINTER_KINDS),
  host: z.string(),
  port: z.int(),
  dots: z.int().nullable(),
  active: z.boolean(),
});

const PrintBody = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('document'), documentId: z.uuid() }),
    z.object({ kind: z.literal('ticket'), ticket: TicketPrint }),
    z.object({ kind: z.literal('test'), printerId: z.uuid() }),
  ]),
  printerId: z
    .uuid()
    .nullable()
    .optional()
    .describe('null: hộp thoại in của trình duyệt; để trống: máy in gần nhất, rồi máy phù hợp đầu tiên'),
  counterId: z.uuid().optional().describe('Quầy đang làm việc: máy in của quầy là gần nhất'),
});

function mountFiles(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/files',
    summary: 'Tải một tệp lên (multipart/form-data, trường "file")',
    tags: TAGS,
    status: 201,
    idempotent: true,
    query: z.object({ purpose: FilePurpose }),
    reply: FileView,
    handler: async ({ actor, query, requestId, request }) => {
      const { files } = await readUpload(request, UPLOAD_LIMITS[query.purpose]);
      const [file] = files;
      if (file === undefined) {
        const message = messages('vi')('upload.nothing');
        throw new Problem('validation', { detail: message, fields: [{ path: 'file', message }] });
      }
      const { bytes, name } = file;
      return fileView(await uploadFile(ctx, actor, { bytes, name, purpose: query.purpose, requestId }));
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/files/:id',
    summary: 'Thông tin một tệp (nội dung ở "href")',
    tags: TAGS,
    params: Id,
    reply: FileView,
    handler: async ({ actor, params }) => fileView(await getFile(ctx, actor, params.id)),
  });
}

const ScanOpened = ScanView.extend({
  url: z.string().describe('Địa chỉ cho điện thoại; chỉ trả một lần'),
  qr: z.string().describe('Mã QR của địa chỉ, dạng SVG'),
});

function mountScans(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/scans',
    summary: 'Mở mã để điện thoại chụp một giấy tờ gửi về',
    tags: TAGS,
    status: 201,
    body: ScanInput,
    reply: ScanOpened,
    handler: async ({ actor, body, lang }) => {
      if (actor.kind !== 'staff') {
        throw new Problem('unauthenticated', { detail: messages(lang)('sign-in-first') });
      }
      const { session, url } = await openScan(ctx, actor, body);
      return { ...(await getScan(ctx, actor, session.id)), url, qr: qrSvg(url) };
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/scans/:id',
    summary: 'Giấy tờ đang chụp: số trang đã nhận, tệp khi xong',
    tags: TAGS,
    params: Id,
    reply: ScanView,
    handler: ({ actor, params }) => getScan(ctx, actor, params.id),
  });
}

function mountPrinting(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/print-jobs',
    summary: 'Lệnh in gần đây, lệnh hỏng đứng đầu',
    tags: TAGS,
    reply: z.array(PrintJobView),
    handler: async ({ actor }) => [...(await listPrintJobs(ctx, actor))],
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/print-jobs',
    summary: 'In một giấy, một phiếu số hoặc trang in thử',
    tags: TAGS,
    status: 201,
    idempotent: true,
    body: PrintBody,
    reply: PrintJobView,
    handler: async ({ actor, body, requestId }) => {
      const { what, printerId, counterId } = body;
      const job = await requestPrint(ctx, actor, {
        what,
        requestId,
        ...(printerId === undefined ? {} : { printerId }),
        ...(counterId === undefined ? {} : { counterId }),
      });
      return printJobView(job, null);
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/print-jobs/:id/again',
    summary: 'In lại',
    tags: TAGS,
    params: Id,
    reply: PrintJobView,
    handler: async ({ actor, params }) => printJobView(await printAgain(ctx, actor, params.id), null),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/printers',
    summary: 'Máy in nối thẳng với máy chủ',
    tags: TAGS,
    reply: z.array(PrinterView),
    handler: async ({ actor }) => [...(await listPrinters(ctx, actor))],
  });
  route(app, ctx, {
    method: 'PUT',
    url: '/api/v1/printers',
    summary: 'Thêm hoặc sửa máy in',
    tags: TAGS,
    body: PrinterInput,
    reply: PrinterView,
    handler: ({ actor, body }) => savePrinter(ctx, actor, body),
  });
}

/** JSON routes of files, forms and printing. */
export function mountDocumentsApi(app: FastifyInstance, ctx: AppContext): void {
  mountFiles(app, ctx);
  mountScans(app, ctx);
  mountPrinting(app, ctx);
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/documents/:id/cancel',
    summary: 'Hủy một giấy đã cấp nhầm',
    tags: TAGS,
    params: Id,
    body: z.object({ reason: z.string().trim().min(5, 'Xin ghi rõ lý do hủy.').max(1000) }),
    reply: z.object({}),
    handler: async ({ actor, params, body }) => {
      await cancelDocument(ctx, actor, { documentId: params.id, reason: body.reason });
      return {};
    },
  });
}
