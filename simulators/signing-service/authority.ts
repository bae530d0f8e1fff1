import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto';
import forge from 'node-forge';
import { der, oid, sequence } from '#integrations/signing/der.ts';

/** An invented certification authority with its keys in memory only: nothing of it is kept or trusted anywhere else. */
export interface Authority {
  /** DER of its own certificate. */
  readonly certificate: Buffer;
  issue(subject: CertificateOrder): Issued;
  /** Its signature: RSA with SHA-256. */
  sign(bytes: Uint8Array): Buffer;
}

/** Where an authority can be asked whether a certificate was revoked; its certificates name what is there when they are issued. */
interface RevocationPlaces {
  readonly ocsp?: string;
  readonly crl?: string;
}

/** What is asked of the authority. Days are counted from the authority's now. */
export interface CertificateOrder {
  readonly holder: string;
  readonly organisation?: string;
  readonly fromDays?: number;
  readonly toDays?: number;
  /** Default: signing documents. */
  readonly use?: 'sign' | 'encrypt' | 'time-stamp';
  /** A key that is used again, since making one takes long. */
  readonly key?: KeyPair;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface Issued {
  readonly certificate: Buffer;
  readonly key: KeyPair;
  /** PKCS #12 with the chain, as authorities hand it out. */
  pkcs12(passphrase: string, algorithm?: 'aes256' | '3des'): Buffer;
}

export const newKey = (bits = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength: bits });

const pem = (key: KeyObject, type: 'spki' | 'pkcs8') => key.export({ format: 'pem', type }).toString();
const derOf = (certificate: forge.pki.Certificate): Buffer =>
  Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1');

/** Extensions that name the places, as forge takes those that it does not know. */
function placesOf({ ocsp, crl }: RevocationPlaces): object[] {
  const uri = (text: string) => der(0x86, Buffer.from(text));
  const extension = (id: string, value: Uint8Array) => ({ id, value: Buffer.from(value).toString('latin1') });
  return [
    ...(ocsp === undefined
      ? []
      : [extension('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uri(ocsp))))]),
    ...(crl === undefined
      ? []
      : [extension('2.5.29.31', sequence(sequence(der(0xa0, der(0xa0, uri(crl))))))]),
  ];
}

const DAY = 86_400_000;

function names(holder: string, organisation?: string): forge.pki.CertificateField[] {
  const text = (name: string, value: string) => ({
    name,
    value,
    valueTagClass: forge.asn1.Type.UTF8,
  });
  const fields = [
    { name: 'countryName', value: 'VN' },
    ...(organisation === undefined ? [] : [text('organizationName', organisation)]),
    text('commonName', holder),
  ];
  // The types know the tag as a class, the library wants its number.
  return fields as unknown as forge.pki.CertificateField[];
}

const USES = {
  sign: [{ name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true }],
  encrypt: [{ name: 'keyUsage', keyEncipherment: true, critical: true }],
  'time-stamp': [
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'extKeyUsage', timeStamping: true, critical: true },
  ],
} as const;

/**
 * Founds an authority.
 * @param now its clock, milliseconds since 1970
 * @param places where it can be asked, looked up at each certificate
 */
export function foundAuthority(
  name: string,
  now: number,
  own: KeyPair = newKey(),
  places: () => RevocationPlaces = () => ({}),
): Authority {
  let count = 0;
  const signed = (
    order: { readonly subject: forge.pki.CertificateField[]; readonly publicKey: KeyObject },
    days: readonly [number, number],
    extensions: readonly object[],
  ) => {
    count += 1;
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.publicKeyFromPem(pem(order.publicKey, 'spki'));
    certificate.serialNumber = createHash('sha256')
      .update(`${name}${count}`)
      .digest('hex')
      .replace(/^./, '1')
      .slice(0, 32);
    certificate.validity.notBefore = new Date(now + days[0] * DAY);
    certificate.validity.notAfter = new Date(now + days[1] * DAY);
    certificate.setSubject(order.subject);
    certificate.setIssuer(names(name));
    certificate.setExtensions([...extensions]);
    certificate.sign(forge.pki.privateKeyFromPem(pem(own.privateKey, 'pkcs8')), forge.md.sha256.create());
    return certificate;
  };
  const self = signed(
    { subject: names(name), publicKey: own.publicKey },
    [-3650, 3650],
    [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  );
  return {
    certificate: derOf(self),
    sign: (bytes) => sign('sha256', bytes, own.privateKey),
    issue({ holder, organisation, fromDays = -30, toDays = 365, use = 'sign', key = newKey() }) {
      const certificate = signed(
        { subject: names(holder, organisation), publicKey: key.publicKey },
        [fromDays, toDays],
        [{ name: 'basicConstraints', cA: false }, ...USES[use], ...placesOf(places())],
      );
      return {
        certificate: derOf(certificate),
        key,
        pkcs12(passphrase, algorithm = 'aes256') {
          const privateKey = forge.pki.privateKeyFromPem(pem(key.privateKey, 'pkcs8'));
          const asn1 = forge.pkcs12.toPkcs12Asn1(privateKey, [certificate, self], passphrase, { algorithm });
          return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
        },
      };
    },
  };
}

/** DigestInfo of SHA-256 (PKCS #1), in front of a bare digest. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Signs a digest that somebody else computed, as remote signing services do: RSA with PKCS #1 v1.5. */
export function signDigest(key: KeyPair, digest: Uint8Array): Buffer {
  return privateEncrypt(
    { key: key.privateKey, padding: constants.RSA_PKCS1_PADDING },
    Buffer.concat([DIGEST_INFO, digest]),
  );
}
