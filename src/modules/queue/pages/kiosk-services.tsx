import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type LookUp, lookUpAny } from '#modules/dossiers/commands/look-up.ts';
import { mirroredSentence } from '#modules/dossiers/rules/mirrored.ts';
import { statusName } from '#modules/dossiers/rules/refuse.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { MirrorFace } from '#modules/mirror/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  StatusTag,
  Timeline,
} from '#ui/components.ts';
import { callHelp, noteIdentity } from '../commands/help.ts';
import { listOpenGroups } from '../queries.ts';
import { getHallSettings, listKioskFunctions } from '../queries-screens.ts';
import { resultGroup } from '../rules/groups.ts';
import { type FunctionState, isSmartKiosk, type KioskFunction } from '../rules/kiosk-functions.ts';
import { IdentityNote } from '../schema-screens.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { openDoor } from './door-load.ts';
import { kioskMessages } from './kiosk-messages.ts';
import { Qr } from './ticket-face.tsx';

/** The National Public Service Portal, where no other portal is set. */
const PORTAL = 'https://dichvucong.gov.vn';
const PER_MINUTE = 20;

const TONES = {
  ready: 'ok',
  guided: 'waiting',
  absent: 'neutral',
  failing: 'late',
} as const satisfies Record<FunctionState, string>;

/** Where a function of the kiosk is; the others are part of taking a number. */
const WAYS: Readonly<Partial<Record<KioskFunction, string>>> = {
  ticket: '',
  'look-up': '/tra-cuu',
  result: '/tra-cuu',
  filing: '/nop-ho-so',
  vneid: '/vneid',
  payment: '/tra-cuu',
};

function ServicesPage({
  door,
  functions,
}: {
  door: Door;
  functions: Awaited<ReturnType<typeof listKioskFunctions>>;
}) {
  const k = kioskMessages(door.lang);
  return (
    <DoorPage door={door} title={k('services.title')} why={k('services.why')} back={doorUrl(door, '')}>
      <ul class="kiosk-functions">
        {functions.map(({ kind, state }) => {
          const way = state === 'ready' || state === 'guided' ? WAYS[kind] : undefined;
          return (
            <li key={kind} data-function={kind} data-state={state}>
              <span class="kiosk-function">
                {way === undefined ? (
                  <strong>{k(`fn.${kind}`)}</strong>
                ) : (
                  <a class="btn" href={doorUrl(door, way)}>
                    {k(`fn.${kind}`)}
                  </a>
                )}
                {state === 'ready' ? null : <span class="soft small">{k(`fn.${kind}.else`)}</span>}
              </span>
              <StatusTag tone={TONES[state]}>{k(`state.${state}`)}</StatusTag>
            </li>
          );
        })}
      </ul>
      {isSmartKiosk(functions) ? null : <p class="soft small">{k('services.not-smart')}</p>}
    </DoorPage>
  );
}

function FilingPage({ door, portal }: { door: Door; portal: string }) {
  const k = kioskMessages(door.lang);
  return (
    <DoorPage
      door={door}
      title={k('filing.title')}
      why={k('filing.why')}
      back={doorUrl(door, '/dich-vu')}
      say={`${k('filing.1')} ${k('filing.2')} ${k('filing.3')}`}
    >
      <div class="kiosk-codes">
        <div class="kiosk-code">
          <Qr text={portal} label={k('filing.qr')} />
          <p class="small">{new URL(portal).host}</p>
        </div>
      </div>
      <ol class="papers">
        <li>{k('filing.1')}</li>
        <li>{k('filing.2')}</li>
        <li>{k('filing.3')}</li>
      </ol>
      <p class="door-go">
        <ButtonLink href={doorUrl(door, '')}>{k('filing.take')}</ButtonLink>
      </p>
    </DoorPage>
  );
}

const Typed = z.object({
  so: z.string().trim().max(60).default('').catch(''),
  ma: z.string().trim().max(40).default('').catch(''),
  to: z.string().optional(),
});
type Typed = z.output<typeof Typed>;

function LookUpPage(props: {
  door: Door;
  typed: Typed;
  errors: readonly FieldError[];
  refusal: string | undefined;
}) {
  const { door, errors } = props;
  const k = kioskMessages(door.lang);
  return (
    <DoorPage door={door} title={k('lookup.title')} why={k('lookup.why')} back={doorUrl(door, '/dich-vu')}>
      <ErrorSummary errors={errors} detail={props.refusal} lang={door.lang} />
      <form method="post" action={doorUrl(door, '/tra-cuu')} class="stack" data-lookup="">
        <Field
          name="so"
          label={k('lookup.number')}
          value={props.typed.so}
          error={errorFor(errors, 'so')}
          autocomplete="off"
          lang={door.lang}
        />
        <Field
          name="ma"
          label={k('lookup.secret')}
          error={errorFor(errors, 'ma')}
          autocomplete="off"
          lang={door.lang}
        />
        <p class="door-go">
          <Button look="primary">{k('lookup.submit')}</Button>
        </p>
      </form>
    </DoorPage>
  );
}

const STEPS = { done: 'done', now: 'now', 'to-come': 'next' } as const;

/** The answer at the kiosk: status, date, what is missing, and the way to the result. No name, as everywhere in the look-up. */
function FoundPage(props: {
  door: Door;
  found: LookUp;
  /** What was typed: opens the paying, too. */
  typed: Typed;
  payable: boolean;
  /** The line that gives out results; undefined where the hall has none of its own. */
  collect: string | undefined;
}) {
  const { door, found, typed } = props;
  const k = kioskMessages(door.lang);
  const ready = found.status === STATUS.finished;
  return (
    <DoorPage
      door={door}
      title={found.statusText}
      why={found.due === null ? undefined : k('lookup.due', { due: formatDateTime(found.due, door.lang) })}
      back={doorUrl(door, '/tra-cuu')}
    >
      {ready ? <Notice tone="ok" role="status" title={k('lookup.result-ready')} /> : null}
      {found.owed > 0 ? (
        <Notice tone="soon" title={k('lookup.owed', { amount: found.owed.toLocaleString('vi-VN') })}>
          {props.payable ? (
            <form method="post" action="/thanh-toan" class="door-go">
              <input type="hidden" name="so" value={found.number} />
              <input type="hidden" name="ma" value={typed.ma} />
              <Button look="primary">{k('lookup.pay')}</Button>
            </form>
          ) : (
            <p>{k('fn.payment.else')}</p>
          )}
        </Notice>
      ) : null}
      <p>
        <span class="code">{found.number}</span> · {found.procedureName}
      </p>
      {found.missing.length === 0 ? null : (
        <section class="stack-s">
          <h2>{k('lookup.missing')}</h2>
          <ul class="papers">
            {found.missing.map((item, index) => (
              <li key={index}>
                {item.content}
                {item.guidance === '' ? null : <span class="soft small"> {item.guidance}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Timeline
        lang={door.lang}
        steps={found.stages.map((stage) => ({
          state: stage.key === 'waiting' ? 'wait' : STEPS[stage.state],
          what: stage.text,
          ...(stage.who === '' ? {} : { who: stage.who }),
          ...(stage.at === null ? {} : { when: formatDateTime(stage.at, door.lang) }),
        }))}
      />
      <p class="door-go">
        {ready ? (
          <ButtonLink
            look="primary"
            href={
              props.collect === undefined
                ? doorUrl(door, '/linh-vuc', { nhom: '1' })
                : doorUrl(door, '/uu-tien', {
                    nhom: props.collect,
                    can: k('lookup.collect-need', { number: found.number }),
                  })
            }
          >
            {k('lookup.collect')}
          </ButtonLink>
        ) : null}
        <ButtonLink href={doorUrl(door, '/tra-cuu')}>{k('lookup.another')}</ButtonLink>
      </p>
    </DoorPage>
  );
}

/** A dossier that only the provincial system has: where it stands, and as of when. */
function MirroredPage({ door, face, now }: { door: Door; face: MirrorFace; now: Temporal.Instant }) {
  const { said } = face;
  const stale = said === null ? null : staleInWords(said, door.lang, 'public');
  return (
    <DoorPage
      door={door}
      title={statusName(face.status)}
      why={said === null ? undefined : saidInWords(said, door.lang)}
      back={doorUrl(door, '/tra-cuu')}
    >
      {stale === null ? null : <Notice tone="soon" title={stale} />}
      <p>{mirroredSentence(face, now, door.lang)}</p>
      <p>
        <span class="code">{face.number}</span> · {face.procedureName}
      </p>
    </DoorPage>
  );
}

async function answerLookUp(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { door } = await openDoor(ctx, request, '/kiosk');
  const k = kioskMessages(door.lang);
  const typed = Typed.parse(request.body ?? {});
  const errors = [
    ...(typed.so === '' ? [{ path: 'so', message: k('lookup.need-number') }] : []),
    ...(typed.ma === '' ? [{ path: 'ma', message: k('lookup.need-secret') }] : []),
  ];
  const again = (refusal: string | undefined, status: number) =>
    reply.html(<LookUpPage door={door} typed={typed} errors={errors} refusal={refusal} />, status);
  if (errors.length > 0) {
    return again(undefined, 422);
  }
  try {
    const any = await lookUpAny(ctx, request.actor, typed.so, typed.ma, request.lang);
    if (any.kind === 'mirrored') {
      return reply.html(<MirroredPage door={door} face={any.face} now={ctx.clock.now()} />);
    }
    const found = any.view;
    const functions = await listKioskFunctions(ctx, request.actor);
    const collect = resultGroup(await listOpenGroups(ctx, request.actor))?.letter;
    const payable = functions.some(({ kind, state }) => kind === 'payment' && state === 'ready');
    return reply.html(
      <FoundPage door={door} found={found} typed={typed} payable={payable} collect={collect} />,
    );
  } catch (error) {
    if (isProblem(error, 'not-found') || isProblem(error, 'rate-limited')) {
      return again(error.details.detail, error.status);
    }
    throw error;
  }
}

const HelpForm = z.object({
  requestId: z.uuid(),
  ve: z.string().startsWith('/kiosk').max(600).default('/kiosk').catch('/kiosk'),
});

/** What a kiosk does besides numbers: the list with real states, look-up, the way to the portal, help, the log of card readings. */
export function mountKioskServices(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/kiosk/dich-vu',
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, '/kiosk');
      return reply.html(
        <ServicesPage door={door} functions={await listKioskFunctions(ctx, request.actor)} />,
      );
    },
  });
  page(app, {
    url: '/kiosk/nop-ho-so',
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, '/kiosk');
      const { portalUrl } = await getHallSettings(ctx, request.actor);
      return reply.html(<FilingPage door={door} portal={portalUrl === '' ? PORTAL : portalUrl} />);
    },
  });
  page(app, {
    url: '/kiosk/tra-cuu',
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, '/kiosk');
      const typed = { so: '', ma: '' };
      return reply.html(<LookUpPage door={door} typed={typed} errors={[]} refusal={undefined} />);
    },
  });
  page(app, {
    method: 'POST',
    url: '/kiosk/tra-cuu',
    perMinute: PER_MINUTE,
    handler: (request, reply) => answerLookUp(ctx, request, reply),
  });
  page(app, {
    method: 'POST',
    url: '/kiosk/goi-can-bo',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      const form = HelpForm.safeParse(request.body);
      if (!form.success) {
        throw new Problem('bad-request', { detail: kioskMessages(request.lang)('fn.help.else') });
      }
      await callHelp(ctx, request.actor, form.data.requestId);
      return reply.redirect(form.data.ve, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: '/kiosk/danh-tinh',
    perMinute: PER_MINUTE,
    handler: async (request, reply) => {
      await noteIdentity(ctx, request.actor, IdentityNote.parse(request.body));
      return reply.code(204).send();
    },
  });
}
