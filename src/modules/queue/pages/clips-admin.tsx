import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import { can } from '#platform/policy.ts';
import { folderClips, STANDARD_VOICE } from '#platform/speech/clips.ts';
import { Button, Empty, Notice, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { CALL_CLIPS, CLIP_BYTES, resetClip, saveClip } from '../commands/clips.ts';
import { messages as refusals } from '../messages.ts';
import { screenMessages } from '../messages-screens.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import { listClips, reviewScreens } from '../queries-screens.ts';
import type { OwnClip } from '../schema-screens.ts';
import { screensMessages } from './screens-messages.ts';

const t = screensMessages('vi');
const HOME = '/can-bo/quan-tri/giong-doc';
const Query = z.object({ xong: z.string().optional().catch(undefined) });
const ResetForm = z.object({ clip: z.string().min(1).max(60) });

/** "tu-đến-quầy-số" → "đến quầy số". */
function wordOf(clip: string): string {
  return clip.replace(/^(tu|chu)-/, '').replaceAll('-', ' ');
}

interface ClipRow {
  readonly clip: string;
  readonly word: string;
  readonly own: OwnClip | undefined;
  readonly standard: boolean;
}

function Source({ row }: { row: ClipRow }) {
  if (row.own !== undefined) {
    const seconds = (row.own.durationMs / 1000).toFixed(1).replace('.', ',');
    return <StatusTag tone="ok">{t('clips.own', { seconds })}</StatusTag>;
  }
  return row.standard ? (
    <StatusTag tone="neutral">{t('clips.standard')}</StatusTag>
  ) : (
    <StatusTag tone="late">{t('clips.none')}</StatusTag>
  );
}

function Listen({ row }: { row: ClipRow }) {
  const folder = row.own === undefined ? 'chung' : 'rieng';
  return row.own === undefined && !row.standard ? null : (
    // biome-ignore lint/a11y/useMediaCaption: one spoken word, which stands written in the same row
    <audio
      controls
      preload="none"
      src={`/bang-goi/giong/${folder}/${encodeURIComponent(row.clip)}`}
      aria-label={`${t('clips.listen')} ${row.word}`}
    />
  );
}

function Change({ row }: { row: ClipRow }) {
  return (
    <span class="actions">
      <form method="post" action={HOME} enctype="multipart/form-data" class="actions">
        <input type="hidden" name="clip" value={row.clip} />
        <input
          type="file"
          name="tep"
          accept="audio/*"
          required
          aria-label={t('clips.file', { word: row.word })}
        />
        <Button>
          {t('clips.replace')}
          <span class="sr-only"> {row.word}</span>
        </Button>
      </form>
      {row.own === undefined ? null : (
        <form method="post" action={`${HOME}/bo`}>
          <input type="hidden" name="clip" value={row.clip} />
          <Button look="quiet">
            {t('clips.reset')}
            <span class="sr-only"> {row.word}</span>
          </Button>
        </form>
      )}
    </span>
  );
}

/** What is missing, in one notice: of the commune's voice, and, worse, of every voice. */
function Missing({ rows }: { rows: readonly ClipRow[] }) {
  const words = (some: readonly ClipRow[]) => some.map(({ word }) => word).join(', ');
  const lost = rows.filter(({ own, standard }) => own === undefined && !standard);
  const missing = rows.filter(({ own }) => own === undefined);
  return (
    <>
      {lost.length === 0 ? null : <Notice tone="late" title={t('clips.lost', { words: words(lost) })} />}
      {missing.length === 0 ? (
        <Notice tone="ok" title={t('clips.complete')} />
      ) : (
        <p class="measure">{t('clips.missing', { count: missing.length, words: words(missing) })}</p>
      )}
    </>
  );
}

function ClipsPage(props: {
  actor: StaffActor;
  centre: { name: string } | undefined;
  rows: readonly ClipRow[];
  mayChange: boolean;
  saved: boolean;
  refused: string | undefined;
}) {
  const { rows } = props;
  return (
    <OfficerLayout title={t('clips.title')} actor={props.actor} centre={props.centre} path="/can-bo/quan-tri">
      <PageHead title={t('clips.title')} why={t('clips.why')} />
      {props.saved ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      {props.refused ? <Notice tone="late" role="alert" title={props.refused} /> : null}
      <Missing rows={rows} />
      {props.mayChange ? <p class="soft small">{t('clips.limits')}</p> : null}
      <Table
        caption={t('clips.title')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.clip}
        empty={<Empty title={t('clips.none')} />}
        columns={[
          { key: 'word', header: t('clips.word'), primary: true, cell: (row) => row.word },
          { key: 'now', header: t('clips.now'), cell: (row) => <Source row={row} /> },
          { key: 'listen', header: t('clips.listen'), cell: (row) => <Listen row={row} /> },
          ...(props.mayChange
            ? [{ key: 'change', header: t('clips.replace'), cell: (row: ClipRow) => <Change row={row} /> }]
            : []),
        ]}
      />
    </OfficerLayout>
  );
}

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: refusals('vi')('sign-in') });
  }
  return request.actor;
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Problem,
): Promise<FastifyReply> {
  const actor = staffOf(request);
  // Asked for its right: the list of recordings alone is what every board reads.
  await reviewScreens(ctx, actor);
  const own = await listClips(ctx, actor);
  const standard = new Set(await folderClips(STANDARD_VOICE).list());
  const rows = CALL_CLIPS.map((clip) => ({
    clip,
    word: wordOf(clip),
    own: own.find((one) => one.clip === clip),
    standard: standard.has(clip.normalize('NFC')),
  }));
  return reply.html(
    <ClipsPage
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      rows={rows}
      mayChange={can(SCREEN_POLICY, actor, 'clips.change', actor)}
      saved={Query.parse(request.query).xong !== undefined}
      refused={refused?.details.detail}
    />,
    refused?.status ?? 200,
  );
}

async function upload(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = staffOf(request);
  try {
    const form = await readUpload(request, { maxBytes: CLIP_BYTES });
    const [file] = form.files;
    if (file === undefined) {
      const message = screenMessages('vi')('clip.no-file');
      throw new Problem('validation', { detail: message, fields: [{ path: 'tep', message }] });
    }
    await saveClip(ctx, actor, { clip: form.fields['clip'] ?? '', bytes: file.bytes });
  } catch (error) {
    if (isProblem(error, 'validation') || isProblem(error, 'too-large')) {
      return show(ctx, request, reply, error);
    }
    throw error;
  }
  return reply.redirect(`${HOME}?xong=1`, 303);
}

/** Mounts /can-bo/quan-tri/giong-doc: listen to every word of a call, replace it, go back to the standard. */
export function mountClipsAdmin(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: HOME, handler: (request, reply) => show(ctx, request, reply) });
  page(app, { method: 'POST', url: HOME, handler: (request, reply) => upload(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: `${HOME}/bo`,
    handler: async (request, reply) => {
      await resetClip(ctx, staffOf(request), ResetForm.parse(request.body).clip);
      return reply.redirect(`${HOME}?xong=1`, 303);
    },
  });
}
