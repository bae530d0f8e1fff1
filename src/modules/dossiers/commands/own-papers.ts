import { logAccess } from '#modules/audit/commands/record.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { commandProblems } from '../messages-commands.ts';
import { listByIdNumber } from '../repo/mine.ts';
import { keyOf, partOf } from '../rules/mine.ts';
import type { Dossier } from '../schema.ts';
import { MINE_SHOWN } from './mine.ts';

/** A file of a citizen's own earlier dossier: a paper handed in, or a result. */
export interface OwnPaper {
  readonly fileId: string;
  readonly paper: string;
  readonly result: boolean;
  /** "hồ sơ H56…-260504-0001, Đăng ký khai sinh": where it is from, for people. */
  readonly from: string;
}

function papersOf(dossier: Dossier): readonly OwnPaper[] {
  const from = commandProblems('vi')('own-paper-from', {
    number: dossier.number ?? dossier.localNumber ?? '',
    procedure: dossier.procedure.name,
  }).slice(0, 290);
  const results = (dossier.decision?.files ?? []).map((file) => ({
    fileId: file.id,
    paper: file.name,
    result: true,
    from,
  }));
  const papers = dossier.papers.flatMap((paper) =>
    paper.files.map((fileId) => ({ fileId, paper: paper.name || paper.key, result: false, from })),
  );
  return [...results, ...papers];
}

/**
 * Files of the dossiers in which the citizen is the applicant, newest first, results before papers: what may be handed in
 * again instead of asking for it (NĐ 118/2025 Đ4 k.2a). Nothing below the centre's level of assurance. Noted as read.
 */
export async function listOwnPapers(ctx: AppContext, citizen: SignedInCitizen): Promise<readonly OwnPaper[]> {
  const key = citizen.assured ? keyOf(citizen.claims) : null;
  if (key === null) {
    return [];
  }
  const actor: PublicActor = { kind: 'public', centreId: citizen.centreId };
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const own = (await listByIdNumber(tx, key, MINE_SHOWN)).filter(
      (dossier) => partOf(dossier, citizen.claims) === 'applicant',
    );
    const subjects = own.map(({ id }) => ({
      what: `citizen.${citizen.id}`,
      subjectType: 'dossier',
      subjectId: id,
    }));
    await logAccess(tx, actor, subjects, now);
    return own.flatMap(papersOf);
  });
}
