import { z } from 'zod';
import { OID } from './cms.ts';
import type { RemoteConnection } from './connection.ts';
import { callService } from './http.ts';
import { type RemoteSigner, SigningFailure, type SigningFault } from './port.ts';
import { certificateBytes } from './smartca.ts';

const Trouble = z.looseObject({ error: z.string().optional(), error_description: z.string().optional() });
const Token = z.looseObject({ access_token: z.string().min(1) });
const List = z.looseObject({ credentialIDs: z.array(z.string()) });
const Info = z.looseObject({
  key: z.looseObject({ status: z.string().optional() }).optional(),
  cert: z.looseObject({ status: z.string().optional(), certificates: z.array(z.string()).min(1) }),
});
const Authorised = z.looseObject({ SAD: z.string().min(1) });
const Signed = z.looseObject({ signatures: z.array(z.string()) });

/** Words of services for what the person did. */
function faultOf(error: string, description: string): SigningFault {
  const words = `${error} ${description}`;
  if (/reject|denied|declin|cancel|4002|từ chối/i.test(words)) {
    return 'declined';
  }
  return /expire|timeout|time out|4001|hết hạn/i.test(words) ? 'expired' : 'refused';
}

/** Where the calls of each kind lie. */
function pathsOf({ kind, path }: RemoteConnection) {
  return kind === 'mysign'
    ? { login: `${path}/v1/login`, api: `${path}/csc/v1` }
    : { login: '/oauth2/token', api: '/csc/v1' };
}

/**
 * The API of the Cloud Signature Consortium (1.0.4), and Viettel MySign, which is of its kind: the person confirms while
 * `credentials/authorize` waits; what it gives back signs these digests and no others.
 * @param secret of the client
 */
export function csc(connection: RemoteConnection, secret: string): RemoteSigner {
  const { baseUrl, clientId, kind } = connection;
  const paths = pathsOf(connection);
  const ask = async <S extends z.ZodType>(
    path: string,
    body: object,
    schema: S,
    more: { readonly token?: string; readonly timeoutMs?: number } = {},
  ): Promise<z.output<S>> => {
    const { status, body: answer } = await callService({
      url: `${baseUrl}${path}`,
      body,
      timeoutMs: more.timeoutMs ?? Math.min(connection.timeoutSeconds, 30) * 1000,
      headers: more.token === undefined ? {} : { authorization: `Bearer ${more.token}` },
    });
    const trouble = Trouble.safeParse(answer);
    if (status >= 400 || trouble.data?.error !== undefined) {
      const { error = '', error_description: description = '' } = trouble.data ?? {};
      const why = `${status} ${error} ${description}`.trim();
      throw new SigningFailure(status >= 500 ? 'unavailable' : faultOf(error, description), why);
    }
    const read = schema.safeParse(answer);
    if (!read.success) {
      throw new SigningFailure('unavailable', `trả lời không đúng mẫu (HTTP ${status})`);
    }
    return read.data;
  };
  /** A session for each order: services end them at their own time. */
  const signIn = async (userId: string): Promise<string> => {
    const body =
      kind === 'mysign'
        ? { client_id: clientId, user_id: userId, client_secret: secret, profile_id: connection.profileId }
        : { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    return (await ask(paths.login, body, Token)).access_token;
  };
  return {
    repeatable: false,
    async certificates(userId) {
      const token = await signIn(userId);
      const { credentialIDs } = await ask(`${paths.api}/credentials/list`, { userID: userId }, List, {
        token,
      });
      const found = [];
      for (const credentialID of credentialIDs.slice(0, 20)) {
        const body = { credentialID, certificates: 'chain', certInfo: true, authInfo: true };
        const { key, cert } = await ask(`${paths.api}/credentials/info`, body, Info, { token });
        if ((key?.status ?? 'enabled') === 'enabled' && (cert.status ?? 'valid') === 'valid') {
          const [certificate = new Uint8Array(), ...chain] = cert.certificates.map(certificateBytes);
          found.push({ credentialId: credentialID, certificate, chain });
        }
      }
      return found;
    },
    // Nothing waits at the service before authorize is called, which gives no name to come back with.
    begin: async (order) => order.transactionId,
    async collect(_reference, order) {
      const token = await signIn(order.userId);
      const hash = order.documents.map((document) => Buffer.from(document.hash).toString('base64'));
      const documents = order.documents.map(({ id, name }) => ({ document_id: id, document_name: name }));
      const { credentialId: credentialID, description } = order;
      const asked = { credentialID, numSignatures: hash.length, documents, hash, description };
      const { SAD } = await ask(`${paths.api}/credentials/authorize`, asked, Authorised, {
        token,
        timeoutMs: connection.timeoutSeconds * 1000,
      });
      const { signatures } = await ask(
        `${paths.api}/signatures/signHash`,
        { credentialID, SAD, documents, hash, hashAlgo: OID.sha256, signAlgo: OID.rsa },
        Signed,
        { token },
      );
      if (signatures.length !== hash.length) {
        throw new SigningFailure('refused', `${signatures.length} chữ ký cho ${hash.length} tệp`);
      }
      return {
        state: 'signed',
        signatures: new Map(
          order.documents.map(({ id }, i) => [id, Buffer.from(signatures[i] ?? '', 'base64')]),
        ),
      };
    },
  };
}
