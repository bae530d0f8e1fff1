import type { Procedure } from '#modules/procedures/schema.ts';

/** Where a procedure is done, when that is not this centre. */
export type OtherPlace = 'police' | 'military' | 'land-office' | 'province' | 'ministry';

/**
 * Whether a visitor is at the right place: undefined when the centre receives the matter (its own, or received here for
 * another: Nghị định 118/2025/NĐ-CP, Điều 3 khoản 6–7), else whose office it is.
 */
export function otherPlace(procedure: Pick<Procedure, 'executor' | 'levels'>): OtherPlace | undefined {
  switch (procedure.executor) {
    case 'police':
    case 'military':
    case 'land-office':
      return procedure.executor;
    case 'received-at-commune':
      return undefined;
    case 'commune': {
      const { levels } = procedure;
      if (levels.length === 0 || levels.includes('commune') || levels.includes('other')) {
        return undefined;
      }
      return levels.includes('province') ? 'province' : 'ministry';
    }
    default:
      return procedure.executor satisfies never;
  }
}
