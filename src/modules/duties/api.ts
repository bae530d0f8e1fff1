import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { endLeave } from './commands/end-leave.ts';
import { recordLeave } from './commands/record-leave.ts';
import { getPublicBoard } from './queries-board.ts';
import { RecordLeaveInput } from './schema.ts';
import { scopeWords } from './words.ts';

const Person = z.object({
  name: z.string(),
  position: z.string(),
  counter: z.int().nullable(),
  awayUntil: z.string().nullable().describe('Instant; null while the person is there'),
});
const Board = z.object({
  at: z.string(),
  lines: z.array(
    z.object({
      scope: z.string(),
      role: z.string(),
      mains: z.array(Person),
      deputies: z.array(Person),
      standIn: z.string().nullable().describe('Who does it now where no main officer is there'),
    }),
  ),
});

/** Mounts the programs' side of duties: the public board, recording and ending absences. */
export function dutiesApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/duty-board',
    summary: 'Bảng phân công công khai lúc này',
    tags: ['duties'],
    reply: Board,
    perMinute: 60,
    async handler({ actor }) {
      const { at, lines } = await getPublicBoard(ctx, actor);
      const person = ({ name, position, counter, awayUntil }: (typeof lines)[number]['mains'][number]) => ({
        name,
        position,
        counter,
        awayUntil: awayUntil?.toString() ?? null,
      });
      return {
        at: at.toString(),
        lines: lines.map((line) => ({
          scope: scopeWords(line.scope),
          role: line.role,
          mains: line.mains.map(person),
          deputies: line.deputies.map(person),
          standIn: line.standIn?.name ?? null,
        })),
      };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/leaves',
    summary: 'Báo vắng; hồ sơ đang giữ được chuyển cho người làm thay khi bắt đầu vắng',
    tags: ['duties'],
    body: RecordLeaveInput,
    reply: z.object({ id: z.uuid() }),
    async handler({ actor, body }) {
      return { id: await recordLeave(ctx, actor, body) };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/leaves/:id/end',
    summary: 'Đã có mặt lại, hoặc bỏ lần vắng chưa bắt đầu',
    tags: ['duties'],
    params: z.object({ id: z.uuid() }),
    reply: z.object({ id: z.uuid() }),
    async handler({ actor, params }) {
      await endLeave(ctx, actor, params.id);
      return { id: params.id };
    },
  });
}
