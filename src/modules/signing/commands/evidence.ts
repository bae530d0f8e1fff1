import { askRevocation, canBeAsked, type Told } from '#integrations/signing/ask-revocation.ts';
import { certificateFacts, pathOf } from '#integrations/signing/certificate.ts';
import { addValidationData } from '#integrations/signing/dss.ts';
import type { SignatureReport } from '#integrations/signing/pdf-verify.ts';
import { SigningFailure } from '#integrations/signing/port.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formatDateTime } from '#platform/time.ts';
import { signingMessages } from '../messages.ts';
import { listAnchors } from '../repo.ts';
import type { SignedLevel, SigningCertificate, SigningSettings } from '../schema.ts';
import { requireLine, throughLine } from './lines.ts';

const t = signingMessages('vi');

/** What asking needs to know; `known` keeps answers for the files of one session. */
interface Asking {
  readonly ctx: AppContext;
  readonly centreId: string;
  readonly settings: Pick<SigningSettings, 'revocation' | 'revocationTimeout'>;
  readonly known: Map<string, Answer>;
}

type Answer = { readonly told: Told } | { readonly why: string };

/** What the authority says of a certificate, or why nothing is known. Nobody waits longer than the settings allow. */
async function answerOn(asking: Asking, certificate: Uint8Array, issuer: Uint8Array): Promise<Answer> {
  const { ctx, centreId, settings, known } = asking;
  const { fingerprint, holder } = certificateFacts(certificate);
  const before = known.get(fingerprint);
  if (before !== undefined) {
    return before;
  }
  const ask = async (): Promise<Answer> => {
    if (!canBeAsked(certificate)) {
      return { why: t('revocation-nowhere', { holder }) };
    }
    try {
      await requireLine(ctx, centreId, 'revocation');
      const timeoutMs = settings.revocationTimeout * 1000;
      const now = ctx.clock.now();
      const told = await throughLine(ctx, centreId, 'revocation', () =>
        askRevocation({ certificate, issuer, now, timeoutMs }),
      );
      return { told };
    } catch (error) {
      if (error instanceof SigningFailure) {
        return { why: error.message };
      }
      if (isProblem(error, 'unavailable')) {
        return { why: t('revocation-rests') };
      }
      throw error;
    }
  };
  const answer = await ask();
  known.set(fingerprint, answer);
  return answer;
}

function refuseRevoked(certificate: Uint8Array, { standing }: Told): void {
  if (standing.status === 'revoked') {
    const { holder } = certificateFacts(certificate);
    const detail = t('certificate-revoked', { holder, at: formatDateTime(standing.at) });
    throw new Problem('not-allowed-now', { detail });
  }
}

const anchorsOf = async (ctx: AppContext, centreId: string) =>
  (await readOnly(ctx, { centreId }, listAnchors)).map((anchor) => anchor.certificate);

/**
 * Refuses a certificate that its authority took back, before anything is prepared or sent to a phone. An authority that does not answer hinders nobody:
 * it is asked again when the signature is there.
 * @throws Problem `not-allowed-now`
 */
export async function requireNotRevoked(
  ctx: AppContext,
  centreId: string,
  { certificate, chain }: SigningCertificate,
  settings: SigningSettings,
): Promise<void> {
  const issuer = pathOf(certificate, chain, await anchorsOf(ctx, centreId))?.[1];
  if (!settings.revocation || issuer === undefined) {
    return;
  }
  const answer = await answerOn({ ctx, centreId, settings, known: new Map() }, certificate, issuer);
  if ('told' in answer) {
    refuseRevoked(certificate, answer.told);
  }
}

/** A signed file with what authorities say of its certificates, as far as they say it. */
export interface Lasting {
  readonly pdf: Uint8Array;
  readonly level: SignedLevel;
  /** Why it is not B-LT; null where it is, or where nobody was to be asked. */
  readonly lacking: string | null;
}

/**
 * Puts the authorities' answers about every certificate of the signatures and their time-stamps into the file (PAdES B-LT). Where one cannot be had the file
 * stays as it is, and says what is lacking.
 * @throws Problem `not-allowed-now` when a certificate was revoked
 */
export async function makeLasting(
  asking: Asking,
  pdf: Uint8Array,
  reports: readonly SignatureReport[],
): Promise<Lasting> {
  const { ctx, centreId, settings } = asking;
  const level = reports.every(({ stamp }) => stamp !== null) ? 'B-T' : 'B-B';
  if (!settings.revocation) {
    return { pdf, level, lacking: null };
  }
  const anchors = await anchorsOf(ctx, centreId);
  const signers = reports.flatMap(({ certificate, given, stamp }) => [
    ...(certificate === null ? [] : [{ certificate, given }]),
    ...(stamp === null ? [] : [stamp]),
  ]);
  const certificates: Uint8Array[] = [];
  const told: Told[] = [];
  const lacking: string[] = [];
  for (const { certificate, given } of signers) {
    const path = pathOf(certificate, given, anchors);
    if (path === null) {
      lacking.push(t('revocation-untrusted', { holder: certificateFacts(certificate).holder }));
      continue;
    }
    certificates.push(...path);
    for (const [i, issuer] of path.slice(1).entries()) {
      const child = path[i] ?? certificate;
      const answer = await answerOn(asking, child, issuer);
      if ('told' in answer) {
        refuseRevoked(child, answer.told);
        told.push(answer.told);
      } else {
        lacking.push(answer.why);
      }
    }
  }
  if (level === 'B-B') {
    lacking.push(t('revocation-no-stamp'));
  }
  return lacking.length > 0
    ? { pdf, level, lacking: [...new Set(lacking)].join('; ') }
    : {
        pdf: await addValidationData(pdf, { certificates, evidence: told }),
        level: 'B-LT',
        lacking: null,
      };
}
