import type { Procedure } from '#modules/procedures/schema.ts';
import type { ShelfProcedure } from '#simulators/national-portal/procedure-list.ts';

const CHANNELS = { 'in-person': '1', online: '2', postal: '3' } as const;
const LEVELS = { commune: '3', province: '1', ministry: '0', other: '9' } as const;
/** A procedure of the catalogue as the list would tell it when nothing differs. */
export function asListed(body: Procedure): ShelfProcedure {
  return {
    code: body.code,
    name: body.name,
    field: body.field,
    levels: body.levels.map((level) => LEVELS[level]),
    agency: body.agency ?? '',
    audience: body.audience,
    channels: body.channels.map((channel) => CHANNELS[channel]),
  };
}
