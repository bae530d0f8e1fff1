import type { Voice, VoiceConnection } from './port.ts';
import { programVoice } from './program.ts';
import { serviceVoice } from './services.ts';

/** The voice of a connection; null where officers record. */
export function voiceOf(connection: VoiceConnection, secret: string): Voice | null {
  switch (connection.mode) {
    case 'off':
      return null;
    case 'program':
      return programVoice(connection);
    case 'fpt':
    case 'viettel':
    case 'zalo':
      return serviceVoice(connection, secret);
    default:
      return connection satisfies never;
  }
}
