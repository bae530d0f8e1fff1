import { z } from 'zod';

/** The forms in the administration. */
export const ADMIN = '/can-bo/quan-tri/bieu-mau';

/** The public list of forms to download. */
export const PUBLIC = '/bieu-mau';

/** The code of a form in an address. */
export const Params = z.object({ code: z.string().max(60) });

/** The builder of a form. */
export const builderHref = (code: string) => `${ADMIN}/${code}`;

/** Where a form is tried out, on one of its pages. */
export const tryHref = (code: string, page?: string) =>
  `${ADMIN}/${code}/thu${page === undefined ? '' : `?trang=${page}`}`;
