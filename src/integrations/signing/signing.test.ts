import { publicDecrypt } from 'node:crypto';
import { PDFRef } from '@cantoo/pdf-lib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { foundAuthority, newKey } from '#simulators/signing-service/authority.ts';
import { startSigningService } from '#simulators/signing-service/start.ts';
import { askRevocation } from './ask-revocation.ts';
import { assembleCms, sha256, signedAttributes } from './cms.ts';
import { RemoteConnection } from './connection.ts';
import { addValidationData } from './dss.ts';
import { openPdf } from './pdf-file.ts';
import { embedSignature, prepareSignature } from './pdf-sign.ts';
import { appendUpdate, name } from './pdf-update.ts';
import { verifyPdf } from './pdf-verify.ts';
import { signWithKey } from './pkcs12.ts';
import { type RemoteOrder, SigningFailure } from './port.ts';
import { remoteSigner } from './remote.ts';
import { plainPdf } from './testing/pdfs.ts';

const AT = Temporal.Instant.from('2026-05-04T09:00:00+07:00');
/** Every how many bytes the sweep flips one; MOTCUA_TAMPER=1 tries every byte. */
const STRIDE = Number(process.env['MOTCUA_TAMPER'] ?? 97);
const PERSON = '038000000001';
/** One key for certificates of no person: making one takes long. */
const OWN = newKey();

const service = await startSigningService({ now: () => AT });
const person = service.enrol(PERSON, 'Nguyễn Phúc Bảo Thị Hoàng Uyên Phương Ví Dụ');
afterAll(() => service.stop());
beforeEach(() => Object.assign(service.switches, { faults: [], decision: 'accept', slowMs: 1_500 }));

const CONNECTIONS = {
  csc: { kind: 'csc', baseUrl: service.url },
  mysign: { kind: 'mysign', baseUrl: service.url },
  smartca: { kind: 'smartca', baseUrl: `${service.url}/sca/sp769` },
} as const;
/** Where the calls of each kind begin. */
const PATHS = { csc: /^\/(oauth2|csc)\//, mysign: /^\/adss\/service\/ras\//, smartca: /^\/sca\/sp769\// };
type Kind = keyof typeof CONNECTIONS;

const clientOf = (kind: Kind, secret = 'mat-khau-vi-du') =>
  remoteSigner(
    RemoteConnection.parse({ ...CONNECTIONS[kind], clientId: 'vi-du', timeoutSeconds: 1 }),
    secret,
  );

function orderFor(credentialId: string): RemoteOrder {
  const documents = ['quyết định', 'giấy xác nhận'].map((name, i) => ({
    id: `tep-${i}`,
    name: `${name}.pdf`,
    hash: sha256(Buffer.from(name)),
  }));
  const serial = person.certificate.toString('hex');
  return {
    userId: PERSON,
    credentialId,
    serial,
    transactionId: 'luot-1',
    description: '2 tệp',
    documents,
    at: AT,
  };
}

/** Fetches the certificate, orders two signatures, and asks until the person has decided. */
async function signBy(kind: Kind, secret?: string) {
  const client = clientOf(kind, secret);
  const [found] = await client.certificates(PERSON);
  const order = orderFor(found?.credentialId ?? '');
  const answer = await client.collect(await client.begin(order), order);
  return { found, order, signatures: answer.state === 'signed' ? answer.signatures : undefined };
}

describe('clients of remote signing services, against the service that misbehaves', () => {
  it.each(['csc', 'mysign', 'smartca'] as const)(
    '%s: two digests, two signatures that hold',
    async (kind) => {
      const before = service.calls.length;
      const { found, order, signatures } = await signBy(kind);
      expect(Buffer.from(found?.certificate ?? []).equals(person.certificate)).toBe(true);
      for (const { id, hash } of order.documents) {
        const opened = publicDecrypt(person.key.publicKey, signatures?.get(id) ?? new Uint8Array());
        expect(opened.subarray(-hash.length).equals(hash)).toBe(true);
      }
      expect(service.calls.slice(before).filter((path) => !PATHS[kind].test(path))).toEqual([]);
    },
  );

  it.each([
    ['the person declines', [], 'decline', 'declined'],
    ['the person lets it lapse', [], 'expire', 'expired'],
    ['502', ['502'], 'accept', 'unavailable'],
    ['HTML with 200', ['html'], 'accept', 'unavailable'],
    ['the line drops', ['drop-after'], 'accept', 'unavailable'],
    ['no answer in time', ['slow'], 'accept', 'unavailable'],
    ['the unit is refused', ['unauthorised'], 'accept', 'refused'],
    ['the certificate is suspended', ['suspended'], 'accept', 'refused'],
  ] as const)('%s', async (_name, faults, decision, fault) => {
    const kinds = ['csc', 'mysign', 'smartca'] as const;
    Object.assign(service.switches, { faults, decision });
    const outcomes = await Promise.allSettled(kinds.map((kind) => signBy(kind)));
    const faultOf = (one: PromiseSettledResult<unknown>) =>
      one.status === 'rejected' && one.reason instanceof SigningFailure ? one.reason.fault : one;
    expect(outcomes.map(faultOf)).toEqual(kinds.map(() => fault));
  });

  it.each(['csc', 'mysign', 'smartca'] as const)(
    '%s: a wrong password of the unit is refused',
    async (kind) => {
      await expect(signBy(kind, 'sai')).rejects.toMatchObject({ fault: 'refused' });
    },
  );

  it('csc: permission for some digests signs no others', async () => {
    const call = async (path: string, body: object) =>
      (
        await fetch(`${service.url}/csc/v1/${path}`, { method: 'POST', body: JSON.stringify(body) })
      ).json() as Promise<Record<string, unknown>>;
    const hash = [sha256(Buffer.from('một')).toString('base64')];
    const { SAD } = await call('credentials/authorize', { credentialID: PERSON, hash });
    const other = [sha256(Buffer.from('hai')).toString('base64')];
    expect(await call('signatures/signHash', { credentialID: PERSON, SAD, hash: other })).not.toHaveProperty(
      'signatures',
    );
  });
});

describe('RFC 6960, RFC 5280: whether a certificate was revoked', () => {
  const places = () => ({ ocsp: `${service.url}/ocsp`, crl: `${service.url}/crl/1` });
  const authority = foundAuthority('CA Ví Dụ', AT.epochMilliseconds, newKey(), places);
  const { certificate } = authority.issue({ holder: 'Nguyễn Văn Ví Dụ' });
  service.vouchFor(authority);
  const ask = (of = certificate) =>
    askRevocation({ certificate: of, issuer: authority.certificate, now: AT, timeoutMs: 300 }).then(
      ({ kind, standing }) => `${kind} ${standing.status}`,
      (error) => (error instanceof SigningFailure ? error.fault : String(error)),
    );

  it.each([
    ['good', [], 'ocsp good', 'ocsp good'],
    ['not known there', ['ocsp-unknown'], 'crl good', 'refused'],
    ['late', ['ocsp-slow'], 'crl good', 'unavailable'],
    ['an answer of yesterday', ['ocsp-old'], 'crl good', 'refused'],
    ['its signature does not hold', ['ocsp-wrong-signature'], 'crl good', 'refused'],
    ['to another question', ['ocsp-wrong-nonce'], 'crl good', 'refused'],
    ['nobody there', ['no-ocsp'], 'crl good', 'unavailable'],
  ] as const)(
    '%s: the list is read instead, and without one nothing is believed',
    async (_name, faults, both, alone) => {
      const quiet = foundAuthority('CA Ví Dụ', AT.epochMilliseconds, OWN, () => ({
        ocsp: `${service.url}/ocsp`,
      }));
      service.vouchFor(quiet);
      const only = quiet.issue({ holder: 'Ví Dụ', key: OWN }).certificate;
      service.switches.faults = faults;
      expect(await ask()).toBe(both);
      const told = await askRevocation({
        certificate: only,
        issuer: quiet.certificate,
        now: AT,
        timeoutMs: 300,
      }).then(
        ({ kind, standing }) => `${kind} ${standing.status}`,
        (error) => (error instanceof SigningFailure ? error.fault : String(error)),
      );
      expect(told).toBe(alone);
    },
  );

  it('revoked: told by the responder and by the list', async () => {
    const lost = authority.issue({ holder: 'Ví Dụ', key: OWN }).certificate;
    service.revoke(lost, AT);
    expect(await ask(lost)).toBe('ocsp revoked');
    service.switches.faults = ['no-ocsp'];
    expect(await ask(lost)).toBe('crl revoked');
    service.switches.faults = ['no-ocsp', 'no-crl'];
    expect(await ask(lost)).toBe('unavailable');
  });
});

describe('a file changed behind its signature', () => {
  it('what authorities say may be added; with it or behind it nothing else', async () => {
    const authority = foundAuthority('CA Ví Dụ', AT.epochMilliseconds, OWN);
    const { certificate, key } = authority.issue({ holder: 'Nguyễn Văn Ví Dụ', key: OWN });
    const look = { signerName: 'Ví Dụ', reason: 'Ký', location: '', at: AT, page: 'last' } as const;
    for (const kind of ['streams', 'table'] as const) {
      const { pdf, documentHash } = await prepareSignature(await plainPdf(kind), look);
      const attributes = signedAttributes(documentHash, certificate);
      const signature = signWithKey(key.privateKey, attributes);
      const signed = embedSignature(pdf, assembleCms({ attributes, signature, certificate, chain: [] }));
      const data = {
        certificates: [authority.certificate],
        evidence: [{ kind: 'ocsp', bytes: certificate }],
      } as const;
      const lasting = await addValidationData(signed, data);
      const integrity = async (bytes: Uint8Array) =>
        (await verifyPdf(bytes, [authority.certificate], AT)).map((one) => [one.integrity, one.followed]);
      expect(await integrity(lasting)).toEqual([['intact', false]]);
      // The same again adds nothing but its own list, and leaves it good.
      expect(await integrity(await addValidationData(lasting, data))).toEqual([['intact', false]]);
      for (const from of [signed, lasting]) {
        const doc = await openPdf(from);
        const [page] = doc.getPages();
        page?.node.set(name('Rotate'), doc.context.obj(90));
        const turned = page === undefined ? [] : [{ ref: page.ref, object: page.node }];
        expect(await integrity(appendUpdate(from, doc.context, turned))).toEqual([['changed-after', false]]);
        const other = await openPdf(from);
        other.catalog.set(name('OpenAction'), other.context.obj({ S: 'JavaScript' }));
        const root = other.context.trailerInfo.Root;
        const opened = root instanceof PDFRef ? [{ ref: root, object: other.catalog }] : [];
        expect(await integrity(appendUpdate(from, other.context, opened))).toEqual([
          ['changed-after', false],
        ]);
      }
    }
  });

  it('one bit anywhere in the file or in its CMS: never again intact', async () => {
    const authority = foundAuthority('CA Ví Dụ', AT.epochMilliseconds);
    const signer = authority.issue({ holder: 'Nguyễn Văn Ví Dụ' });
    const look = { signerName: 'Ví Dụ', reason: 'Ký', location: '', at: AT, page: 'last' } as const;
    const { pdf, documentHash } = await prepareSignature(await plainPdf('streams'), look);
    const attributes = signedAttributes(documentHash, signer.certificate);
    const { certificate, key } = signer;
    const signature = signWithKey(key.privateKey, attributes);
    const cms = assembleCms({ attributes, signature, certificate, chain: [] });
    const signed = Buffer.from(embedSignature(pdf, cms));
    const trusted = [authority.certificate];
    expect(await verifyPdf(signed, trusted, AT)).toMatchObject([{ integrity: 'intact', trust: 'trusted' }]);
    const from = signed.indexOf(Buffer.from(cms).toString('hex'));
    const until = from + 2 * cms.length;
    // The zeros behind the CMS fill most of the file: fewer places of them are tried.
    const stepAt = (at: number) => (at > until && at < signed.length - 1_500 ? 30 * STRIDE : STRIDE);
    const intact: number[] = [];
    let tried = 0;
    for (let at = 0; at < signed.length; at += stepAt(at)) {
      const changed = Buffer.from(signed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      const reports = await verifyPdf(changed, trusted, AT).catch(() => []);
      tried += 1;
      if (reports.some(({ integrity }) => integrity === 'intact')) {
        intact.push(at);
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(intact).toEqual([]);
    // Tags and lengths that say the same when read and written anew (found by trying every byte): see each of these.
    const head = [2, 3, 63, 67, 111, 135, 171];
    for (const offset of head) {
      const changed = Buffer.from(cms);
      changed.writeUInt8(changed.readUInt8(offset) ^ 1, offset);
      const reports = await verifyPdf(embedSignature(pdf, changed), trusted, AT).catch(() => []);
      expect(
        reports.filter(({ integrity }) => integrity === 'intact'),
        String(offset),
      ).toEqual([]);
    }
  });
});
