import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { fieldErrors } from '#platform/http/problem.ts';
import { route } from '#platform/http/route.ts';
import { ChangeSettingsInput, changeSettings } from './commands/change-settings.ts';
import { drawControlSlip } from './commands/draw-control-slip.ts';
import { execute } from './commands/execute.ts';
import { lookUpAny } from './commands/look-up.ts';
import { currentSettings, type DossierRef, getDossier, searchDossiers } from './queries.ts';
import { Channel, COMMAND_TYPES, Command, DossierSettings, Intake, Standing, Status } from './schema.ts';
import {
  CommandReply,
  commandReply,
  DetailReply,
  detailReply,
  ListReply,
  LookUpReply,
  lineReply,
  lookUpReply,
} from './views.ts';

const tags = ['dossiers'];
const CommandName = z.enum(COMMAND_TYPES);

/** `number` in an address is the dossier number, the local receipt number, or the id (drafts have no number yet). */
const Named = z.object({ number: z.string().min(1).max(100).describe('Mã hồ sơ, or the id of a draft') });

/** A dossier as people and programs name it. */
function refOf(name: string): DossierRef {
  return z.uuid().safeParse(name).success ? { id: name } : { number: name };
}

/** Bodies of the commands by name, for the API document. */
const bodies = Command.options.map((option) => {
  const { type, ...shape } = option.shape;
  return {
    title: type.value,
    ...z.toJSONSchema(z.object(shape), { target: 'draft-7', io: 'input', unrepresentable: 'any' }),
  };
});

const CommandBody = z
  .looseObject({})
  .meta({ description: 'The fields of the command; one of these by its title.', anyOf: bodies });

const ReceiveBody = Intake.extend({
  draftId: z
    .uuid()
    .nullable()
    .default(null)
    .describe('Id of a dossier kept at the counter that is received now'),
});

const ListQuery = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .describe('Name with or without diacritics, number, phone, identity number'),
  status: z.coerce.number().pipe(Status).optional(),
  standing: Standing.optional(),
  procedureCode: z.string().max(20).optional(),
  fieldGroup: z.string().max(200).optional(),
  unitId: z.uuid().optional(),
  channel: Channel.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** Reads a command's body. @throws Problem `validation` with every wrong field */
function readCommand(type: Command['type'], body: object): Command {
  const parsed = Command.safeParse({ ...body, type });
  if (!parsed.success) {
    throw new Problem('validation', {
      detail: 'Có chỗ cần sửa trong nội dung gửi lên.',
      fields: fieldErrors(parsed.error),
    });
  }
  return parsed.data;
}

function reading(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/dossiers',
    summary: 'Tìm và liệt kê hồ sơ của trung tâm',
    tags,
    query: ListQuery,
    reply: ListReply,
    async handler({ actor, query }) {
      const { q, status, page, pageSize, ...filter } = query;
      const statuses = status === undefined ? undefined : [status];
      const found = await searchDossiers(ctx, actor, { q, page, pageSize, filter: { ...filter, statuses } });
      return { items: found.lines.map(lineReply), total: found.total, more: found.more };
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/dossiers/:number',
    summary: 'Một hồ sơ với lịch sử, giải thích thời hạn và những việc được làm lúc này',
    tags,
    params: Named,
    reply: DetailReply,
    handler: async ({ actor, params }) => detailReply(await getDossier(ctx, actor, refOf(params.number))),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/lookup',
    summary: 'Tra cứu công khai bằng mã hồ sơ và thông tin xác nhận; không bao giờ có tên người',
    tags,
    perMinute: 30,
    query: z.object({
      number: z.string().min(3).max(60).describe('Mã hồ sơ'),
      secret: z
        .string()
        .min(4)
        .max(20)
        .describe('Mã tra cứu trên giấy tiếp nhận, hoặc từ 4 số cuối của điện thoại, số định danh'),
    }),
    reply: LookUpReply,
    handler: async ({ actor, query }) =>
      lookUpReply(await lookUpAny(ctx, actor, query.number, query.secret), ctx.clock.now()),
  });
}

function writing(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/dossiers',
    summary: 'Tiếp nhận một hồ sơ (Mẫu 01); gửi lại cùng Idempotency-Key thì được cùng câu trả lời',
    tags,
    idempotent: true,
    status: 201,
    body: ReceiveBody,
    reply: CommandReply,
    async handler({ actor, body, requestId }) {
      const { draftId, ...intake } = body;
      const target = draftId === null ? 'new' : { id: draftId };
      const { dossier, repeated } = await execute(ctx, actor, target, { type: 'receive', intake }, requestId);
      return commandReply(dossier, repeated);
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/dossiers/:number/commands/:command',
    summary:
      'Làm một việc với hồ sơ; bị từ chối thì câu trả lời nói vì sao, ai đang giữ và được làm gì lúc này',
    tags,
    idempotent: true,
    params: Named.extend({ command: CommandName }),
    body: CommandBody,
    reply: CommandReply,
    async handler({ actor, params, body, requestId }) {
      const command = readCommand(params.command, body);
      const target = params.number === 'new' ? 'new' : refOf(params.number);
      const { dossier, repeated } = await execute(ctx, actor, target, command, requestId);
      return commandReply(dossier, repeated);
    },
  });
}

function settings(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/dossier-settings',
    summary:
      'Các con số của luật và của trung tâm đang áp dụng: hạn đóng, hạn kiểm tra, tạm dừng, mẫu số hồ sơ',
    tags,
    reply: DossierSettings,
    handler: async ({ actor }) => currentSettings(ctx, actor),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/dossier-settings',
    summary: 'Đặt các con số mới từ một ngày, kèm văn bản làm căn cứ; quyết định đã có không đổi',
    tags,
    status: 201,
    body: ChangeSettingsInput,
    reply: DossierSettings,
    handler: async ({ actor, body }) => changeSettings(ctx, actor, body),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/dossiers/:number/control-slip',
    summary: 'Lập phiếu kiểm soát quá trình giải quyết (Mẫu 06) từ lịch sử lúc này',
    tags,
    status: 201,
    params: Named,
    reply: z.object({ documentId: z.uuid(), number: z.string().nullable(), verifyUrl: z.string() }),
    handler: async ({ actor, params }) => drawControlSlip(ctx, actor, refOf(params.number)),
  });
}

/** Routes of dossiers under /api/v1. */
export function dossiersApi(app: FastifyInstance, ctx: AppContext): void {
  reading(app, ctx);
  writing(app, ctx);
  settings(app, ctx);
}
