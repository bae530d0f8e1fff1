import type { Question } from '#modules/procedures/rules/questions.ts';
import type { Lang } from '#platform/i18n.ts';
import { keysOf } from '#platform/lists.ts';
import { Button, ButtonLink, Empty, Notice, RequestId } from '#ui/components.ts';
import type { Matter, Paper } from '../procedure.ts';
import type { DayTold } from '../queries-screens.ts';
import { PRIORITY_REASONS } from '../rules/priority.ts';
import type { ServiceGroup } from '../schema.ts';
import { appointmentTexts } from './appointment-messages.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { kioskMessages } from './kiosk-messages.ts';
import { messages } from './messages.ts';
import { GroupAnswers, type Line, lineWords, nameOf } from './steps-groups.tsx';

/** How many papers a screen shows before it says "and so many more". */
const SHOWN_PAPERS = 8;
/** Further ways from the first page; whoever adds a function to the kiosk adds its line here. */
const FIRST_PAGE_LINKS: readonly {
  readonly path: string;
  readonly at: readonly Door['base'][];
  label(lang: Lang): string;
}[] = [
  { path: '/hen', at: ['/kiosk'], label: (lang) => appointmentTexts(lang)('kiosk.link') },
  { path: '/hen', at: ['/lay-so'], label: (lang) => appointmentTexts(lang)('phone.link') },
  { path: '/dich-vu', at: ['/kiosk'], label: (lang) => kioskMessages(lang)('start.services') },
];

const REASONS = keysOf(PRIORITY_REASONS);

/** One large forgiving box. Elder mode goes along. */
function DoorSearch({ door, words }: { door: Door; words?: string }) {
  const t = messages(door.lang);
  const k = kioskMessages(door.lang);
  return (
    <search>
      <form method="get" action={`${door.base}/tim`}>
        {door.large ? <input type="hidden" name="to" value="1" /> : null}
        <div class="search search-large">
          <input
            class="input"
            type="search"
            name="q"
            value={words}
            placeholder={t('start.example')}
            aria-label={t('start.title')}
            autocomplete="off"
          />
          <Button look="primary">{t('start.search')}</Button>
        </div>
        <p
          class="door-voice"
          data-voice=""
          data-heard={k('voice.heard')}
          data-failed={k('voice.failed')}
          hidden
        >
          <button class="btn" type="button" data-voice-start="" data-listening={k('voice.listening')}>
            {k('voice.speak')}
          </button>
          <span role="status" data-voice-note="" />
        </p>
      </form>
    </search>
  );
}

/** In elder mode: guidance and results first (lines without fields of their own), everything else one touch away. */
function FewAnswers(props: { door: Door; groups: readonly ServiceGroup[]; lines: readonly Line[] }) {
  const { door, groups } = props;
  const simple = groups.filter(({ fields }) => fields.length === 0);
  return (
    <>
      <GroupAnswers {...props} groups={simple.length === 0 ? groups : simple} />
      {simple.length === 0 || simple.length === groups.length ? null : (
        <ul class="answers">
          <li>
            <a class="btn answer" href={doorUrl(door, '/linh-vuc', { nhom: '1' })}>
              {kioskMessages(door.lang)('start.more-groups')}
            </a>
          </li>
        </ul>
      )}
    </>
  );
}

/** First question: what do you need? In words, spoken, by card, by group, by field. */
export function StartPage(props: {
  door: Door;
  groups: readonly ServiceGroup[];
  lines: readonly Line[];
  /** What the hall's day has to say, e.g. that it closes. */
  day: string | undefined;
}) {
  const { door } = props;
  const t = messages(door.lang);
  const k = kioskMessages(door.lang);
  return (
    <DoorPage door={door} title={t('start.title')} why={t('start.why')} first>
      <DoorSearch door={door} />
      {door.base === '/kiosk' ? <p class="kiosk-card-invite">{k('card.invite')}</p> : null}
      <section class="stack-s" data-live-topics={door.hallTopic}>
        <h2>{t('start.groups')}</h2>
        <div data-live-region="answers" class="stack-s">
          {props.day === undefined ? null : <Notice tone="soon" title={props.day} />}
          {door.large ? <FewAnswers {...props} /> : <GroupAnswers {...props} />}
        </div>
      </section>
      <p class="door-links">
        {door.large ? null : (
          <a class="btn" href={doorUrl(door, '/linh-vuc')}>
            {k('start.fields')}
          </a>
        )}
        {FIRST_PAGE_LINKS.filter(({ at }) => at.includes(door.base)).map((link) => (
          <a key={link.path} class="btn" href={doorUrl(door, link.path)}>
            {link.label(door.lang)}
          </a>
        ))}
      </p>
    </DoorPage>
  );
}

/** The question that tells close relatives apart, an answer a button. */
function AskApart({ door, words, question }: { door: Door; words: string; question: Question }) {
  return (
    <section class="stack-s" aria-labelledby="hoi-lai">
      <h2 id="hoi-lai">{question.asks[door.lang]}</h2>
      <ul class="answers">
        {question.choices.map(({ code, says }) => (
          <li key={code}>
            <a
              class="btn answer answer-suggested"
              href={doorUrl(door, '/viec', { 'thu-tuc': code, can: words })}
            >
              {says[door.lang]}
            </a>
          </li>
        ))}
      </ul>
      <p class="soft">{kioskMessages(door.lang)('found.else')}</p>
    </section>
  );
}

/** Second question: is it one of these? */
export function FoundPage(props: {
  door: Door;
  words: string;
  /** Tells the first answers apart; null where there is nothing to ask. */
  question: Question | null;
  found: readonly Pick<Matter, 'code' | 'name'>[];
  groups: readonly ServiceGroup[];
  lines: readonly Line[];
}) {
  const { door, words, found } = props;
  const t = messages(door.lang);
  const again = <DoorSearch door={door} words={words} />;
  if (found.length === 0) {
    return (
      <DoorPage
        door={door}
        title={t('found.none', { words })}
        why={t('found.none.why')}
        back={doorUrl(door, '')}
      >
        {again}
        <GroupAnswers door={door} groups={props.groups} lines={props.lines} need={words} />
      </DoorPage>
    );
  }
  return (
    <DoorPage
      door={door}
      title={t('found.title')}
      back={doorUrl(door, '')}
      say={props.question?.asks[door.lang]}
    >
      {props.question === null ? null : <AskApart door={door} words={words} question={props.question} />}
      <ul class="answers answers-long">
        {found.map((matter) => (
          <li key={matter.code}>
            <a class="btn answer" href={doorUrl(door, '/viec', { 'thu-tuc': matter.code, can: words })}>
              <span class="answer-name" lang="vi">
                {matter.name}
              </span>
            </a>
          </li>
        ))}
        <li>
          <a class="btn answer" href={doorUrl(door, '/viec', { can: words })}>
            {t('found.other')}
          </a>
        </li>
      </ul>
      {again}
    </DoorPage>
  );
}

/** What to bring, as a short tick list. */
export function PaperList({ papers, door }: { papers: readonly Paper[]; door: Pick<Door, 'lang'> }) {
  const t = messages(door.lang);
  const tag = (paper: Paper) => {
    const words = [
      paper.kind === 'show' ? t('matter.show') : '',
      paper.need === 'if-applies' ? t('matter.if') : '',
      paper.need === 'one-of' ? t('matter.one-of') : '',
    ].filter(Boolean);
    return words.length === 0 ? null : <span class="soft small"> ({words.join(', ')})</span>;
  };
  if (papers.length === 0) {
    return <p>{t('matter.bring.none')}</p>;
  }
  return (
    <ul class="papers">
      {papers.slice(0, SHOWN_PAPERS).map((paper, index) => (
        <li key={index}>
          <span lang="vi">{paper.name}</span>
          {tag(paper)}
        </li>
      ))}
      {papers.length > SHOWN_PAPERS ? (
        <li class="soft">{t('matter.bring.more', { count: papers.length - SHOWN_PAPERS })}</li>
      ) : null}
    </ul>
  );
}

/** What the visitor has answered so far; travels in the address and at last in the form. */
export interface Answers {
  readonly group: ServiceGroup;
  readonly matter: Matter | undefined;
  readonly need: string;
  /** The field it was chosen from. */
  readonly field?: string | undefined;
}

/** Back to where the answers came from: the words searched, the field chosen, or the first page. */
function backFrom(door: Door, { need, field }: Answers): string {
  if (field !== undefined) {
    return doorUrl(door, '/linh-vuc', { ten: field });
  }
  return need === '' ? doorUrl(door, '') : doorUrl(door, '/tim', { q: need });
}

/** Third screen: what to bring, how long it takes, take a number. */
export function MatterPage({
  door,
  answers,
  line,
  day,
}: {
  door: Door;
  answers: Answers;
  line: Line | undefined;
  /** The hall's day: outside its hours the page says what to bring, and when numbers are given. */
  day: DayTold;
}) {
  const t = messages(door.lang);
  const k = kioskMessages(door.lang);
  const { group, matter, need } = answers;
  // A line that names the field takes the matter in, whoever decides it.
  const here = matter !== undefined && group.fields.includes(matter.fieldGroup);
  const elsewhere = here ? undefined : matter?.elsewhere;
  return (
    <DoorPage
      door={door}
      title={matter?.name ?? nameOf(group, door)}
      why={matter === undefined ? group.hint : `${t('matter.group')} ${group.letter}: ${nameOf(group, door)}`}
      back={backFrom(door, answers)}
    >
      {elsewhere === undefined ? null : (
        <Notice tone="soon" title={k(`elsewhere.${elsewhere}`)}>
          {matter?.agency === undefined ? null : <p>{k('elsewhere.agency', { agency: matter.agency })}</p>}
          <p>{k('elsewhere.next')}</p>
        </Notice>
      )}
      {matter === undefined ? null : (
        <section class="stack-s">
          <h2>{t('matter.title')}</h2>
          <PaperList papers={matter.papers} door={door} />
          <p class="soft">{t('matter.missing')}</p>
        </section>
      )}
      <section class="stack-s">
        <h2>{t('matter.wait')}</h2>
        <p>{lineWords(line, door)}</p>
        {day.words === undefined ? null : <Notice tone="soon" title={day.words} />}
      </section>
      {day.givesNumbers ? (
        <p class="door-go">
          <ButtonLink
            look="primary"
            wide
            href={doorUrl(door, '/uu-tien', { nhom: group.letter, 'thu-tuc': matter?.code, can: need })}
          >
            {elsewhere === undefined ? t('matter.take') : k('elsewhere.take')}
          </ButtonLink>
        </p>
      ) : null}
    </DoorPage>
  );
}

/** Last question: priority. Each answer takes the number at once. */
export function PriorityPage({
  door,
  answers,
  requestId,
}: {
  door: Door;
  answers: Answers;
  requestId: string;
}) {
  const t = messages(door.lang);
  const k = kioskMessages(door.lang);
  const { group, matter, need } = answers;
  return (
    <DoorPage
      door={door}
      title={t('priority.title')}
      why={t('priority.why')}
      back={doorUrl(door, '/viec', { nhom: group.letter, 'thu-tuc': matter?.code, can: need })}
    >
      <form method="post" action={door.base} class="stack">
        <RequestId value={requestId} />
        <input type="hidden" name="groupId" value={group.id} />
        {matter === undefined ? null : <input type="hidden" name="procedureCode" value={matter.code} />}
        <input type="hidden" name="need" value={need} />
        {door.large ? <input type="hidden" name="to" value="1" /> : null}
        {door.base === '/kiosk' ? (
          <label class="choice">
            <input type="checkbox" name="giay" value="khong" />
            <span>{k('paper.no')}</span>
          </label>
        ) : null}
        <p class="door-go">
          <Button look="primary" wide>
            {t('priority.no')}
          </Button>
        </p>
        <ul class="answers" data-suggested={k('card.suggested')}>
          {REASONS.map((reason) => (
            <li key={reason} data-reason={reason}>
              <button class="btn answer" type="submit" name="priority" value={reason}>
                {t(`priority.${reason}`)}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </DoorPage>
  );
}

/** No line is open: say where to go instead. */
export function NothingOpen({ door, detail }: { door: Door; detail: string }) {
  return (
    <DoorPage door={door} title={messages(door.lang)('start.title')}>
      <Empty title={detail} />
    </DoorPage>
  );
}
