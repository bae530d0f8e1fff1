import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { getPublicProcedure, listPublic, searchProcedures } from './queries.ts';
import { MANDATORY_PARTS, missingParts } from './rules/listing.ts';
import { Procedure, ProcedureCode } from './schema.ts';

const ListQuery = z.object({
  q: z.string().max(400).optional().describe('Lời tìm, tiếng Việt thường, có dấu hay không'),
  field: z.string().max(200).optional().describe('Nhóm lĩnh vực'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

const ListItem = z.object({
  code: ProcedureCode,
  name: z.string(),
  plainName: z.string().nullable(),
  field: z.string(),
  fieldGroup: z.string(),
  score: z.number().nullable().describe('Chỉ khi có q; so sánh được trong một lần tìm'),
});

const ListReply = z.object({ items: z.array(ListItem), total: z.int() });

const OneReply = z.object({
  procedure: Procedure,
  version: z.int(),
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable(),
  missing: z.array(z.enum(MANDATORY_PARTS)).describe('Phần mà Nghị định 63/2010 Điều 8 khoản 2 cần, chưa có'),
});

/** Public catalogue for programs. */
export function proceduresApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/procedures',
    summary: 'Tìm hoặc liệt kê thủ tục đang áp dụng',
    tags: ['procedures'],
    query: ListQuery,
    reply: ListReply,
    async handler({ actor, query }) {
      if (query.q !== undefined && query.q.trim() !== '') {
        const found = await searchProcedures(ctx, actor, query.q, query.limit + query.offset);
        const items = found.filter((one) => query.field === undefined || one.fieldGroup === query.field);
        return { items: items.slice(query.offset), total: items.length };
      }
      const all = await listPublic(ctx, actor, { fieldGroup: query.field });
      const items = all.slice(query.offset, query.offset + query.limit).map(({ body }) => ({
        code: body.code,
        name: body.name,
        plainName: body.plainName ?? null,
        field: body.field,
        fieldGroup: body.fieldGroup,
        score: null,
      }));
      return { items, total: all.length };
    },
  });

  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/procedures/:code',
    summary: 'Một thủ tục với mọi phần phải niêm yết',
    tags: ['procedures'],
    params: z.object({ code: ProcedureCode }),
    reply: OneReply,
    async handler({ actor, params }) {
      const version = await getPublicProcedure(ctx, actor, params.code);
      return {
        procedure: version.body,
        version: version.version,
        effectiveFrom: version.effectiveFrom.toString(),
        effectiveTo: version.effectiveTo?.toString() ?? null,
        missing: missingParts(version.body),
      };
    },
  });
}
