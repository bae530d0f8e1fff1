import type { Issued } from './authority.ts';
import type { Order } from './orders.ts';
import type { Body, ServiceReply, SigningState } from './state.ts';

type Hashes = Order['hashes'];

const ok = (body: object): ServiceReply => ({ status: 200, body });
const fail = (status: number, error: string, error_description: string): ServiceReply => ({
  status,
  body: { error, error_description },
});

/** Comes back when the person has decided on the phone. */
async function authorize(
  body: Body,
  hashes: Hashes,
  { book, switches }: SigningState,
): Promise<ServiceReply> {
  const order = book.add({
    userId: body.credentialID ?? '',
    description: body.description ?? '',
    hashes,
    decision: switches.decision,
  });
  const decision = await book.decided(order);
  if (decision === 'accept') {
    return ok({ SAD: order.code, expiresIn: 300 });
  }
  return decision === 'decline'
    ? fail(400, 'user_declined', 'tranStatus 4002')
    : fail(400, 'timeout', 'tranStatus 4001');
}

/** Signs what was authorised, and nothing else. */
function signHashes(body: Body, person: Issued, hashes: Hashes, state: SigningState): ServiceReply {
  const order = state.book.find(body.SAD ?? '');
  const bound =
    order?.hashes.length === hashes.length &&
    hashes.every(({ hash }, i) => order.hashes[i]?.hash.equals(hash));
  return bound
    ? ok({ signatures: hashes.map(({ hash }) => state.signatureOf(person, hash).toString('base64')) })
    : fail(400, 'invalid_request', 'SAD không thuộc các giá trị băm này');
}

/** Answers as a service of CSC 1.0.4, MySign among them. */
export async function answerCsc(path: string, body: Body, state: SigningState): Promise<ServiceReply> {
  if (path.endsWith('/v1/login') || path.endsWith('/oauth2/token')) {
    return body.client_secret === state.password && !state.has('unauthorised')
      ? ok({ access_token: 'ma-truy-cap', expires_in: 3600 })
      : fail(401, 'invalid_client', 'Sai mật khẩu của đơn vị');
  }
  if (path.endsWith('/credentials/list')) {
    return ok({ credentialIDs: state.people.has(body.userID ?? '') ? [body.userID] : [] });
  }
  const person = state.people.get(body.credentialID ?? '');
  if (person === undefined || state.has('suspended')) {
    return fail(400, 'invalid_request', 'Chứng thư không dùng được');
  }
  if (path.endsWith('/credentials/info')) {
    const certificates = [person.certificate, state.authority.certificate].map((one) =>
      one.toString('base64'),
    );
    return ok({ key: { status: 'enabled' }, cert: { status: 'valid', certificates }, multisign: 50 });
  }
  const hashes = (body.hash ?? []).map((hash, i) => ({ id: String(i), hash: Buffer.from(hash, 'base64') }));
  return path.endsWith('/credentials/authorize')
    ? authorize(body, hashes, state)
    : signHashes(body, person, hashes, state);
}
