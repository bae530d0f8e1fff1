import { z } from 'zod';
import { ERROR_STATUS, type FieldError, Problem } from '../errors.ts';
import { keysOf } from '../lists.ts';

/** The body of an error answer (RFC 9457, application/problem+json). */
export const ProblemBody = z
  .object({
    type: z.string().describe('urn:motcua:problem:<code>'),
    code: z.enum(keysOf(ERROR_STATUS)),
    status: z.number().int(),
    detail: z.string().describe('What happened and how to mend it, in Vietnamese'),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    allowed: z.array(z.string()).optional().describe('What may be done now'),
    facts: z.record(z.string(), z.string()).optional(),
    reference: z.string().describe('The request id; tell it to the administrator'),
  })
  .describe('Problem');
export type ProblemBody = z.infer<typeof ProblemBody>;

const MASKED =
  'Có trục trặc phía chúng tôi, việc của ông/bà chưa được ghi. Xin thử lại; nếu vẫn lỗi, báo mã tham chiếu cho người quản trị.';

/** PostgreSQL classes 08 (connection), 57P0x (going down, starting up), 53300 (too many), and the socket's own errors. */
const DATABASE_AWAY = /^(?:08\w{3}|57P0\d|53300|ECONNREFUSED|ECONNRESET|EPIPE)$/;

/** Whether the database could not be reached: it is being started again, and a retry will do. */
function isDatabaseAway(error: unknown): boolean {
  return (
    error instanceof Error &&
    (('code' in error && DATABASE_AWAY.test(String(error.code))) ||
      /^Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message))
  );
}

/** PostgreSQL classes 22021 and 22P05: a text with a character that no text may hold (U+0000). No person types it. */
const UNREADABLE = new Set(['22021', '22P05']);

/** Makes a {@link Problem} of anything thrown. Unknown errors are masked. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (error instanceof z.ZodError) {
    return new Problem('validation', { detail: 'Có chỗ cần sửa.', fields: fieldErrors(error) });
  }
  if (isDatabaseAway(error)) {
    return new Problem('unavailable', {
      detail:
        'Cơ sở dữ liệu đang khởi động lại. Xin chờ vài giây rồi gửi lại; việc đã ghi không mất, gửi lại không bị ghi hai lần.',
      retryAfter: 3,
    });
  }
  if (error instanceof Error && 'code' in error && UNREADABLE.has(String(error.code))) {
    return new Problem('bad-request', {
      detail: 'Nội dung gửi lên có ký tự không đọc được. Xin gõ lại bằng bàn phím, không dán từ tệp khác.',
    });
  }
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    switch (error.statusCode) {
      case 400:
      case 415:
        return new Problem('bad-request', { detail: 'Nội dung gửi lên không đọc được. Xin gửi lại.' });
      case 404:
        return new Problem('not-found', { detail: 'Không có trang này. Xin kiểm tra lại địa chỉ.' });
      case 413:
        return new Problem('too-large', { detail: 'Tệp hoặc nội dung gửi lên quá lớn.' });
      case 429:
        return new Problem('rate-limited', {
          detail: 'Ông/bà thử quá nhiều lần. Xin chờ một phút rồi thử lại.',
        });
    }
  }
  return new Problem('internal', { detail: MASKED });
}

/** Every wrong field of a failed parse, with its path in dots. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

/** The answer's body for a problem. */
export function problemBody(problem: Problem, reference: string): ProblemBody {
  const { detail, fields, allowed, facts } = problem.details;
  return {
    type: `urn:motcua:problem:${problem.code}`,
    code: problem.code,
    status: problem.status,
    detail,
    ...(fields === undefined ? {} : { fields: [...fields] }),
    ...(allowed === undefined ? {} : { allowed: [...allowed] }),
    ...(facts === undefined ? {} : { facts: { ...facts } }),
    reference,
  };
}
