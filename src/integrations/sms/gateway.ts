import { esmsGateway } from './esms.ts';
import { fptGateway } from './fpt.ts';
import type { SmsConnection, SmsGateway } from './port.ts';
import { speedSmsGateway } from './speedsms.ts';
import { viettelGateway } from './viettel.ts';
import { vnptGateway } from './vnpt.ts';

/**
 * The gateway of a contract.
 *
 * @param secret SecretKey (eSMS), token (SpeedSMS), client secret (FPT) or password (Viettel, VNPT)
 * @param callbackUrl where delivery reports shall be sent (eSMS); empty: they are asked for
 */
export function smsGateway(connection: SmsConnection, secret: string, callbackUrl = ''): SmsGateway {
  switch (connection.provider) {
    case 'esms':
      return esmsGateway(connection, secret, callbackUrl);
    case 'speedsms':
      return speedSmsGateway(connection, secret);
    case 'fpt':
      return fptGateway(connection, secret);
    case 'viettel':
      return viettelGateway(connection, secret);
    case 'vnpt':
      return vnptGateway(connection, secret);
    default:
      return connection.provider satisfies never;
  }
}
