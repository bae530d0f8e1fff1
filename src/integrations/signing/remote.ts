import type { RemoteConnection } from './connection.ts';
import { csc } from './csc.ts';
import type { RemoteSigner } from './port.ts';
import { smartCa } from './smartca.ts';

/** The client of a remote signing service. @param secret the unit's password there */
export function remoteSigner(connection: RemoteConnection, secret: string): RemoteSigner {
  switch (connection.kind) {
    case 'smartca':
      return smartCa(connection, secret);
    case 'mysign':
    case 'csc':
      return csc(connection, secret);
    default:
      return connection.kind satisfies never;
  }
}
