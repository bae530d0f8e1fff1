import type { Role } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, errorFor } from '#ui/components.ts';
import { messages } from '../messages.ts';
import { planMessages } from '../plan-messages.ts';
import type { DraftSheet, SheetPerson, SheetRow } from '../queries-plan.ts';
import { type Faults, typed } from './faults.ts';
import { rowName } from './matrix.tsx';

interface GridProps {
  readonly sheet: DraftSheet;
  readonly role: Role;
  readonly faults: Faults;
  readonly lang: Lang;
  readonly action: string;
}

/** People for a select: those who hold the role first. */
function Options(props: { people: readonly SheetPerson[]; role: Role; value: string; lang: Lang }) {
  const { people, role, value, lang } = props;
  const t = planMessages(lang);
  const fits = people.filter((person) => person.roles.includes(role));
  const others = people.filter((person) => !person.roles.includes(role));
  const one = (person: SheetPerson) => (
    <option key={person.id} value={person.id} selected={person.id === value}>
      {person.hasAccount ? person.name : t('noAccount', { name: person.name })}
    </option>
  );
  return (
    <>
      <option value="">{t('nobody')}</option>
      <optgroup label={t('fits')}>{fits.map(one)}</optgroup>
      {others.length === 0 ? null : <optgroup label={t('others')}>{others.map(one)}</optgroup>}
    </>
  );
}

function Row({ row, i, grid }: { row: SheetRow; i: number; grid: GridProps }) {
  const { sheet, role, faults, lang } = grid;
  const t = planMessages(lang);
  const name = rowName(row, lang);
  const [main, main2] = row.cell.mains;
  const [deputy, deputy2] = row.cell.deputies;
  const first = main ?? deputy;
  const at = (field: string) => `rows.${i}.${field}`;
  const person = (field: string, label: string, stored: string | undefined, hidden: boolean) => {
    const error = errorFor(faults.fields, at(field));
    const value = typed(faults, at(field)) ?? stored ?? '';
    const select = (
      <select
        id={at(field)}
        name={at(field)}
        aria-label={`${label}: ${name}`}
        aria-invalid={error === undefined ? undefined : 'true'}
      >
        <Options people={sheet.people} role={role} value={value} lang={lang} />
      </select>
    );
    return (
      <div class={hidden ? 'grid-more-field' : undefined}>
        {hidden ? <label for={at(field)}>{label}</label> : null}
        {select}
        {error === undefined ? null : <span class="field-error">{error}</span>}
      </div>
    );
  };
  const toError = errorFor(faults.fields, at('to'));
  const more =
    main2 !== undefined || deputy2 !== undefined || first?.validTo != null || first?.counterId != null;
  return (
    <tr class={sheet.changed.has(row.key) ? 'grid-changed' : undefined}>
      <th scope="row">
        <input type="hidden" name={at('key')} value={row.key} />
        {name}
        {sheet.changed.has(row.key) ? <span class="soft small"> ({t('changed')})</span> : null}
      </th>
      <td data-label={t('colMain')}>{person('main', t('colMain'), main?.accountId, false)}</td>
      <td data-label={t('colDeputy')}>{person('deputy', t('colDeputy'), deputy?.accountId, false)}</td>
      <td data-label={t('colMore')}>
        <details open={more || toError !== undefined}>
          <summary>{t('more')}</summary>
          {person('main2', t('main2'), main2?.accountId, true)}
          {person('deputy2', t('deputy2'), deputy2?.accountId, true)}
          <div class="grid-more-field">
            <label for={at('to')}>{t('to')}</label>
            <input
              id={at('to')}
              type="date"
              name={at('to')}
              value={typed(faults, at('to')) ?? first?.validTo ?? ''}
            />
            {toError === undefined ? null : <span class="field-error">{toError}</span>}
          </div>
          {role === 'receptionist' ? (
            <div class="grid-more-field">
              <label for={at('counter')}>{t('counter')}</label>
              <select id={at('counter')} name={at('counter')}>
                <option value="">{t('nobody')}</option>
                {sheet.counters.map((counter) => (
                  <option key={counter.id} value={counter.id} selected={counter.id === first?.counterId}>
                    {t('counterName', { no: counter.number, name: counter.name })}
                  </option>
                ))}
              </select>
            </div>
          ) : null}
        </details>
      </td>
    </tr>
  );
}

/** The matrix of one role as a grid: a row a field or procedure, people chosen in place, all of it one form. */
export function Grid(props: GridProps) {
  const { sheet, role, faults, lang, action } = props;
  const t = planMessages(lang);
  const addError = errorFor(faults.fields, 'addProcedure');
  return (
    <form method="post" action={action} class="stack-s" data-guard="">
      <input type="hidden" name="role" value={role} />
      <div class="grid-actions row">
        <Button look="primary" name="next" value="ghi">
          {t('write')}
        </Button>
        <Button name="next" value="kiem-tra">
          {t('check')}
        </Button>
      </div>
      <table class="duty-grid">
        <thead>
          <tr>
            <th scope="col">{messages(lang)('colScope')}</th>
            <th scope="col">{t('colMain')}</th>
            <th scope="col">{t('colDeputy')}</th>
            <th scope="col">{t('colMore')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row, i) => (
            <Row key={row.key} row={row} i={i} grid={props} />
          ))}
        </tbody>
      </table>
      <div class="row">
        <label>
          {t('addProcedure')}{' '}
          <input
            type="text"
            name="addProcedure"
            inputMode="decimal"
            size={12}
            value={typed(faults, 'addProcedure') ?? ''}
            aria-invalid={addError === undefined ? undefined : 'true'}
          />
        </label>
        <Button name="next" value="ghi">
          {t('addRow')}
        </Button>
      </div>
      {addError === undefined ? null : <p class="field-error">{addError}</p>}
      <p class="soft small">{t('addProcedureHint')}</p>
    </form>
  );
}
