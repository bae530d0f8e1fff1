import type { Procedure } from '#modules/procedures/schema.ts';
import { Empty, errorFor, fieldId } from '#ui/components.ts';
import { ACCEPT } from './files.tsx';
import { text, texts } from './intake-form.ts';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');

type Component = Procedure['components'][number];

/** Ways a paper may be handed in, in the order in which counters meet them. */
const WAYS = ['original', 'certified-copy', 'plain-copy', 'shown', 'uploaded', 'reused', 'database'] as const;

/** What the procedure says about the paper, as short facts below its name. */
function facts(component: Component): readonly string[] {
  return [
    component.kind === 'show' ? t('showOnly') : '',
    component.need === 'one-of' ? t('oneOf') : '',
    component.need === 'if-applies'
      ? component.condition
        ? t('ifApplies', { condition: component.condition })
        : t('ifAppliesPlain')
      : '',
    component.formCode ? t('formRef', { code: component.formCode }) : '',
    component.dataSource ? t('dataInstead', { source: component.dataSource }) : '',
  ].filter((fact) => fact !== '');
}

/** The way that a paper is usually handed in: what "mark as usual" chooses. */
function usualWay(component: Component): (typeof WAYS)[number] {
  if (component.kind === 'show') {
    return 'shown';
  }
  return component.originals > 0 || component.copies === 0 ? 'original' : 'certified-copy';
}

/** Scans and photos of one paper: the input shows itself where script can send them at once. */
function FilesOfPaper({ view, name, label }: { view: IntakeView; name: string; label: string }) {
  return (
    <>
      <span data-paper-files="">
        {texts(view.values, name).map((id, index) => (
          <span key={id} class="small paper-fact">
            <a href={`/tep/${id}`} target="_blank" rel="noopener">
              {t('fileNo', { no: index + 1 })}
            </a>
            <input type="hidden" name={name} value={id} />
          </span>
        ))}
      </span>
      <label class="file-pick small" hidden>
        {t('addScan')}
        <input
          type="file"
          class="sr-only"
          accept={ACCEPT}
          multiple
          data-paper-file={name}
          aria-label={`${t('addScan')}: ${label}`}
        />
      </label>
      <span class="small" role="status" data-paper-note="" />
    </>
  );
}

function PaperRow({ view, component, index }: { view: IntakeView; component: Component; index: number }) {
  const name = (part: string) => `papers.${index}.${part}`;
  const value = (part: string) => text(view.values, name(part));
  const skipped = value('skip') !== '';
  const error = errorFor(view.errors, name('from')) ?? errorFor(view.errors, `papers.${index}.count`);
  const usual = Math.max(1, component.originals + component.copies);
  const labelId = `${fieldId(name('how'))}-label`;
  return (
    <tr>
      <th scope="row" id={labelId}>
        <input type="hidden" name={name('key')} value={component.id} />
        <span class="paper-name">{component.name}</span>
        {facts(component).map((fact) => (
          <span key={fact} class="soft small paper-fact">
            {fact}
          </span>
        ))}
        <details open={error !== undefined || value('from') !== '' || value('note') !== '' || skipped}>
          <summary class="small">{t('paperMore')}</summary>
          {error ? <p class="question-error">{error}</p> : null}
          <label class="small" for={fieldId(name('from'))}>
            {t('from')}
          </label>
          <input
            class="input"
            id={fieldId(name('from'))}
            name={name('from')}
            value={value('from')}
            placeholder={t('fromHint')}
          />
          <label class="small" for={fieldId(name('note'))}>
            {t('note')}
          </label>
          <input class="input" id={fieldId(name('note'))} name={name('note')} value={value('note')} />
          {component.need === 'always' ? (
            <label class="choice small">
              <input type="checkbox" name={name('skip')} value="1" checked={skipped} />
              <span>{t('skip')}</span>
            </label>
          ) : null}
        </details>
      </th>
      <td data-label={t('how')}>
        <select
          class="input"
          id={fieldId(name('how'))}
          name={name('how')}
          aria-labelledby={labelId}
          data-usual={component.need === 'always' ? usualWay(component) : undefined}
        >
          <option value="">{t('howNone')}</option>
          {WAYS.map((way) => (
            <option key={way} value={way} selected={value('how') === way}>
              {t(way)}
            </option>
          ))}
        </select>
      </td>
      <td data-label={t('copies')}>
        <input
          class="input input-count"
          name={name('count')}
          value={value('count') || String(usual)}
          inputmode="numeric"
          aria-label={`${t('copies')}: ${component.name}`}
        />
        <FilesOfPaper view={view} name={name('files')} label={component.name} />
      </td>
    </tr>
  );
}

/** A paper that the procedure does not name, of a dossier that was kept: it stays with it, with its scans. */
function AddedPaper({ view, index }: { view: IntakeView; index: number }) {
  const name = (part: string) => `papers.${index}.${part}`;
  const value = (part: string) => text(view.values, name(part));
  return (
    <tr>
      <th scope="row">
        {['key', 'name', 'how', 'note'].map((part) => (
          <input key={part} type="hidden" name={name(part)} value={value(part)} />
        ))}
        <span class="paper-name">{value('name') || value('key')}</span>
        {value('note') === '' ? null : <span class="soft small paper-fact">{value('note')}</span>}
      </th>
      <td colSpan={2}>
        <FilesOfPaper view={view} name={name('files')} label={value('name')} />
      </td>
    </tr>
  );
}

/** Places of papers beyond those that the procedure names. */
function addedPlaces({ values }: IntakeView, published: number): readonly number[] {
  const places: number[] = [];
  for (let index = published; text(values, `papers.${index}.key`) !== ''; index += 1) {
    places.push(index);
  }
  return places;
}

/** Middle column: the papers as a check table. */
export function PapersColumn({ view }: { view: IntakeView }) {
  const components = view.procedure?.components ?? [];
  return (
    <section class="stack-s papers" aria-labelledby="giay-to">
      <div class="row-apart">
        <h2 id="giay-to">{t('papers')}</h2>
        {components.length > 0 ? (
          <button type="button" class="btn btn-quiet" data-fill-usual="" aria-keyshortcuts="Alt+d" hidden>
            {t('fillUsual')}
          </button>
        ) : null}
      </div>
      {view.procedure === null ? (
        <Empty title={t('papersEmpty')}>
          <p>{t('papersEmptyHint')}</p>
        </Empty>
      ) : (
        <>
          <table class="table">
            <caption class="sr-only">{view.procedure.name}</caption>
            <thead>
              <tr>
                <th scope="col">{t('paper')}</th>
                <th scope="col">{t('how')}</th>
                <th scope="col">{t('copies')}</th>
              </tr>
            </thead>
            <tbody>
              {components.map((component, index) => (
                <PaperRow key={component.id} view={view} component={component} index={index} />
              ))}
              {addedPlaces(view, components.length).map((index) => (
                <AddedPaper key={index} view={view} index={index} />
              ))}
            </tbody>
          </table>
          <CounterNotes procedure={view.procedure} />
        </>
      )}
    </section>
  );
}

function CounterNotes({ procedure }: { procedure: Procedure }) {
  if (procedure.counterNotes.length === 0) {
    return null;
  }
  return (
    <details class="fold" open>
      <summary>{t('remember')}</summary>
      <ul class="why-list">
        {procedure.counterNotes.map((note) => (
          <li key={note.text}>
            <strong>{t(note.kind === 'remember' ? 'rememberNote' : note.kind)}:</strong> {note.text}
            {note.legalBasis ? <span class="soft small"> ({note.legalBasis})</span> : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
