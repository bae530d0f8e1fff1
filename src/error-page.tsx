import type { FastifyRequest } from 'fastify';
import type { Problem } from '#platform/errors.ts';

/** The page that people see when something cannot be done. */
export function errorPage(problem: Problem, reference: string, _request: FastifyRequest) {
  return (
    <html lang="vi">
      <head>
        <title>{problem.details.detail}</title>
      </head>
      <body>
        <h1>{problem.details.detail}</h1>
        <p>Mã tham chiếu: {reference}</p>
      </body>
    </html>
  );
}
