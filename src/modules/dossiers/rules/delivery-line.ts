import type { Delivery } from '../schema.ts';

/** Where a result goes, in one line: village line, commune, province; empty when nothing was written. */
export function deliveryLine({ address, commune = '', province = '' }: Delivery): string {
  return [address, commune, province].filter((part) => part !== '').join(', ');
}
