import type { IncomingMessage, ServerResponse } from 'node:http';
import { partsOfCertificate } from '#integrations/signing/certificate.ts';
import { bytesOf, jsonIn, serveHere } from '../http.ts';
import type { Authority, Issued } from './authority.ts';
import { answerCsc } from './csc.ts';
import { DECISIONS } from './faults.ts';
import type { OrderBook } from './orders.ts';
import { phonePage } from './page.ts';
import { answerOcsp, listRevoked } from './revocation.ts';
import { answerSmartCa } from './smart-ca.ts';
import { readBody, SigningState, type SigningSwitches } from './state.ts';
import { answerTimeStamp } from './time-stamps.ts';

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

/** RFC 3161; without an answer, or with one that was tampered with, as the switches say. */
function stamp(request: Buffer, response: ServerResponse, state: SigningState): void {
  if (state.has('no-stamp')) {
    response.destroy();
    return;
  }
  const answer = Buffer.from(answerTimeStamp(state.timeStamps, request, state.now()));
  if (state.has('wrong-stamp')) {
    answer[answer.length - 5] = (answer.at(-5) ?? 0) ^ 0xff;
  }
  response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
}

async function answerForOcsp(request: Buffer, response: ServerResponse, state: SigningState): Promise<void> {
  if (state.has('no-ocsp')) {
    response.destroy();
    return;
  }
  if (state.has('ocsp-slow')) {
    await state.slowly();
  }
  const { vouched, revoked, switches } = state;
  const bytes = answerOcsp(vouched, request, { now: state.now(), revoked, faults: switches.faults });
  response
    .writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'application/ocsp-response' })
    .end(bytes);
}

/** The list of an authority, by its place among those vouched for. */
function giveList(path: string, response: ServerResponse, state: SigningState): void {
  if (state.has('no-crl')) {
    response.destroy();
    return;
  }
  const authority = state.vouched[Number(path.slice(5))];
  const bytes = authority && listRevoked(authority, state.revoked, state.now());
  response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'application/pkix-crl' }).end(bytes);
}

/** The page on which everybody decides; false for an address that is none of its own. */
function servePhone(
  method: string | undefined,
  path: string,
  response: ServerResponse,
  { book }: SigningState,
) {
  if (method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(phonePage(book.orders));
    return true;
  }
  const press = /^\/phone\/([^/]+)\/([a-z]+)$/.exec(path);
  const pressed = DECISIONS.find((decision) => decision === press?.[2]);
  if (press?.[1] === undefined || pressed === undefined) {
    return false;
  }
  book.decide(press[1], pressed);
  response.writeHead(303, { location: '/' }).end();
  return true;
}

/** SmartCA and CSC, with the faults of the line between. */
async function serveSigning(
  path: string,
  bytes: Buffer,
  response: ServerResponse,
  state: SigningState,
): Promise<void> {
  if (state.has('502') || state.has('html')) {
    response
      .writeHead(state.has('502') ? 502 : 200, { 'content-type': 'text/html' })
      .end('<html>Bad Gateway</html>');
    return;
  }
  const body = readBody(jsonIn(bytes));
  const { status, body: answer } = path.includes('/sca/')
    ? answerSmartCa(path, body, state)
    : await answerCsc(path, body, state);
  if (state.has('drop-after')) {
    response.destroy();
    return;
  }
  if (state.has('slow')) {
    await state.slowly();
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  state: SigningState,
  calls: string[],
): Promise<void> {
  const { pathname: path } = new URL(request.url ?? '/', 'http://localhost');
  const bytes = await bytesOf(request);
  const list = path.startsWith('/crl/');
  const revocation = list || path === '/ocsp';
  if (!revocation && servePhone(request.method, path, response, state)) {
    return;
  }
  calls.push(path);
  if (revocation) {
    return list ? giveList(path, response, state) : answerForOcsp(bytes, response, state);
  }
  return path === '/tsa' ? stamp(bytes, response, state) : serveSigning(path, bytes, response, state);
}

/** Starts a service with invented people that speaks SmartCA, MySign, CSC and RFC 3161 on one port; `/` is everybody's phone. */
export async function startSigningService(options: ServiceOptions = {}): Promise<SimulatedService> {
  const calls: string[] = [];
  // Its certificates name its address, so it listens before it has any; a call meanwhile waits for them.
  const begun = Promise.withResolvers<SigningState>();
  const { url, stop } = await serveHere(options.port ?? 0, async (request, response) =>
    handle(request, response, await begun.promise, calls),
  );
  const now = options.now ?? (() => Temporal.Now.instant());
  const state = new SigningState(url, options.password ?? 'mat-khau-vi-du', now);
  begun.resolve(state);
  const { authority, timeStamps, book, switches, vouched, revoked, people } = state;
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
