import { callLine } from '../line.ts';
import { orderMessage, readOrder } from './order.ts';
import type { OpenPost, PostConnection, PostSecrets, PublicPost } from './port.ts';
import { readTrack } from './tracking.ts';

function tokenHeader({ tokenStyle }: OpenPost, token: string): Readonly<Record<string, string>> {
  switch (tokenStyle) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${token}` };
    case 'access_token':
    case 'lgspaccesstoken':
      return { [tokenStyle]: token };
    default:
      return tokenStyle satisfies never;
  }
}

/** The client of a connection; null while it is off. */
export function publicPost(connection: PostConnection, secrets: PostSecrets): PublicPost | null {
  if (connection.mode === 'off') {
    return null;
  }
  const { trackUrl } = connection;
  const send = (url: string, body: unknown) =>
    callLine(url, {
      headers: { 'content-type': 'application/json', ...tokenHeader(connection, secrets.token) },
      body: JSON.stringify(body),
      timeoutMs: connection.timeoutSeconds * 1000,
    });
  return {
    async order(order) {
      const url =
        order.itemCode !== null && connection.itemUrl !== '' ? connection.itemUrl : connection.orderUrl;
      return readOrder(await send(url, orderMessage(connection, order)));
    },
    track:
      trackUrl === ''
        ? null
        : async (orderCode) =>
            readTrack(
              connection,
              await send(trackUrl, {
                CustomerCode: connection.customerCode,
                [connection.fieldOrder]: orderCode,
              }),
            ),
  };
}
