import type { PushPolicy } from '#integrations/web-push/address.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { noteAiring } from '../commands/air.ts';
import { approveNews, withdrawNews } from '../commands/approve.ts';
import { addContact, endByToken, listenToNews, removeContact, stopListening } from '../commands/audience.ts';
import { keepRecording, makeAudio } from '../commands/audio.ts';
import type { Ways } from '../commands/carriers.ts';
import { deliver, sweep } from '../commands/deliver.ts';
import { sendBack, submitNews, takeBack } from '../commands/hand-in.ts';
import { markDone, resendChannel } from '../commands/resend.ts';
import { saveTemplate } from '../commands/save-template.ts';
import { renewToken, saveFacebook, saveLoudspeakers, saveSpeaker, saveVoice } from '../commands/settings.ts';
import {
  beginCorrection,
  changeNews,
  chooseChannels,
  createNews,
  dropDraft,
  resetVersion,
  saveVersion,
} from '../commands/write.ts';
import type { NewsAction } from '../policy.ts';
import { getNewsFile, getSound, listNewsFor, newsCounts } from '../queries.ts';
import { channelSettings, listContactsFor, playList } from '../queries-channels.ts';
import { getTemplate, listTemplates } from '../queries-templates.ts';
import { CHANNELS, type ContactInput, type ListenerInput, type NewsInput, VersionInput } from '../schema.ts';
import {
  AiringInput,
  FacebookInput,
  LoudspeakerInput,
  SpeakerInput,
  VoiceInput,
} from '../schema-channels.ts';
import type { TemplateInput } from '../schema-templates.ts';

/** Something that an actor may try with news: under which action, by which name, on which piece of news. */
type NewsAct = readonly [
  action: NewsAction,
  name: string,
  act: (actor: Actor, id: string) => Promise<unknown>,
];

/** What the acts need. */
interface Parts {
  input(): NewsInput;
  template(): TemplateInput;
  contact(): ContactInput;
  readonly listener: ListenerInput;
  readonly push: PushPolicy;
  readonly ways: Ways;
}

const refused = () => Promise.reject(new Problem('forbidden', { detail: '' }));
const airing = AiringInput.parse({ id: 'x/1', startedAt: '2026-05-04T08:00:00+07:00', result: 'played' });
const reason = { requestId: newId(), reason: 'Lý do ví dụ' };

/** Every command and every query of the module, for tests of rights. */
export const newsActs = (ctx: AppContext, parts: Parts): readonly NewsAct[] => [
  ['read', 'file', (actor, id) => getNewsFile(ctx, actor, id)],
  ['read', 'list', (actor) => listNewsFor(ctx, actor, 'live')],
  ['read', 'counts', (actor) => newsCounts(ctx, actor)],
  ['read', 'sound', (actor, id) => getSound(ctx, actor, id, 1)],
  ['write', 'create', (actor) => createNews(ctx, actor, parts.input(), undefined)],
  ['write', 'change', (actor, id) => changeNews(ctx, actor, id, parts.input(), undefined)],
  [
    'write',
    'version',
    (actor, id) => saveVersion(ctx, actor, id, 'web', VersionInput.parse({ requestId: newId(), edits: 0 })),
  ],
  ['write', 'reset', (actor, id) => resetVersion(ctx, actor, id, 'web', 0)],
  ['write', 'channels', (actor, id) => chooseChannels(ctx, actor, id, ['web'], 0, CHANNELS)],
  ['write', 'correction', (actor, id) => beginCorrection(ctx, actor, id, 'Sai ngày nghỉ')],
  ['write', 'drop', (actor, id) => dropDraft(ctx, actor, id)],
  ['write', 'submit', (actor, id) => submitNews(ctx, actor, id, 0)],
  ['write', 'take back', (actor, id) => takeBack(ctx, actor, id)],
  ['write', 'sound', (actor, id) => makeAudio(ctx, actor, id)],
  ['write', 'recording', (actor, id) => keepRecording(ctx, actor, id, new Uint8Array())],
  [
    'approve',
    'approve',
    (actor, id) => approveNews(ctx, actor, id, { requestId: newId(), edits: 0, reason: '' }),
  ],
  ['approve', 'send back', (actor, id) => sendBack(ctx, actor, id, 'Xin sửa lại')],
  ['approve', 'withdraw', (actor, id) => withdrawNews(ctx, actor, id, reason)],
  ['resend', 'resend', (actor, id) => resendChannel(ctx, actor, id, 'web', true)],
  ['resend', 'done', (actor, id) => markDone(ctx, actor, id, 'group')],
  ['contacts', 'list', (actor) => listContactsFor(ctx, actor)],
  ['contacts', 'add', (actor) => addContact(ctx, actor, parts.contact())],
  ['contacts', 'remove', (actor, id) => removeContact(ctx, actor, id)],
  ['read', 'templates', (actor) => listTemplates(ctx, actor)],
  ['read', 'template', (actor) => getTemplate(ctx, actor, 'bao-lu')],
  ['templates', 'template change', (actor) => saveTemplate(ctx, actor, 'khong-co-mau-nay', parts.template())],
  ['settings', 'see', (actor) => channelSettings(ctx, actor)],
  [
    'settings',
    'facebook',
    (actor) => saveFacebook(ctx, actor, FacebookInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'loudspeakers',
    (actor) => saveLoudspeakers(ctx, actor, LoudspeakerInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'voice',
    (actor) => saveVoice(ctx, actor, VoiceInput.parse({ requestId: newId(), mode: 'off' })),
  ],
  [
    'settings',
    'speaker',
    (actor, id) =>
      saveSpeaker(ctx, actor, SpeakerInput.parse({ requestId: newId(), id, name: 'Cụm loa ví dụ' })),
  ],
  ['follow', 'listen', (actor) => listenToNews(ctx, actor, parts.listener, parts.push)],
  ['follow', 'stop', (actor) => stopListening(ctx, actor, 'https://may-khac.example/1')],
  ['follow', 'end', (actor) => endByToken(ctx, actor, 'khong-co')],
  ['follow', 'play list', (actor) => playList(ctx, actor, 'khong-co')],
  ['follow', 'airing', (actor) => noteAiring(ctx, actor, 'khong-co', airing)],
  ['deliver', 'sweep', (actor) => (actor.kind === 'system' ? sweep(ctx, actor) : refused())],
  [
    'deliver',
    'tell',
    (actor, id) => (actor.kind === 'system' ? deliver(ctx, actor, id, parts.ways) : refused()),
  ],
  ['deliver', 'renew', (actor) => (actor.kind === 'system' ? renewToken(ctx, actor) : refused())],
];
