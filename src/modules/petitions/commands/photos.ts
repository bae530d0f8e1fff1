import { createHash } from 'node:crypto';
import { takeCitizenFile } from '#modules/documents/commands/citizen-file.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { refusals } from '../messages.ts';
import { insertPhoto, listPhotos } from '../repo.ts';
import { LIMITS, type Petition } from '../schema.ts';
import { photoKey } from '../store-keys.ts';

const t = refusals('vi');

/** A file as it came over the wire. */
export interface SentPhoto {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A photograph drawn anew, ready to be kept. */
export interface TakenPhoto {
  readonly id: string;
  readonly content: Uint8Array;
}

function refuse(code: 'too-large' | 'unsupported-file', message: string): never {
  throw new Problem(code, { detail: message, fields: [{ path: 'photos', message }] });
}

/**
 * Looks at what a stranger sent, by its bytes: photographs are drawn anew without place, device or time in them; everything else is refused.
 * @throws Problem `too-large`, `unsupported-file`, `validation` in words that say how to mend it
 */
export async function takePhotos(sent: readonly SentPhoto[]): Promise<readonly TakenPhoto[]> {
  if (sent.length > LIMITS.photos) {
    refuse('too-large', t('too-many-photos', { max: LIMITS.photos }));
  }
  const taken: TakenPhoto[] = [];
  for (const { name, bytes } of sent) {
    try {
      const { content, mediaType } = await takeCitizenFile(bytes, name);
      if (mediaType !== 'image/jpeg') {
        refuse('unsupported-file', t('only-photos'));
      }
      taken.push({ id: newId(), content });
    } catch (error) {
      if (error instanceof Problem) {
        const message = error.details.detail;
        throw new Problem(error.code, { detail: message, fields: [{ path: 'photos', message }] });
      }
      throw error;
    }
  }
  return taken;
}

/**
 * Runs the work that stores the rows, with the bytes in the store before it and out of it again where it fails or keeps nothing.
 * @param work whether the rows were stored
 */
export async function withStored<T>(
  ctx: AppContext,
  place: { readonly centreId: string; readonly petitionId: string },
  photos: readonly TakenPhoto[],
  work: () => Promise<{ readonly kept: boolean; readonly value: T }>,
): Promise<T> {
  const keys = photos.map(({ id }) => photoKey(place.centreId, place.petitionId, id));
  let kept = false;
  try {
    for (const [index, { content }] of photos.entries()) {
      await ctx.storage.put(keys[index] ?? '', content);
    }
    const done = await work();
    kept = done.kept;
    return done.value;
  } finally {
    if (!kept) {
      await Promise.all(keys.map((key) => ctx.storage.delete(key).catch(() => undefined)));
    }
  }
}

/** Adds the rows of photographs. @throws Problem `too-large` past what a petition may hold */
export async function keepPhotos(
  tx: Tx,
  petition: Pick<Petition, 'id' | 'centreId'>,
  photos: readonly TakenPhoto[],
  at: Temporal.Instant,
): Promise<void> {
  const known = photos.length === 0 ? [] : await listPhotos(tx, petition.id);
  if (known.length + photos.length > LIMITS.photosInAll) {
    refuse('too-large', t('too-many-photos', { max: LIMITS.photosInAll }));
  }
  for (const { id, content } of photos) {
    const sha256 = createHash('sha256').update(content).digest();
    await insertPhoto(tx, petition, { id, size: content.length, addedAt: at, sha256 });
  }
}
