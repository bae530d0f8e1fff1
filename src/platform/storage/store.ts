import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { Config } from '../config.ts';

/** Where files lie: a folder by default, an S3-compatible store for a province. Keys are made by us, never by people. */
export interface FileStore {
  put(key: string, content: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  stream(key: string): Promise<Readable>;
  delete(key: string): Promise<void>;
  exists(key: string): Promise<boolean>;
}

/** The file store of this installation: the folder `files` below the data home. */
export function makeFileStore(config: Pick<Config, 'dataHome'>): FileStore {
  const disk = new Disk(new FSDriver({ location: join(config.dataHome, 'files'), visibility: 'private' }));
  return {
    put: (key, content) => disk.put(key, content),
    get: (key) => disk.getBytes(key),
    stream: (key) => disk.getStream(key),
    delete: (key) => disk.delete(key),
    exists: (key) => disk.exists(key),
  };
}
