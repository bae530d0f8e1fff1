import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { CertificateError, maySignDocuments } from './certificate.ts';

/** What a PKCS #12 file holds. */
export interface OpenedStore {
  readonly key: KeyObject;
  /** DER of the certificate that belongs to the key. */
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

const derOf = (asn1: forge.asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');

function keyOf(bag: forge.pkcs12.Bag): KeyObject {
  // Keys on elliptic curves are not known to the library; it hands over their PKCS #8 as it stands.
  const asn1 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  return createPrivateKey({ key: derOf(asn1), format: 'der', type: 'pkcs8' });
}

function certificateOf(bag: forge.pkcs12.Bag): Uint8Array {
  return derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1);
}

/** RSA keys below are not safe any more. */
const RSA_BITS = 2048;

/**
 * Opens a PKCS #12 file (.p12, .pfx): old files with 3DES and new ones with AES.
 * @throws CertificateError when the passphrase is wrong, or no key with a certificate that may sign is in it
 */
export function openPkcs12(file: Uint8Array, passphrase: string): OpenedStore {
  let p12: forge.pkcs12.Pkcs12Pfx;
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(file).toString('latin1')));
    p12 = forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase);
  } catch (error) {
    throw new CertificateError('not a PKCS #12 file, or the passphrase is wrong', error);
  }
  const { shroud, plain, certs } = {
    shroud: forge.pki.oids['pkcs8ShroudedKeyBag'] ?? '',
    plain: forge.pki.oids['keyBag'] ?? '',
    certs: forge.pki.oids['certBag'] ?? '',
  };
  const bags = (type: string) => p12.getBags({ bagType: type })[type] ?? [];
  const certificates = bags(certs).map(certificateOf);
  for (const bag of [...bags(shroud), ...bags(plain)]) {
    const key = keyOf(bag);
    const certificate = certificates.find((der) => new X509Certificate(der).checkPrivateKey(key));
    const weak = key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < RSA_BITS;
    if (certificate !== undefined && !weak && maySignDocuments(certificate)) {
      return { key, certificate, chain: certificates.filter((der) => der !== certificate) };
    }
  }
  throw new CertificateError('no key of at least 2048 bits with a certificate that may sign documents');
}

/** Signs attributes with a key of the server: RSA with PKCS #1 v1.5, or ECDSA, both with SHA-256. */
export function signWithKey(key: KeyObject, attributes: Uint8Array): Uint8Array {
  return sign('sha256', attributes, key);
}
