import { lookUp } from '#modules/dossiers/commands/look-up.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { choiceMessages } from '../messages-choice.ts';
import { NOTICE_POLICY } from '../policy.ts';
import { findNotice } from '../repo.ts';
import { findEmail } from '../repo-emails.ts';
import { consentsOf } from '../repo-lists.ts';
import { CHANNELS, type Channel } from '../schema.ts';
import { noticeAddress } from '../subscribe.ts';
import { noticeOfKey } from './choice-link.ts';
import { keepChoice } from './consent.ts';

const t = choiceMessages('vi');

/** How somebody proves whose choice it is: the signed link of a notice, or number and secret of the dossier. */
export type Proof =
  | { readonly by: 'link'; readonly key: string }
  | { readonly by: 'secret'; readonly number: string; readonly secret: string };

/** Addresses and what is chosen for them. */
export interface Choice {
  readonly subject: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly wants: Readonly<Record<Channel, boolean>>;
  /** Whether whoever reads the e-mail address said that it is theirs. */
  readonly emailConfirmed: boolean;
}

interface Opened {
  readonly subject: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly evidence: string;
}

async function open(ctx: AppContext, actor: Actor, proof: Proof): Promise<Opened> {
  if (proof.by === 'link') {
    const id = await noticeOfKey(ctx, actor.centreId, proof.key);
    const notice = id === null ? null : await readOnly(ctx, actor, (tx) => findNotice(tx, id));
    if (notice === null) {
      throw new Problem('not-found', { detail: t('link-wrong') });
    }
    return {
      subject: notice.subject,
      phone: notice.phone,
      email: notice.email,
      evidence: `${notice.subject} ${notice.id}`,
    };
  }
  const { dossierId, number } = await lookUp(ctx, actor, proof.number, proof.secret);
  const dossier = await readOnly(ctx, actor, (tx) => findDossierIn(tx, { id: dossierId }));
  if (dossier === null) {
    throw new Problem('not-found', { detail: t('link-wrong') });
  }
  return { subject: number, ...noticeAddress(dossier), evidence: number };
}

/** What somebody has chosen. @throws Problem `forbidden`, `not-found`, `rate-limited` */
export async function readChoice(ctx: AppContext, actor: Actor, proof: Proof): Promise<Choice> {
  authorise(NOTICE_POLICY, actor, 'choose', { centreId: actor.centreId });
  const { evidence: _, ...opened } = await open(ctx, actor, proof);
  const [consents, standing] = await readOnly(
    ctx,
    actor,
    async (tx) =>
      [
        await consentsOf(tx, opened),
        opened.email === null ? null : await findEmail(tx, opened.email),
      ] as const,
  );
  const emailConfirmed = (standing?.confirmedAt ?? null) !== null;
  const wants = (channel: Channel) => consents.find((one) => one.channel === channel)?.wants ?? false;
  return {
    ...opened,
    emailConfirmed,
    wants: { zalo: wants('zalo'), sms: wants('sms'), email: wants('email') },
  };
}

/** Keeps how somebody wants to be told: what is not ticked is taken back. @throws Problem `forbidden`, `not-found`, `rate-limited` */
export async function saveChoice(
  ctx: AppContext,
  actor: Actor,
  proof: Proof,
  wanted: readonly Channel[],
): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'choose', { centreId: actor.centreId });
  const { phone, email, evidence } = await open(ctx, actor, proof);
  const at = ctx.clock.now();
  const said = {
    phone,
    email,
    how: proof.by === 'link' ? 'link' : 'own-page',
    byName: '',
    evidence,
    at,
  } as const;
  const choice = Object.fromEntries(CHANNELS.map((channel) => [channel, wanted.includes(channel)]));
  await inTransaction(ctx, actor, (tx) => keepChoice(tx, actor.centreId, said, choice));
}
