import { join } from 'node:path';
import type { Config } from '#platform/config.ts';

/** Folders of a centre: where exports are put, and where they go afterwards. */
export interface MirrorFolders {
  readonly inbox: string;
  readonly done: string;
  readonly failed: string;
}

/** The folders of a centre below the data folder of the installation. */
export function mirrorFolders(config: Pick<Config, 'dataHome'>, centreId: string): MirrorFolders {
  const home = join(config.dataHome, 'doi-chieu', centreId);
  return { inbox: join(home, 'cho-doc'), done: join(home, 'da-doc'), failed: join(home, 'khong-doc-duoc') };
}
