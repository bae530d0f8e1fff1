import type { ComponentChildren } from 'preact';
import { newRequestId } from '#platform/id.ts';
import { Button, Field, Fold, RequestId, Select, TextArea } from '#ui/components.ts';
import { deskMessages, words } from '../messages-pages.ts';
import type { PetitionView } from '../queries.ts';
import { Nature, type OfficerCommand } from '../schema.ts';
import { fieldOptions, type Sent, typedIn } from './frame.tsx';

const t = deskMessages('vi');
type Act = OfficerCommand['type'];

/** Acts that stand open at once: what comes next as a rule. */
const NEXT: ReadonlySet<Act> = new Set(['accept', 'draft', 'approve', 'publish']);

interface Props {
  readonly act: Act;
  readonly view: PetitionView;
  readonly sent: Sent;
}

/** The answers of one form: what was typed in this very form, else what the petition says already. */
function boxes({ act, sent }: Props) {
  const here = typedIn(sent, 'type') === act;
  return (name: string, known?: string) => ({
    name: `${name}`,
    value: (here ? typedIn(sent, name) : undefined) ?? known,
    error: here ? sent.errors.find(({ path }) => path === name)?.message : undefined,
  });
}

function Fields(props: Props): ComponentChildren {
  const { act, view } = props;
  const { petition, units } = view;
  const box = boxes(props);
  const alone = view.alone ? (
    <TextArea {...box('alone')} label={t('alone-label')} hint={t('alone-hint')} rows={2} />
  ) : null;
  const unitOptions = units.map(({ id, name }) => ({ value: id, label: name }));
  switch (act) {
    case 'accept':
      return (
        <>
          <Select
            {...box('field', petition.field ?? '')}
            label={t('field')}
            blank={t('choose')}
            options={fieldOptions('vi')}
          />
          <Select
            {...box('nature', petition.nature ?? '')}
            label={t('nature')}
            blank={t('choose')}
            options={Nature.options.map((value) => ({ value, label: words('vi')(`nature-${value}`) }))}
          />
          <Select {...box('unitId')} label={t('unit')} blank={t('choose')} options={unitOptions} />
        </>
      );
    case 'move':
      return (
        <>
          <Select {...box('unitId')} label={t('unit')} blank={t('choose')} options={unitOptions} />
          <TextArea {...box('words')} label={t('words-move')} />
        </>
      );
    case 'forward':
      return (
        <>
          <Field {...box('agency')} label={t('agency')} />
          <TextArea {...box('words')} label={t('words-forward')} />
        </>
      );
    case 'draft':
      return <TextArea {...box('words', petition.answer)} label={t('words-draft')} rows={8} />;
    case 'approve':
      return alone;
    case 'publish':
    case 'correct': {
      const { publication } = petition;
      return (
        <>
          {act === 'correct' ? <TextArea {...box('words')} label={t('words-correct')} rows={2} /> : null}
          <Field {...box('title', publication?.title)} label={t('public-title')} />
          <TextArea
            {...box('question', publication?.question ?? petition.said.text)}
            label={t('public-question')}
            rows={5}
          />
          <TextArea
            {...box('shownAnswer', publication?.answer ?? petition.answer)}
            label={t('public-answer')}
            rows={8}
          />
          <Field {...box('allowed')} label={t('allowed')} hint={t('allowed-hint')} optional />
          {alone}
        </>
      );
    }
    default:
      return <TextArea {...box('words')} label={t(`words-${act}`)} />;
  }
}

/**
 * The forms of what this officer can do now, the usual one open, each with its own request id. Names of boxes repeat between
 * forms, so only one form is on the page at a time: the chosen one; the others are links to it.
 */
export function Acts(props: {
  readonly view: PetitionView;
  readonly sent: Sent;
  readonly chosen: Act | undefined;
  readonly href: string;
}) {
  const { view, sent, href } = props;
  const typed = typedIn(sent, 'type');
  const act =
    view.acts.find((one) => one === typed) ??
    view.acts.find((one) => one === props.chosen) ??
    view.acts.find((one) => NEXT.has(one)) ??
    view.acts[0];
  if (act === undefined) {
    return <p class="soft">{t(view.waitsForOther ? 'not-own' : 'nothing-to-do')}</p>;
  }
  return (
    <section class="stack" aria-labelledby="viec">
      <h2 id="viec">{t(`act-${act}`)}</h2>
      <form method="post" action={href} class="stack measure" novalidate>
        <RequestId value={newRequestId()} />
        <input type="hidden" name="type" value={act} />
        <Fields act={act} view={view} sent={sent} />
        <Button look="primary">{t(`act-${act}`)}</Button>
      </form>
      {view.acts.length > 1 ? (
        <Fold title={t('other-acts')} open>
          <ul class="plain-list">
            {view.acts
              .filter((one) => one !== act)
              .map((one) => (
                <li key={one}>
                  <a href={`${href}?viec=${one}#viec`}>{t(`act-${one}`)}</a>
                </li>
              ))}
          </ul>
        </Fold>
      ) : null}
    </section>
  );
}
