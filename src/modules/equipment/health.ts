import { healthOfEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { examine } from './commands/look.ts';
import { pageMessages } from './pages/messages.ts';
import { listEquipment } from './queries.ts';

const t = pageMessages('vi');

/** Asks every machine in use that the server reaches, for `motcua doctor`. A centre without machines says nothing. */
export const equipmentHealth = healthOfEveryCentre(async (ctx, actor) => {
  const asked = (await listEquipment(ctx, actor)).flatMap((piece) =>
    piece.active && piece.connection !== null ? [{ piece, connection: piece.connection }] : [],
  );
  return Promise.all(
    asked.map(async ({ piece, connection }) => {
      const { state, trouble } = await examine(connection, ctx.clock.now());
      const words = trouble === null ? t(`state.${state}`) : t(`trouble.${trouble}`);
      return {
        name: `${t(`kind.${piece.kind}`)} “${piece.name}”`,
        ok: state !== 'down',
        detail: `${words} (${connection.protocol}, ${connection.host}:${connection.port})`,
      };
    }),
  );
});
