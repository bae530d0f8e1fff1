import { z } from 'zod';
import type { RemoteConnection } from './connection.ts';
import { callService } from './http.ts';
import { type RemoteCertificate, type RemoteSigner, type RemoteState, SigningFailure } from './port.ts';

const Code = z.coerce.number().optional();
const Envelope = z.looseObject({
  status_code: Code,
  message: z.string().nullish(),
  data: z.unknown().optional(),
});
const Certificates = z.object({
  user_certificates: z
    .array(
      z.looseObject({
        cert_id: z.coerce.string(),
        cert_status_code: z.string().nullish(),
        cert_data: z.string(),
        chain_data: z
          .looseObject({ ca_cert: z.string().nullish(), root_cert: z.string().nullish() })
          .nullish(),
      }),
    )
    .nullable(),
});
const Started = z.looseObject({ tran_code: z.string().min(1) });
const Status = z.looseObject({
  signatures: z.array(z.looseObject({ doc_id: z.string(), signature_value: z.string().nullish() })).nullish(),
});

/** DER from base64 or PEM, as services hand certificates out. */
export function certificateBytes(text: string): Uint8Array {
  return Buffer.from(text.replace(/-----[A-Z ]+-----/g, ''), 'base64');
}

/** What a word in an answer means for the person who waits. */
function faultOf(message: string): SigningFailure['fault'] {
  if (/reject|cancel|deny|denied|tu_choi|từ chối/i.test(message)) {
    return 'declined';
  }
  return /expire|timeout|het_han|hết hạn/i.test(message) ? 'expired' : 'refused';
}

function stampOf(at: Temporal.Instant): string {
  return `${at.toString({ smallestUnit: 'second' }).replace(/[-:TZ]/g, '')}Z`;
}

/**
 * VNPT SmartCA (`sp769`): digests go out, the person confirms on the phone, the state is asked by the transaction's code.
 * @param password `sp_password`
 */
export function smartCa(connection: RemoteConnection, password: string): RemoteSigner {
  const { baseUrl, clientId } = connection;
  const ask = async (path: string, body: object): Promise<unknown> => {
    const timeoutMs = connection.timeoutSeconds * 1000;
    const { status, body: answer } = await callService({ url: `${baseUrl}${path}`, body, timeoutMs });
    const read = Envelope.safeParse(answer);
    if (!read.success) {
      throw new SigningFailure('unavailable', `trả lời không đúng mẫu (HTTP ${status})`);
    }
    const code = read.data.status_code ?? status;
    const message = read.data.message ?? '';
    if (code >= 400) {
      throw new SigningFailure(code >= 500 ? 'unavailable' : faultOf(message), `${code} ${message}`.trim());
    }
    return { ...read.data, message };
  };
  const data = <S extends z.ZodType>(schema: S, answer: unknown): z.output<S> => {
    const read = schema.safeParse(z.looseObject({ data: z.unknown() }).parse(answer).data);
    if (!read.success) {
      throw new SigningFailure('unavailable', 'trả lời thiếu dữ liệu');
    }
    return read.data;
  };
  const who = { sp_id: clientId, sp_password: password };
  return {
    repeatable: true,
    async certificates(userId) {
      const body = { ...who, user_id: userId, serial_number: '', transaction_id: '' };
      const found = data(Certificates, await ask('/v1/credentials/get_certificate', body));
      return (found.user_certificates ?? [])
        .filter(({ cert_status_code }) => (cert_status_code ?? 'VALID') === 'VALID')
        .map(
          ({ cert_id, cert_data, chain_data }): RemoteCertificate => ({
            credentialId: cert_id,
            certificate: certificateBytes(cert_data),
            chain: [chain_data?.ca_cert, chain_data?.root_cert].flatMap((one) =>
              one ? [certificateBytes(one)] : [],
            ),
          }),
        );
    },
    async begin(order) {
      const answer = await ask('/v1/signatures/sign', {
        ...who,
        user_id: order.userId,
        transaction_id: order.transactionId,
        transaction_desc: order.description,
        time_stamp: stampOf(order.at),
        serial_number: order.serial,
        sign_files: order.documents.map(({ id, hash }) => ({
          doc_id: id,
          file_type: 'pdf',
          sign_type: 'hash',
          data_to_be_signed: Buffer.from(hash).toString('hex'),
        })),
      });
      return data(Started, answer).tran_code;
    },
    async collect(reference, order): Promise<RemoteState> {
      const answer = await ask(`/v1/signatures/sign/${encodeURIComponent(reference)}/status`, {});
      const message = z.looseObject({ message: z.string() }).parse(answer).message;
      const fault = faultOf(message);
      if (fault !== 'refused') {
        throw new SigningFailure(fault, message);
      }
      const signatures = data(Status.nullish(), answer)?.signatures ?? [];
      const found = new Map(
        signatures.flatMap(({ doc_id, signature_value }) =>
          signature_value ? [[doc_id, Buffer.from(signature_value, 'base64')] as const] : [],
        ),
      );
      return order.documents.every(({ id }) => found.has(id))
        ? { state: 'signed', signatures: found }
        : { state: 'waiting' };
    },
  };
}
