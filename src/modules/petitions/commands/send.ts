import { record } from '#modules/audit/commands/record.ts';
import { type Actor, isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { PETITION_POLICY } from '../policy.ts';
import { addLine, findPetition, insertPetition, nextNumber } from '../repo.ts';
import { complaintIn } from '../rules/complaint.ts';
import { Kind, type Petition, type SendInput } from '../schema.ts';
import { tellClock, withClockSeq, withDue } from './clock.ts';
import { keepPhotos, type SentPhoto, takePhotos, withStored } from './photos.ts';
import { tokenFor } from './secret.ts';

const t = refusals('vi');

/** What a petition would be that has to go to citizen reception; null for one that may be taken. */
export function complaintOf(input: SendInput): 'complaint' | 'denunciation' | null {
  if (input.kind === 'complaint' || input.kind === 'denunciation') {
    return input.kind;
  }
  return input.notComplaint === 'yes' ? null : complaintIn(input.text);
}

function draftOf(actor: Actor, input: SendInput, at: Temporal.Instant): Petition {
  const kind = Kind.parse(input.kind);
  const { text, place, village, lat, lng, name, phone, email, tell } = input;
  return {
    id: newId(),
    centreId: actor.centreId,
    number: '',
    requestId: input.requestId,
    kind,
    channel: isStaff(actor) ? 'noted' : 'web',
    notedBy: isStaff(actor) ? actor.displayName : '',
    said: {
      text,
      place,
      village,
      ...(lat === null || lng === null ? { lat: null, lng: null } : { lat, lng }),
    },
    sender: { name, phone, email, tell },
    state: 'received',
    round: 1,
    field: null,
    nature: null,
    unitId: null,
    firstReceivedAt: at,
    receivedAt: at,
    pauses: [],
    waitingSince: null,
    dueAt: null,
    answer: '',
    draftedBy: null,
    draftedByName: '',
    approvedBy: null,
    approvedByName: '',
    approvedAt: null,
    satisfied: null,
    publication: null,
    publishedAt: null,
    publishedBy: null,
    aloneReason: '',
    erasedAt: null,
    seq: 1,
    clockSeq: null,
  };
}

/**
 * Takes a petition or question. Complaints and denunciations are refused with the way to citizen reception, and nothing of
 * them is stored (NĐ 118/2025 Đ8 k.1đ). A repeat of the same request gives the same petition.
 * @returns the secret part of the sender's address
 * @throws Problem `forbidden`, `not-allowed-now` for a complaint, `too-large`, `unsupported-file`, `validation`
 */
export async function sendPetition(
  ctx: AppContext,
  actor: Actor,
  input: SendInput,
  sent: readonly SentPhoto[],
): Promise<string> {
  authorise(PETITION_POLICY, actor, 'send', { centreId: actor.centreId });
  if (complaintOf(input) !== null) {
    throw new Problem('not-allowed-now', { detail: t('complaint') });
  }
  const { text: token, hash } = await tokenFor(ctx, actor.centreId, input.requestId);
  const known = await readOnly(ctx, actor, (tx) => findPetition(tx, { requestId: input.requestId }));
  if (known !== undefined) {
    return token;
  }
  const at = ctx.clock.now();
  const draft = draftOf(actor, input, at);
  const photos = await takePhotos(sent);
  return withStored(ctx, { centreId: draft.centreId, petitionId: draft.id }, photos, () =>
    inTransaction(ctx, actor, async (tx) => {
      // The number's lock makes a second press wait until the first is there to be found.
      const number = await nextNumber(tx, actor.centreId, localDay(at).year);
      if ((await findPetition(tx, { requestId: input.requestId })) !== undefined) {
        return { kept: false, value: token };
      }
      const petition = withClockSeq(null, await withDue(tx, { ...draft, number }));
      await insertPetition(tx, petition, hash);
      await keepPhotos(tx, petition, photos, at);
      const line = {
        seq: 1,
        type: 'received',
        state: petition.state,
        round: 1,
        at,
        byName: petition.notedBy,
        words: '',
        late: false,
      } as const;
      const byId = isStaff(actor) ? actor.accountId : null;
      await addLine(tx, petition, { ...line, byId, requestId: input.requestId });
      const scope = { tx, actor, at };
      await tellClock(ctx, null, petition, '', scope);
      await ctx.events.emit('petition.changed', { petition, line }, scope);
      const detail = { number, kind: petition.kind, photos: photos.length };
      await record(
        tx,
        actor,
        { action: 'petition.received', subjectType: 'petition', subjectId: petition.id, detail },
        at,
      );
      return { kept: true, value: token };
    }),
  );
}
