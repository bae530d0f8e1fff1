import type { FastifyRequest } from 'fastify';
import { isStaff } from '#platform/actor.ts';
import type { Problem } from '#platform/errors.ts';
import { CitizenLayout } from '#ui/layout.tsx';

const CENTRE = { name: 'Trung tâm Phục vụ hành chính công' };

/**
 * The page that people see when something cannot be done: what happened, what is possible now, and where to go next.
 * It asks the database nothing, as the database may be the trouble.
 */
export function errorPage(problem: Problem, reference: string, request: FastifyRequest) {
  const { detail, fields, allowed } = problem.details;
  const officer = request.url.startsWith('/can-bo');
  const vi = request.lang === 'vi';
  return (
    <CitizenLayout title={vi ? 'Chưa làm được' : 'Not done'} lang={request.lang} centre={CENTRE}>
      <h1>{vi ? 'Chưa làm được việc này' : 'This could not be done'}</h1>
      <p class="lead">{detail}</p>
      {fields && fields.length > 0 ? (
        <ul>
          {fields.map((field) => (
            <li key={field.path}>{field.message}</li>
          ))}
        </ul>
      ) : null}
      {allowed && allowed.length > 0 ? (
        <p>
          {vi ? 'Bây giờ có thể: ' : 'Possible now: '}
          {allowed.join(', ')}
        </p>
      ) : null}
      <p>
        {problem.code === 'unauthenticated' ? (
          <a class="button" href={`/dang-nhap?tiep=${encodeURIComponent(request.url)}`}>
            {vi ? 'Đăng nhập' : 'Sign in'}
          </a>
        ) : (
          <a class="button" href={officer && isStaff(request.actor) ? '/can-bo' : '/'}>
            {vi ? 'Về trang đầu' : 'To the first page'}
          </a>
        )}
      </p>
      <p class="small">
        {vi ? 'Mã tham chiếu: ' : 'Reference: '}
        {reference}
      </p>
    </CitizenLayout>
  );
}
