import { constants, createHash, generateKeyPairSync, type KeyObject, privateEncrypt } from 'node:crypto';
import forge from 'node-forge';

/** An invented certification authority with its keys in memory only: nothing of it is kept or trusted anywhere else. */
export interface Authority {
  /** DER of its own certificate. */
  readonly certificate: Buffer;
  issue(subject: CertificateOrder): Issued;
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

/** Founds an authority. @param now its clock, milliseconds since 1970 */
export function foundAuthority(name: string, now: number, own: KeyPair = newKey()): Authority {
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
    issue({ holder, organisation, fromDays = -30, toDays = 365, use = 'sign', key = newKey() }) {
      const certificate = signed(
        { subject: names(holder, organisation), publicKey: key.publicKey },
        [fromDays, toDays],
        [{ name: 'basicConstraints', cA: false }, ...USES[use]],
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
