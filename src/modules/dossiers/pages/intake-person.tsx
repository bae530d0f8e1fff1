import { Choices, errorFor, Field, Fold, Notice, Select } from '#ui/components.ts';
import { text } from './intake-form.ts';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');
const A = 'parties.applicant';
const S = 'parties.submitter';

const SUBMITTERS = ['self', 'authorised', 'relative', 'guardian', 'post'] as const;

/** The box that a keyboard-wedge reader types into. Works by paste and by button, too. */
function ScanBox({ view }: { view: IntakeView }) {
  return (
    <div class="question">
      <label for="f-scan">{t('scan')}</label>
      <input
        class="input"
        id="f-scan"
        name="scan"
        autocomplete="off"
        spellcheck={false}
        autofocus={text(view.values, `${A}.name`) === ''}
        aria-describedby="f-scan-hint"
        data-scan=""
      />
      <p class="soft small" id="f-scan-hint">
        {t('scanHint')}
      </p>
      <div data-scan-note="" role="status">
        {view.cardNote ? <Notice tone={view.cardNote.tone} title={view.cardNote.message} /> : null}
      </div>
    </div>
  );
}

function Submitter({ view }: { view: IntakeView }) {
  const { values, errors } = view;
  const value = (name: string) => text(values, name);
  const as = value(`${S}.as`) || 'self';
  const inner = errors.some((error) => error.path.startsWith(`${S}.`));
  return (
    <>
      <Select
        name={`${S}.as`}
        label={t('submitter')}
        value={as}
        options={SUBMITTERS.map((key) => ({ value: key, label: t(key) }))}
      />
      <Fold title={t('submitterDetails')} open={as !== 'self' || inner} id="nop-thay">
        <p class="soft small">{t('submitterShow')}</p>
        <Field
          name={`${S}.person.name`}
          label={t('submitterName')}
          value={value(`${S}.person.name`)}
          error={errorFor(errors, `${S}.person.name`)}
        />
        <Field
          name={`${S}.person.idNumber`}
          label={t('submitterId')}
          value={value(`${S}.person.idNumber`)}
          error={errorFor(errors, `${S}.person.idNumber`)}
          inputmode="numeric"
        />
        <Field
          name={`${S}.person.phone`}
          label={t('submitterPhone')}
          value={value(`${S}.person.phone`)}
          error={errorFor(errors, `${S}.person.phone`)}
          type="tel"
        />
        <Field
          name={`${S}.authorisation.document`}
          label={t('authorisationPaper')}
          hint={t('authorisationHint')}
          value={value(`${S}.authorisation.document`)}
          error={errorFor(errors, `${S}.authorisation.document`)}
        />
        <Field
          name={`${S}.relation`}
          label={t('relationLabel')}
          value={value(`${S}.relation`)}
          error={errorFor(errors, `${S}.relation`)}
        />
      </Fold>
    </>
  );
}

/** How the citizen agreed to be told; nothing is ticked beforehand, since consent has to be given (Luật 91/2025/QH15). */
function NoticeBy({ view }: { view: IntakeView }) {
  const given = view.values['parties.contact.by'];
  const by = typeof given === 'string' ? [given] : (given ?? []);
  const offered = [
    ['zalo', t('byZalo')],
    ['sms', t('bySms')],
    ['email', t('byEmail')],
  ] as const;
  return (
    <fieldset class="question">
      <legend>{t('noticeBy')}</legend>
      <p class="soft small">{t('noticeHint')}</p>
      <div class="row">
        {offered.map(([value, label]) => (
          <label key={value}>
            <input type="checkbox" name="parties.contact.by" value={value} checked={by.includes(value)} />{' '}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Left column: the person, from the card or by hand. `data-card` names what the scanner fills. */
export function PersonColumn({ view }: { view: IntakeView }) {
  const { values, errors } = view;
  const value = (name: string) => text(values, name);
  return (
    <section class="stack-s" aria-labelledby="nguoi-yeu-cau">
      <h2 id="nguoi-yeu-cau">{t('person')}</h2>
      <ScanBox view={view} />
      <input type="hidden" name={`${A}.idKind`} value={value(`${A}.idKind`) || 'personal-id'} />
      <Field
        name={`${A}.idNumber`}
        label={t('idNumber')}
        value={value(`${A}.idNumber`)}
        error={errorFor(errors, `${A}.idNumber`)}
        inputmode="numeric"
        autocomplete="off"
      />
      <Field
        name={`${A}.name`}
        label={t('name')}
        value={value(`${A}.name`)}
        error={errorFor(errors, `${A}.name`)}
        autocomplete="off"
      />
      <div class="pair">
        <Field
          name={`${A}.birthDate`}
          label={t('birthDate')}
          inputmode="numeric"
          placeholder={t('birthDateHint')}
          autocomplete="off"
          value={value(`${A}.birthDate`)}
          error={errorFor(errors, `${A}.birthDate`)}
        />
        <Select
          name={`${A}.sex`}
          label={t('sex')}
          blank=""
          value={value(`${A}.sex`)}
          options={[
            { value: 'male', label: t('male') },
            { value: 'female', label: t('female') },
          ]}
        />
      </div>
      <Field
        name={`${A}.address`}
        label={t('address')}
        value={value(`${A}.address`)}
        error={errorFor(errors, `${A}.address`)}
        autocomplete="off"
      />
      <Field
        name={`${A}.phone`}
        label={t('phone')}
        type="tel"
        value={value(`${A}.phone`)}
        error={errorFor(errors, `${A}.phone`)}
        autocomplete="off"
      />
      <NoticeBy view={view} />
      <Submitter view={view} />
      <Fold
        title={t('more')}
        id="them"
        open={errors.some((error) => /^(parties\.contact|sets|content)/.test(error.path))}
      >
        <Field
          name="parties.contact.email"
          label={t('email')}
          type="email"
          value={value('parties.contact.email')}
          error={errorFor(errors, 'parties.contact.email')}
        />
        <Choices
          name="channel"
          label={t('channel')}
          value={value('channel') || 'direct'}
          options={(['direct', 'online', 'postal'] as const).map((key) => ({ value: key, label: t(key) }))}
        />
        <Field
          name="sets"
          label={t('sets')}
          value={value('sets') || '1'}
          inputmode="numeric"
          width="short"
          error={errorFor(errors, 'sets')}
        />
        <Field
          name="content"
          label={t('content')}
          value={value('content')}
          error={errorFor(errors, 'content')}
          optional
        />
        <Field
          name="note"
          label={t('note')}
          value={value('note')}
          error={errorFor(errors, 'note')}
          optional
        />
      </Fold>
    </section>
  );
}
