import type { Order } from './orders.ts';
import type { Body, ServiceReply, SigningState } from './state.ts';

function say(status_code: number, message: string, data: object | null = null): ServiceReply {
  return { status: status_code, body: { status_code, message, data } };
}

/** How an order stands, in SmartCA's words. */
function stateOf(order: Order, state: SigningState): ServiceReply {
  const person = state.people.get(order.userId);
  switch (order.decision) {
    case 'wait':
      return say(200, 'sig_wait_for_user_confirm', { signatures: [] });
    case 'decline':
      return say(400, 'user_rejected');
    case 'expire':
      return say(400, 'transaction_expired');
    case 'accept':
      return say(200, 'success', {
        signatures: order.hashes.map(({ id, hash }) => ({
          doc_id: id,
          signature_value: person && state.signatureOf(person, hash).toString('base64'),
        })),
      });
    default:
      return order.decision satisfies never;
  }
}

/** Answers as VNPT SmartCA: asking about an order, a person's certificate, or a new order that waits for the phone. */
export function answerSmartCa(path: string, body: Body, state: SigningState): ServiceReply {
  const asked = /\/v1\/signatures\/sign\/([^/]+)\/status$/.exec(path)?.[1];
  if (asked !== undefined) {
    const order = state.book.find(decodeURIComponent(asked));
    return order === undefined ? say(404, 'TRANSACTION_NOT_FOUND') : stateOf(order, state);
  }
  if (body.sp_password !== state.password || state.has('unauthorised')) {
    return say(401, 'SP_CREDENTIAL_INVALID');
  }
  const person = state.people.get(body.user_id ?? '');
  if (person === undefined || state.has('suspended')) {
    return say(403, 'CREDENTIAL_STATUS_INVALID');
  }
  if (path.endsWith('/v1/credentials/get_certificate')) {
    const chain_data = { ca_cert: state.authority.certificate.toString('base64'), root_cert: null };
    const cert_data = person.certificate.toString('base64');
    return say(200, 'success', {
      user_certificates: [{ cert_id: body.user_id, cert_status_code: 'VALID', cert_data, chain_data }],
    });
  }
  const order = state.book.add({
    userId: body.user_id ?? '',
    description: body.transaction_desc ?? '',
    hashes: (body.sign_files ?? []).map(({ doc_id, data_to_be_signed }) => ({
      id: doc_id,
      hash: Buffer.from(data_to_be_signed, 'hex'),
    })),
    decision: state.switches.decision,
  });
  return say(200, 'sig_wait_for_user_confirm', { transaction_id: '', tran_code: order.code });
}
