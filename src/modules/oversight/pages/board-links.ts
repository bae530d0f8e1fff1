import * as z from 'zod';
import { BoardFigure, type BoardScope } from '#modules/dossiers/schema/board.ts';

export const BOARD = '/can-bo/theo-doi';
export const LIST = '/can-bo/theo-doi/ho-so';

const Maybe = z
  .union([z.uuid(), z.literal('')])
  .default('')
  .catch('');

/** What the address of board and list keeps. Anything unreadable is left out. */
export const ScopeQuery = z.object({
  'don-vi': Maybe,
  nguoi: z
    .union([z.uuid(), z.literal('khong'), z.literal('')])
    .default('')
    .catch(''),
  buoc: z.string().max(80).default('').catch(''),
});

export const ListQuery = ScopeQuery.extend({
  xem: BoardFigure.default('late').catch('late'),
  trang: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
});

/** The scope that an address asks for. */
export function scopeOf(query: z.output<typeof ScopeQuery>): BoardScope {
  return {
    ...(query['don-vi'] === '' ? {} : { unitId: query['don-vi'] }),
    ...(query.nguoi === '' ? {} : { accountId: query.nguoi === 'khong' ? 'nobody' : query.nguoi }),
    ...(query.buoc === '' ? {} : { stepKey: query.buoc }),
  };
}

function params(scope: BoardScope, more: Readonly<Record<string, string>> = {}): string {
  const entries = {
    ...more,
    'don-vi': scope.unitId ?? '',
    nguoi: scope.accountId === 'nobody' ? 'khong' : (scope.accountId ?? ''),
    buoc: scope.stepKey ?? '',
  };
  const query = new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')).toString();
  return query === '' ? '' : `?${query}`;
}

/** The board of a scope. */
export function boardHref(scope: BoardScope): string {
  return `${BOARD}${params(scope)}`;
}

/** The dossiers behind a figure of a scope. */
export function listHref(figure: BoardFigure, scope: BoardScope, page = 1): string {
  return `${LIST}${params(scope, { xem: figure, trang: page === 1 ? '' : String(page) })}`;
}
