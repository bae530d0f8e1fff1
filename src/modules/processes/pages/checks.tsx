import { Notice } from '#ui/components.ts';
import { editorMessages } from '../editor-messages.ts';
import { isWarning, type TimeBalance } from '../rules/checks.ts';
import type { Finding } from '../rules.ts';
import type { ProcessDefinition } from '../schema.ts';
import { findingInWords, hours } from '../words.ts';

const t = editorMessages('vi');

function List({ findings, definition }: { findings: readonly Finding[]; definition: ProcessDefinition }) {
  const words = [...new Set(findings.map((finding) => findingInWords(finding, 'vi', definition.steps)))];
  return (
    <ul>
      {words.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Balance({ balance, definition }: { balance: TimeBalance; definition: ProcessDefinition }) {
  const used = hours(balance.stepMinutes);
  const nameOf = (key: string) => definition.steps.find((step) => step.key === key)?.name ?? key;
  return (
    <>
      <p>
        {balance.restMinutes > 0
          ? t('rest', { used, term: hours(balance.termMinutes), rest: hours(balance.restMinutes) })
          : t('restNone', { used })}
      </p>
      <p class="soft small">{t('way', { steps: balance.way.map(nameOf).join(' → ') })}</p>
    </>
  );
}

/** What must be mended, what should be looked at, and how the times stand against the term. */
export function Checks(props: {
  definition: ProcessDefinition | null;
  findings: readonly Finding[];
  balance: TimeBalance | null;
}) {
  const { definition, findings, balance } = props;
  if (definition === null) {
    return <Notice tone="late" title={t('notReadable')} />;
  }
  const errors = findings.filter((finding) => !isWarning(finding));
  const warnings = findings.filter(isWarning);
  return (
    <>
      {errors.length === 0 ? (
        <Notice tone="ok" title={t('allWell')} />
      ) : (
        <Notice tone="late" title={t('mustMend')}>
          <List findings={errors} definition={definition} />
        </Notice>
      )}
      {warnings.length === 0 ? null : (
        <Notice tone="soon" title={t('mayStay')}>
          <List findings={warnings} definition={definition} />
          <p>
            <a href="/can-bo/quan-tri/phan-cong">{t('duties')}</a>
          </p>
        </Notice>
      )}
      {balance === null || balance.restMinutes < 0 ? null : (
        <Balance balance={balance} definition={definition} />
      )}
      {definition.steps.some((step) => 'share' in step.time) ? <p>{t('restShares')}</p> : null}
    </>
  );
}
