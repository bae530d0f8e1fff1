import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  Notice,
  RequestId,
  Select,
  TextArea,
} from '#ui/components.ts';
import { commandMessages } from '../messages.ts';
import { commandVerb } from '../rules/refuse.ts';
import type { CommandType } from '../schema.ts';
import { type ActionField, fieldsOf, GRAVE } from './action-fields.ts';
import { dossierMessages } from './dossier-messages.ts';
import { type DossierView, dossierHref, refOf } from './dossier-view.ts';
import { text } from './intake-form.ts';

const t = dossierMessages('vi');
const verb = commandMessages('vi');

/** Single letters for the commonest steps; the rest is reached by Ctrl K. */
const KEYS: Readonly<Partial<Record<CommandType, string>>> = {
  'hand-over': 'h',
  'request-supplement': 's',
  'accept-hand-over': 'a',
  'complete-step': 'x',
  'record-decision': 'q',
  'return-result': 't',
  'add-note': 'n',
};

/** In which order the commands stand when several are possible; the first is the primary button. */
const FIRST: readonly CommandType[] = [
  'accept-hand-over',
  'answer-strand',
  'pass-on-supplement',
  'complete-supplement',
  'confirm-payment',
  'receive-at-competent-agency',
  'enter-register',
  'sign-result',
  'finish',
  'complete-step',
  'record-decision',
  'return-result',
  'hand-over',
];

/** Before and in the step in which somebody signs, a decision is what is missing; elsewhere the work goes on. */
function inOrder({ detail }: DossierView): readonly CommandType[] {
  const signing = detail.step?.kind === 'sign' || detail.nextStep?.kind === 'sign';
  return signing && detail.dossier.decision === null
    ? ['record-decision', ...FIRST.filter((c) => c !== 'record-decision')]
    : FIRST;
}

function Input({
  field,
  values,
  errors,
}: {
  field: ActionField;
  values: FormValues;
  errors: readonly FieldError[];
}) {
  if (field.kind === 'hidden') {
    return <input type="hidden" name={field.name} value={field.value} />;
  }
  if (field.kind === 'group') {
    return (
      <fieldset class="question action-group">
        <legend>{field.label}</legend>
        {field.fields.map((inner) => (
          <Input
            key={'name' in inner ? inner.name : inner.label}
            field={inner}
            values={values}
            errors={errors}
          />
        ))}
      </fieldset>
    );
  }
  const typed = field.name in values ? text(values, field.name) : undefined;
  const shared = { name: field.name, label: field.label, error: errorFor(errors, field.name) };
  if (field.kind === 'choose') {
    return <Select {...shared} options={field.options} blank={field.blank} value={typed ?? field.value} />;
  }
  const value = typed ?? field.value;
  const own = { ...shared, value, hint: field.hint, optional: field.optional };
  switch (field.kind) {
    case 'long':
      return <TextArea {...own} />;
    case 'day':
      return <Field {...own} type="date" width="short" />;
    case 'count':
      return <Field {...own} inputmode="numeric" width="short" />;
    case 'line':
      return <Field {...own} />;
    default:
      return field satisfies never;
  }
}

/** The form of the command that is open. Posts to the command's own address; errors come back to the same place. */
export function ActionForm({ view, command }: { view: DossierView; command: CommandType }) {
  const href = dossierHref(refOf(view.detail.dossier));
  return (
    <section class="stack panel" id="lam" aria-labelledby="lam-ten">
      <h2 id="lam-ten">{verb(command)}</h2>
      {GRAVE.has(command) ? <Notice tone="soon" title={t('graveNote')} /> : null}
      <ErrorSummary errors={view.errors} />
      <form class="stack-s" method="post" action={`${href}/lenh/${command}`} data-guard="">
        <RequestId value={view.requestId} />
        {fieldsOf(command, view.detail.dossier, view.targets).map((field) => (
          <Input
            key={'name' in field ? field.name : field.label}
            field={field}
            values={view.values}
            errors={view.errors}
          />
        ))}
        <div class="form-foot">
          <Button look={GRAVE.has(command) ? 'danger' : 'primary'} keys="Control+Enter">
            {t('confirm', { verb: commandVerb(command) })}
          </Button>
          <a href={href}>{t('cancel')}</a>
        </div>
      </form>
    </section>
  );
}

function ActionLink({
  view,
  command,
  primary,
}: {
  view: DossierView;
  command: CommandType;
  primary: boolean;
}) {
  const key = KEYS[command];
  return (
    <a
      id={`lam-${command}`}
      class={primary ? 'btn btn-primary btn-wide' : 'btn btn-wide'}
      href={`${dossierHref(refOf(view.detail.dossier))}?lam=${command}#lam`}
      aria-keyshortcuts={key}
      data-action={verb(command)}
    >
      <span>{verb(command)}</span>
      {key ? <span class="key">{key}</span> : null}
      {command === 'complete-step' && view.detail.nextStep !== null ? (
        <span class="action-next">
          {t('nextStep', { step: view.detail.nextStep.name, unit: view.detail.nextStep.unitName })}
        </span>
      ) : null}
    </a>
  );
}

/** What this officer may do now: the next step first, the rest folded away. */
export function ActionList({ view }: { view: DossierView }) {
  const possible: readonly CommandType[] = view.detail.abilities.filter(
    (command) => command !== 'add-file' && command !== 'hand-on',
  );
  const first = inOrder(view).filter((command) => possible.includes(command));
  const rest = possible.filter(
    (command) => !FIRST.includes(command) && command !== 'keep-draft' && command !== 'receive',
  );
  const draft = possible.includes('receive') && view.detail.dossier.receivedAt === null;
  return (
    <section class="stack-s" aria-labelledby="viec">
      <h2 id="viec">{t('toDo')}</h2>
      {draft ? (
        <ButtonLink href={`/can-bo/ho-so/moi?nhap=${view.detail.dossier.id}`} look="primary" wide>
          {t('continueIntake')}
        </ButtonLink>
      ) : null}
      {first.includes('sign-result') ? (
        <ButtonLink href={`/can-bo/ky-so?ho-so=${view.detail.dossier.id}`} wide>
          {t('signHere')}
        </ButtonLink>
      ) : null}
      {first.map((command, index) => (
        <ActionLink key={command} view={view} command={command} primary={index === 0 && !draft} />
      ))}
      {first.length === 0 && !draft ? (
        <p>{t('nothing', { holder: view.detail.dossier.holder.unitName })}</p>
      ) : null}
      {rest.length > 0 ? (
        <Fold title={t('other')} id="viec-khac">
          <div class="stack-s">
            {rest.map((command) => (
              <ActionLink key={command} view={view} command={command} primary={false} />
            ))}
          </div>
        </Fold>
      ) : null}
    </section>
  );
}
