import { z } from 'zod';
import { type Outcome, type Reply, readAnswer } from './answer.ts';

const List = z.array(z.unknown());
const Rows = z.union([List, z.object({ data: List }).transform(({ data }) => data)]);
/** Some relays hand the rows over without any code. */
const Body = z.object({
  error_code: z.union([z.string(), z.number()]).optional(),
  message: z.unknown().optional(),
  result: z.unknown().optional(),
});

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function rowsOf(reply: Reply): readonly unknown[] | null {
  const body = reply.kind === 'answer' && reply.status < 400 ? Body.safeParse(jsonOf(reply.text)) : undefined;
  if (!body?.success || (body.data.error_code !== undefined && String(body.data.error_code).trim() !== '0')) {
    return null;
  }
  const plain = Rows.safeParse(body.data.result);
  if (plain.success) {
    return plain.data;
  }
  const wrapped = z.object({ result: Rows }).safeParse(jsonOf(body.data.message));
  return wrapped.success ? wrapped.data.result : null;
}

/**
 * Reads the answer of a service that hands out rows: in `result`, in `result.data`, or as JSON text inside `message`. The words of the rows are never taken for the
 * service's own ("đã tồn tại" may stand in a procedure). A success without rows is no answer.
 */
export function readRows(reply: Reply): Outcome {
  const result = rowsOf(reply);
  if (result !== null) {
    return { kind: 'done', result, message: '' };
  }
  const outcome = readAnswer(reply, false);
  return outcome.kind === 'done'
    ? { kind: 'unavailable', unknown: false, why: 'câu trả lời không có dữ liệu' }
    : outcome;
}
