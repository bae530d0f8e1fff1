import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listCounters } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { can } from '#platform/policy.ts';
import { Button, Empty, Select } from '#ui/components.ts';
import { assignPrinter } from '../commands/assign-printer.ts';
import { messages } from '../messages.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { listAssignments, listEquipment } from '../queries.ts';
import { PRINTER_OF } from '../rules/printers.ts';
import {
  AssignmentInput,
  type Equipment,
  type PaperKind,
  type PrinterAssignment,
  type PrintPlace,
} from '../schema.ts';
import { EquipmentPage, type Frame, frameOf, HOME } from './frame.tsx';
import { pageMessages } from './messages.ts';

const PATH = `${HOME}/may-in`;

/** One choice: this paper from this place. */
interface Wish {
  readonly place: PrintPlace;
  readonly label: string;
  readonly paper: PaperKind;
}

interface PlacesProps extends Frame {
  readonly wishes: readonly Wish[];
  readonly printers: readonly Equipment[];
  readonly assignments: readonly PrinterAssignment[];
}

function Choice(props: { wish: Wish; lang: Lang } & Pick<PlacesProps, 'printers' | 'assignments'>) {
  const { wish, lang } = props;
  const t = pageMessages(lang);
  const chosen = props.assignments.find(
    (row) => row.paper === wish.paper && row.place.kind === wish.place.kind && row.place.id === wish.place.id,
  );
  const paper = t(wish.paper === 'ticket' ? 'printers.ticket' : 'printers.document');
  return (
    <form method="post" action={PATH} class="row">
      <input type="hidden" name="paper" value={wish.paper} />
      <input type="hidden" name="placeKind" value={wish.place.kind} />
      <input type="hidden" name="placeId" value={wish.place.id} />
      <Select
        name="printerId"
        label={`${wish.label}: ${paper}`}
        value={chosen?.printerId}
        blank={t('printers.nearest')}
        options={props.printers
          .filter(({ kind }) => kind === PRINTER_OF[wish.paper])
          .map(({ id, name, place }) => ({ value: id, label: place === '' ? name : `${name}, ${place}` }))}
      />
      <Button>
        {t('printers.choose')}
        <span class="sr-only"> {wish.label}</span>
      </Button>
    </form>
  );
}

function PlacesPage(props: PlacesProps) {
  const t = pageMessages(props.lang);
  return (
    <EquipmentPage {...props} title={t('printers.title')} why={t('printers.why')}>
      {props.wishes.length === 0 ? <Empty title={t('printers.none')} /> : null}
      {props.wishes.map((wish) => (
        <Choice
          key={`${wish.place.id}-${wish.paper}`}
          wish={wish}
          lang={props.lang}
          printers={props.printers}
          assignments={props.assignments}
        />
      ))}
    </EquipmentPage>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  const { actor, lang } = frame;
  const t = pageMessages(lang);
  const [pieces, counters, assignments] = await Promise.all([
    listEquipment(ctx, actor),
    listCounters(ctx, actor),
    listAssignments(ctx, actor),
  ]);
  const mine: readonly Wish[] = can(EQUIPMENT_POLICY, actor, 'printers.choose', {
    centreId: actor.centreId,
    assigneeId: actor.accountId,
  })
    ? [{ place: { kind: 'account', id: actor.accountId }, label: t('printers.mine'), paper: 'document' }]
    : [];
  const others: readonly Wish[] = can(EQUIPMENT_POLICY, actor, 'printers.assign', actor)
    ? [
        ...pieces.flatMap((piece) =>
          piece.enrolmentId !== null && piece.kind === 'kiosk'
            ? [
                {
                  place: { kind: 'device', id: piece.enrolmentId },
                  label: piece.name,
                  paper: 'ticket',
                } as const,
              ]
            : [],
        ),
        ...counters
          .filter(({ active }) => active)
          .map(
            ({ id, number }) =>
              ({
                place: { kind: 'counter', id },
                label: t('counter.is', { number }),
                paper: 'document',
              }) as const,
          ),
      ]
    : [];
  return reply.html(
    <PlacesPage
      {...frame}
      wishes={[...mine, ...others]}
      printers={pieces.filter(({ active }) => active)}
      assignments={assignments}
    />,
  );
}

/** Mounts the choice of printers: an officer's own, and for those who may, of every kiosk and counter. */
export function mountPrinterPlaces(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PATH, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: PATH,
    async handler(request, reply) {
      const { actor, lang } = await frameOf(ctx, request);
      const input = parseForm(AssignmentInput, request.body);
      if (!input.ok) {
        throw new Problem('validation', { detail: messages(lang)('form-fix'), fields: input.fields });
      }
      await assignPrinter(ctx, actor, input.data);
      return reply.redirect(PATH, 303);
    },
  });
}
