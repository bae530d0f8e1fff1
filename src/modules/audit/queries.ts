import { listCentres } from '#modules/agencies/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { installationKey } from './commands/installation-key.ts';
import { digestAccess } from './commands/seal.ts';
import { messages } from './messages.ts';
import { AUDIT_POLICY } from './policy.ts';
import { findHead, linksAfter, listEntries, listSeals } from './repo.ts';
import { checkHead, checkLinks, checkSeals, isBroken, sameBytes, startCheck } from './rules.ts';
import type { AuditEntry, AuditFilter, BrokenLink, Seal } from './schema.ts';

const PAGE = 50;
const BATCH = 2_000;

/** One page of the trail, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Give as `before` to get the next older page; undefined at the end. */
  readonly next: number | undefined;
}

/** Entries of the actor's centre that fit the filter. @throws Problem `forbidden` unless auditor or administrator */
export async function listAudit(ctx: AppContext, actor: Actor, filter: AuditFilter): Promise<AuditPage> {
  authorise(AUDIT_POLICY, actor, 'audit.read', actor);
  const found = await readOnly(ctx, actor, (tx) => listEntries(tx, filter, PAGE + 1));
  const entries = found.slice(0, PAGE);
  return { entries, next: found.length > PAGE ? entries.at(-1)?.seq : undefined };
}

/** What a check of one centre's trail found. */
export interface AuditReport {
  readonly centreId: string;
  readonly entries: number;
  readonly seals: number;
  /** The first place where the trail is wrong; undefined when it is whole. */
  readonly broken: BrokenLink | undefined;
}

async function checkChain(
  tx: Tx,
  centreId: string,
  seals: readonly Seal[],
): Promise<{ entries: number; broken?: BrokenLink }> {
  const bySeq = new Map(seals.map((seal) => [seal.seq, seal]));
  let check = startCheck(centreId);
  let entries = 0;
  for (;;) {
    const links = await linksAfter(tx, check.seq, BATCH);
    const next = checkLinks(check, links);
    if (isBroken(next)) {
      return { entries, broken: next };
    }
    for (const link of links) {
      const seal = bySeq.get(link.seq);
      if (seal && !sameBytes(seal.hash, link.hash)) {
        return { entries, broken: fault(centreId, seal.day.toString(), 'seal-mismatch') };
      }
    }
    entries += links.length;
    check = next;
    if (links.length < BATCH) {
      break;
    }
  }
  const broken = checkHead(check, await findHead(tx));
  if (broken) {
    return { entries, broken };
  }
  const beyond = seals.find((seal) => seal.seq > check.seq);
  return beyond ? { entries, broken: fault(centreId, beyond.day.toString(), 'seal-mismatch') } : { entries };
}

function fault(centreId: string, at: string, kind: 'seal-mismatch' | 'access-log-changed'): BrokenLink {
  return { centreId, at, kind, message: messages('vi')(`broken.${kind}`, { at }) };
}

async function checkAccess(tx: Tx, seals: readonly Seal[]): Promise<BrokenLink | undefined> {
  let after = 0;
  for (const seal of seals) {
    if (!sameBytes(await digestAccess(tx, after, seal.accessLast), seal.accessDigest)) {
      return fault(seal.centreId, seal.day.toString(), 'access-log-changed');
    }
    after = seal.accessLast;
  }
  return undefined;
}

/**
 * Walks one centre's chain from the first entry, its head row, its seals and the sealed access log, in one snapshot.
 * @throws Problem `forbidden` unless auditor, administrator or the product itself
 */
export async function verifyTrail(ctx: AppContext, actor: Actor): Promise<AuditReport> {
  authorise(AUDIT_POLICY, actor, 'audit.verify', actor);
  const key = await installationKey(ctx.config, 'audit-seal');
  const { centreId } = actor;
  return readOnly(ctx, actor, async (tx) => {
    const seals = await listSeals(tx);
    const chain = await checkChain(tx, centreId, seals);
    const broken = chain.broken ?? checkSeals(key, seals) ?? (await checkAccess(tx, seals));
    return { centreId, entries: chain.entries, seals: seals.length, broken };
  });
}

/** {@link verifyTrail} for one centre, or for all centres of the installation one after another. */
export async function verifyAudit(ctx: AppContext, centreId?: string): Promise<readonly AuditReport[]> {
  const reports: AuditReport[] = [];
  const all = centreId === undefined ? (await listCentres(ctx)).map((centre) => centre.id) : [centreId];
  for (const id of all) {
    reports.push(await verifyTrail(ctx, systemActor(id, 'verify')));
  }
  return reports;
}
