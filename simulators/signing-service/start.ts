import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { partsOfCertificate } from '#integrations/signing/certificate.ts';
import { sha256 } from '#integrations/signing/cms.ts';
import { bytesOf, jsonIn, serveHere } from '../http.ts';
import { type Authority, foundAuthority, type Issued, newKey, signDigest } from './authority.ts';
import { DECISIONS, type Decision, type SigningFaultName } from './faults.ts';
import { type Order, OrderBook } from './orders.ts';
import { phonePage } from './page.ts';
import { answerOcsp, listRevoked } from './revocation.ts';
import { answerTimeStamp } from './time-stamps.ts';

/** What a running service lets its tests and its page do. */
export interface SigningSwitches {
  faults: readonly SigningFaultName[];
  /** What the person does at once; `wait` leaves it to the page. */
  decision: Decision;
  slowMs: number;
}

export interface SimulatedService {
  readonly url: string;
  readonly authority: Authority;
  readonly timeStamps: Issued;
  readonly book: OrderBook;
  readonly switches: SigningSwitches;
  /** Paths that were called, in order. */
  readonly calls: readonly string[];
  /** Answers at `/ocsp` and `/crl` for an authority, too; its certificates name these addresses. */
  vouchFor(authority: Authority): void;
  /** Takes a certificate back from a moment on. */
  revoke(certificate: Uint8Array, at: Temporal.Instant): void;
  /** Gives a person a certificate. */
  enrol(
    userId: string,
    holder: string,
    options?: { readonly fromDays?: number; readonly toDays?: number },
  ): Issued;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly port?: number;
  readonly password?: string;
  /** Its clock. */
  readonly now?: () => Temporal.Instant;
}

const Body = z.looseObject({
  sp_password: z.string().optional(),
  client_secret: z.string().optional(),
  user_id: z.string().optional(),
  userID: z.string().optional(),
  credentialID: z.string().optional(),
  transaction_desc: z.string().optional(),
  description: z.string().optional(),
  sign_files: z.array(z.object({ doc_id: z.string(), data_to_be_signed: z.string() })).optional(),
  hash: z.array(z.string()).optional(),
  SAD: z.string().optional(),
});
type Body = z.output<typeof Body>;
type Reply = { readonly status: number; readonly body: object };

const ok = (body: object): Reply => ({ status: 200, body });

function readBody(bytes: Buffer): Body {
  return Body.safeParse(jsonIn(bytes)).data ?? {};
}

/** Starts a service with invented people that speaks SmartCA, MySign, CSC and RFC 3161 on one port; `/` is everybody's phone. */
export async function startSigningService(options: ServiceOptions = {}): Promise<SimulatedService> {
  const now = options.now ?? (() => Temporal.Now.instant());
  let here = '';
  const authority = foundAuthority('CA mô phỏng Ví Dụ', now().epochMilliseconds, newKey(), () => ({
    ...(here === '' ? {} : { ocsp: `${here}/ocsp` }),
  }));
  const vouched: Authority[] = [authority];
  const revoked = new Map<string, Temporal.Instant>();
  const people = new Map<string, Issued>();
  const book = new OrderBook();
  const switches: SigningSwitches = { faults: [], decision: 'accept', slowMs: 3_000 };
  const calls: string[] = [];
  const password = options.password ?? 'mat-khau-vi-du';
  const has = (fault: SigningFaultName) => switches.faults.includes(fault);

  const signatureOf = (person: Issued, hash: Buffer): Buffer =>
    signDigest(has('wrong-key') ? stranger.key : person.key, has('wrong-hash') ? sha256(hash) : hash);

  const smartCa = (path: string, body: Body): Reply => {
    const say = (status_code: number, message: string, data: object | null = null): Reply => ({
      status: status_code,
      body: { status_code, message, data },
    });
    const status = /\/v1\/signatures\/sign\/([^/]+)\/status$/.exec(path)?.[1];
    if (status !== undefined) {
      const order = book.find(decodeURIComponent(status));
      return order === undefined ? say(404, 'TRANSACTION_NOT_FOUND') : smartCaState(order, say);
    }
    if (body.sp_password !== password || has('unauthorised')) {
      return say(401, 'SP_CREDENTIAL_INVALID');
    }
    const person = people.get(body.user_id ?? '');
    if (person === undefined || has('suspended')) {
      return say(403, 'CREDENTIAL_STATUS_INVALID');
    }
    if (path.endsWith('/v1/credentials/get_certificate')) {
      const chain_data = { ca_cert: authority.certificate.toString('base64'), root_cert: null };
      const cert_data = person.certificate.toString('base64');
      return say(200, 'success', {
        user_certificates: [{ cert_id: body.user_id, cert_status_code: 'VALID', cert_data, chain_data }],
      });
    }
    const order = book.add({
      userId: body.user_id ?? '',
      description: body.transaction_desc ?? '',
      hashes: (body.sign_files ?? []).map(({ doc_id, data_to_be_signed }) => ({
        id: doc_id,
        hash: Buffer.from(data_to_be_signed, 'hex'),
      })),
      decision: switches.decision,
    });
    return say(200, 'sig_wait_for_user_confirm', { transaction_id: '', tran_code: order.code });
  };
  const smartCaState = (
    order: Order,
    say: (code: number, message: string, data?: object | null) => Reply,
  ): Reply => {
    const person = people.get(order.userId);
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
            signature_value: person && signatureOf(person, hash).toString('base64'),
          })),
        });
      default:
        return order.decision satisfies never;
    }
  };

  const csc = async (path: string, body: Body): Promise<Reply> => {
    const fail = (status: number, error: string, error_description: string): Reply => ({
      status,
      body: { error, error_description },
    });
    if (path.endsWith('/v1/login') || path.endsWith('/oauth2/token')) {
      return body.client_secret === password && !has('unauthorised')
        ? ok({ access_token: 'ma-truy-cap', expires_in: 3600 })
        : fail(401, 'invalid_client', 'Sai mật khẩu của đơn vị');
    }
    if (path.endsWith('/credentials/list')) {
      return ok({ credentialIDs: people.has(body.userID ?? '') ? [body.userID] : [] });
    }
    const person = people.get(body.credentialID ?? '');
    if (person === undefined || has('suspended')) {
      return fail(400, 'invalid_request', 'Chứng thư không dùng được');
    }
    if (path.endsWith('/credentials/info')) {
      const certificates = [person.certificate, authority.certificate].map((one) => one.toString('base64'));
      return ok({ key: { status: 'enabled' }, cert: { status: 'valid', certificates }, multisign: 50 });
    }
    const hashes = (body.hash ?? []).map((hash, i) => ({ id: String(i), hash: Buffer.from(hash, 'base64') }));
    if (path.endsWith('/credentials/authorize')) {
      const order = book.add({
        userId: body.credentialID ?? '',
        description: body.description ?? '',
        hashes,
        decision: switches.decision,
      });
      const decision = await book.decided(order);
      return decision === 'accept'
        ? ok({ SAD: order.code, expiresIn: 300 })
        : fail(
            400,
            decision === 'decline' ? 'user_declined' : 'timeout',
            `tranStatus ${decision === 'decline' ? 4002 : 4001}`,
          );
    }
    const order = book.find(body.SAD ?? '');
    const bound =
      order?.hashes.length === hashes.length &&
      hashes.every(({ hash }, i) => order.hashes[i]?.hash.equals(hash));
    return bound
      ? ok({ signatures: hashes.map(({ hash }) => signatureOf(person, hash).toString('base64')) })
      : fail(400, 'invalid_request', 'SAD không thuộc các giá trị băm này');
  };

  const stamp = (request: Buffer, response: ServerResponse): void => {
    if (has('no-stamp')) {
      response.destroy();
      return;
    }
    const answer = Buffer.from(answerTimeStamp(timeStamps, request, now()));
    if (has('wrong-stamp')) {
      answer[answer.length - 5] = (answer.at(-5) ?? 0) ^ 0xff;
    }
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
  };

  const revocation = async (path: string, request: Buffer, response: ServerResponse): Promise<void> => {
    const list = path.startsWith('/crl/');
    if (has(list ? 'no-crl' : 'no-ocsp')) {
      response.destroy();
      return;
    }
    if (!list && has('ocsp-slow')) {
      await new Promise((resolve) => setTimeout(resolve, switches.slowMs));
    }
    const one = vouched[Number(path.slice(5))];
    const bytes = list
      ? one && listRevoked(one, revoked, now())
      : answerOcsp(vouched, request, { now: now(), revoked, faults: switches.faults });
    response
      .writeHead(bytes === undefined ? 404 : 200, {
        'content-type': list ? 'application/pkix-crl' : 'application/ocsp-response',
      })
      .end(bytes);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const bytes = await bytesOf(request);
    if (url.pathname === '/ocsp' || url.pathname.startsWith('/crl/')) {
      calls.push(url.pathname);
      return revocation(url.pathname, bytes, response);
    }
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(phonePage(book.orders));
      return;
    }
    const press = /^\/phone\/([^/]+)\/([a-z]+)$/.exec(url.pathname);
    const pressed = DECISIONS.find((decision) => decision === press?.[2]);
    if (press?.[1] !== undefined && pressed !== undefined) {
      book.decide(press[1], pressed);
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    calls.push(url.pathname);
    if (url.pathname === '/tsa') {
      return stamp(bytes, response);
    }
    if (has('502') || has('html')) {
      response
        .writeHead(has('502') ? 502 : 200, { 'content-type': 'text/html' })
        .end('<html>Bad Gateway</html>');
      return;
    }
    const body = readBody(bytes);
    const { status, body: answer } = /\/sca\//.test(url.pathname)
      ? smartCa(url.pathname, body)
      : await csc(url.pathname, body);
    if (has('drop-after')) {
      response.destroy();
      return;
    }
    if (has('slow')) {
      await new Promise((resolve) => setTimeout(resolve, switches.slowMs));
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };

  // Nobody calls before its address is known, which its certificates name.
  const { url, stop } = await serveHere(options.port ?? 0, handle);
  here = url;
  const timeStamps = authority.issue({ holder: 'TSA mô phỏng Ví Dụ', use: 'time-stamp' });
  const stranger = { ...timeStamps, key: newKey() };
  return {
    url,
    authority,
    timeStamps,
    book,
    switches,
    calls,
    vouchFor(other) {
      vouched.push(other);
    },
    revoke(certificate, at) {
      revoked.set(Buffer.from(partsOfCertificate(certificate).serial).toString('hex'), at);
    },
    enrol(userId, holder, { fromDays = -30, toDays = 365 } = {}) {
      const issued = authority.issue({ holder, organisation: 'UBND xã Ví Dụ', fromDays, toDays });
      people.set(userId, issued);
      return issued;
    },
    stop,
  };
}
