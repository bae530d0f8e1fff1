import type { FastifyRequest } from 'fastify';
import { isStaff } from '#platform/actor.ts';
import type { ErrorCode, Problem } from '#platform/errors.ts';
import { defineMessages } from '#platform/i18n.ts';
import { ButtonLink } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';

const CENTRE = { name: 'Trung tâm Phục vụ hành chính công' };

const messages = defineMessages({
  'not-found': { vi: 'Không tìm thấy', en: 'Not found' },
  forbidden: { vi: 'Ông/bà chưa có quyền làm việc này', en: 'You may not do this' },
  unauthenticated: { vi: 'Xin đăng nhập trước', en: 'Please sign in first' },
  trouble: { vi: 'Hệ thống đang gặp trục trặc', en: 'The system is in trouble' },
  other: { vi: 'Chưa làm được việc này', en: 'This could not be done' },
  allowed: { vi: 'Bây giờ có thể: {list}', en: 'Possible now: {list}' },
  'sign-in': { vi: 'Đăng nhập', en: 'Sign in' },
  work: { vi: 'Về việc của tôi', en: 'To my work' },
  home: { vi: 'Về trang đầu', en: 'To the first page' },
  search: { vi: 'Tìm thủ tục', en: 'Search procedures' },
  'look-up': { vi: 'Tra cứu hồ sơ', en: 'Follow a dossier' },
  reference: { vi: 'Mã tham chiếu khi báo lỗi: {id}', en: 'Reference for reporting: {id}' },
});

/** What the page is called: the few codes that people meet have words of their own. */
function headingOf(
  code: ErrorCode,
  status: number,
): 'not-found' | 'forbidden' | 'unauthenticated' | 'trouble' | 'other' {
  if (code === 'not-found' || code === 'forbidden' || code === 'unauthenticated') {
    return code;
  }
  return status >= 500 ? 'trouble' : 'other';
}

function Ways({ problem, request }: { problem: Problem; request: FastifyRequest }) {
  const t = messages(request.lang);
  if (problem.code === 'unauthenticated') {
    return (
      <ButtonLink look="primary" href={`/dang-nhap?tiep=${encodeURIComponent(request.url)}`}>
        {t('sign-in')}
      </ButtonLink>
    );
  }
  return request.url.startsWith('/can-bo') && isStaff(request.actor) ? (
    <ButtonLink look="primary" href="/can-bo">
      {t('work')}
    </ButtonLink>
  ) : (
    <>
      <ButtonLink look="primary" href="/">
        {t('home')}
      </ButtonLink>
      <ButtonLink href="/thu-tuc">{t('search')}</ButtonLink>
      <ButtonLink href="/tra-cuu">{t('look-up')}</ButtonLink>
    </>
  );
}

/**
 * The page that people see when something cannot be done: what happened, what is possible now, and where to go next.
 * It asks the database nothing, as the database may be the trouble.
 */
export function errorPage(problem: Problem, reference: string, request: FastifyRequest) {
  const t = messages(request.lang);
  const { detail, fields, allowed } = problem.details;
  const title = t(headingOf(problem.code, problem.status));
  return (
    <CitizenLayout title={title} lang={request.lang} centre={CENTRE}>
      <div class="measure stack">
        <PageHead title={title} why={detail} />
        {fields && fields.length > 0 ? (
          <ul>
            {fields.map((field) => (
              <li key={field.path}>{field.message}</li>
            ))}
          </ul>
        ) : null}
        {allowed && allowed.length > 0 ? <p>{t('allowed', { list: allowed.join(', ') })}</p> : null}
        <p class="row">
          <Ways problem={problem} request={request} />
        </p>
        {problem.status >= 500 ? <p class="small soft">{t('reference', { id: reference })}</p> : null}
      </div>
    </CitizenLayout>
  );
}
