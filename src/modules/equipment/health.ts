import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { HealthReport } from '#platform/module.ts';
import { examine } from './commands/look.ts';
import { pageMessages } from './pages/messages.ts';
import { listEquipment } from './queries.ts';

const t = pageMessages('vi');

/** Asks every machine in use that the server reaches, for `motcua doctor`. A centre without machines says nothing. */
export async function equipmentHealth(ctx: AppContext): Promise<readonly HealthReport[]> {
  const reports: HealthReport[] = [];
  for (const centre of await listCentres(ctx)) {
    const pieces = await listEquipment(ctx, systemActor(centre.id, 'doctor'));
    const asked = pieces.flatMap((piece) =>
      piece.active && piece.connection !== null ? [{ piece, connection: piece.connection }] : [],
    );
    reports.push(
      ...(await Promise.all(
        asked.map(async ({ piece, connection }) => {
          const { state, trouble } = await examine(connection, ctx.clock.now());
          const words = trouble === null ? t(`state.${state}`) : t(`trouble.${trouble}`);
          return {
            name: `${t(`kind.${piece.kind}`)} “${piece.name}”`,
            ok: state !== 'down',
            detail: `${words} (${connection.protocol}, ${connection.host}:${connection.port})`,
          };
        }),
      )),
    );
  }
  return reports;
}
