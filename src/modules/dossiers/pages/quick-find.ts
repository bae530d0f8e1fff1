import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { searchProcedures } from '#modules/procedures/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { searchDossiers } from '../queries.ts';
import { statusName } from '../rules/refuse.ts';
import { lineHref, shortName } from './lines.tsx';
import { findMirrored, mirroredHref } from './search-mirrored.tsx';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');
const Query = z.object({ q: z.string().trim().max(200).default('').catch('') });

/** One line of the command palette. */
interface Hit {
  readonly group: string;
  readonly label: string;
  readonly hint: string;
  readonly href: string;
}

async function dossierHits(ctx: AppContext, actor: StaffActor, words: string): Promise<readonly Hit[]> {
  const { lines } = await searchDossiers(ctx, actor, { q: words, pageSize: 6 });
  return lines.map((line) => ({
    group: t('quickDossier'),
    label: [line.number ?? line.localNumber ?? t('noNumber'), line.applicantName].join(' · '),
    hint: `${shortName(line.procedureName)}, ${statusName(line.status).toLowerCase()}`,
    href: lineHref(line),
  }));
}

async function mirroredHits(ctx: AppContext, actor: StaffActor, words: string): Promise<readonly Hit[]> {
  const found = await findMirrored(ctx, actor, { text: words, status: null, standing: '', unitName: '' }, 6);
  return (found?.rows ?? []).map((row) => ({
    group: t('quickMirrored'),
    label: [row.number, row.applicantName].join(' · '),
    hint: `${shortName(row.procedureName)}, ${statusName(row.status).toLowerCase()}`,
    href: mirroredHref(row.number),
  }));
}

async function procedureHits(ctx: AppContext, actor: StaffActor, words: string): Promise<readonly Hit[]> {
  const found = await searchProcedures(ctx, actor, words, 5);
  return found.map((hit) => ({
    group: t('quickProcedure'),
    label: hit.plainName ?? shortName(hit.name),
    hint: hit.code,
    href: `/can-bo/ho-so/moi?thu-tuc=${hit.code}`,
  }));
}

/** Mounts what the command palette (Ctrl K) asks: dossiers and people first, then procedures to receive. */
export function registerQuickFind(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo/tim-nhanh',
    perMinute: 600,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { q } = Query.parse(request.query);
      const hits =
        q.length < 2
          ? []
          : [
              ...(await dossierHits(ctx, actor, q)),
              ...(await mirroredHits(ctx, actor, q)),
              ...(hasRole(actor, 'receptionist') && !/^\d+$/.test(q)
                ? await procedureHits(ctx, actor, q)
                : []),
            ];
      return reply.header('cache-control', 'no-store').send(hits);
    },
  });
}
