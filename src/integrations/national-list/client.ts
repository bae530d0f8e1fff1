import type { PortalClient } from '#integrations/national-portal/port.ts';
import type { ListSource, NationalList } from './port.ts';
import { listByServices } from './portal-services.ts';
import { listByPublicService } from './public-service.ts';

/**
 * The national list by the source that was chosen; null while it is off, or while it should go through the portal and the portal is not connected.
 * @param portal the centre's connection to the National Portal
 */
export function nationalList(source: ListSource, portal: PortalClient | null): NationalList | null {
  switch (source.kind) {
    case 'off':
      return null;
    case 'portal':
      return portal === null ? null : listByServices(portal, source.unitCode);
    case 'public':
      return listByPublicService(source);
    default:
      return source satisfies never;
  }
}
