import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import { ButtonLink, ErrorSummary, Notice, SummaryList } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { nationalListMessages } from '../messages.ts';
import type { DifferenceView } from '../queries.ts';
import { linesOf, type PartChange } from '../rules/words.ts';
import { NATIONAL_PARTS } from '../schema.ts';
import { DecideFields } from './decide-form.tsx';
import { decisionText, KindTag, partsText } from './overview-view.tsx';
import { LIST_HOME } from './paths.ts';

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <>
      <p class="soft">{title}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function Change({ change, lang }: { change: PartChange; lang: Lang }) {
  const t = nationalListMessages(lang);
  const name = t(`part-${change.part}`);
  const silent = change.gone.length === 0 && change.come.length === 0;
  return (
    <section class="stack-s">
      <h2>{name.charAt(0).toUpperCase() + name.slice(1)}</h2>
      <Lines title={t('gone')} lines={change.gone} />
      <Lines title={t('come')} lines={change.come} />
      {silent ? <p class="soft">{t('only-order')}</p> : null}
      {change.kept > 0 ? <p class="soft">{t('kept', { count: change.kept })}</p> : null}
    </section>
  );
}

/** All that the procedure says, for one that comes or goes as a whole. */
function Whole({ view, lang }: { view: DifferenceView; lang: Lang }) {
  const t = nationalListMessages(lang);
  const body = view.difference.after ?? view.difference.before;
  if (body === null) {
    return null;
  }
  const items = NATIONAL_PARTS.flatMap((part) => {
    const lines = part === 'name' ? [] : linesOf(part, body);
    return lines.length === 0
      ? []
      : [
          {
            term: t(`part-${part}`),
            value:
              lines.length === 1 ? (
                lines[0]
              ) : (
                <ul>
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              ),
          },
        ];
  });
  return (
    <section class="stack-s" aria-labelledby="noi-dung">
      <h2 id="noi-dung">{t('says-now')}</h2>
      <SummaryList items={items} />
    </section>
  );
}

/** One difference, part by part in words, with what was decided and the form to decide. */
export function DifferencePage(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly view: DifferenceView;
  readonly mayDecide: boolean;
  readonly typed?: FormValues | undefined;
  readonly errors: readonly FieldError[];
}) {
  const { lang, view, errors } = props;
  const { difference: one, changes, decisions } = view;
  const t = nationalListMessages(lang);
  const undecided = one.state === 'open' || one.state === 'postponed';
  const why =
    one.kind === 'changed' ? t('detail-changed', { count: one.parts.length }) : t(`detail-${one.kind}`);
  return (
    <OfficerLayout
      title={one.name}
      lang={lang}
      actor={props.actor}
      centre={props.centre}
      path="/can-bo/quan-tri"
    >
      <PageHead title={one.name} why={`${one.code} · ${why}`}>
        <ButtonLink href={LIST_HOME}>{t('back')}</ButtonLink>
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <div class="stack measure">
        <p class="row">
          <KindTag kind={one.kind} lang={lang} />
          <span>{undecided ? partsText(one, lang) : decisionText(one, lang)}</span>
        </p>
        {one.remarks.length === 0 ? null : (
          <Notice tone="soon" title={t('remarks')}>
            <ul>
              {one.remarks.map((remark) => (
                <li key={remark}>{remark}</li>
              ))}
            </ul>
          </Notice>
        )}
        {changes.map((change) => (
          <Change key={change.part} change={change} lang={lang} />
        ))}
        {changes.length === 0 ? <Whole view={view} lang={lang} /> : null}
        {decisions.length === 0 ? null : (
          <section class="stack-s" aria-labelledby="cac-quyet-dinh">
            <h2 id="cac-quyet-dinh">{t('history')}</h2>
            <ul>
              {decisions.map(({ at, byName, decision, day, reason }) => (
                <li key={at.toString()}>
                  {formatDateTime(at, lang)}, {byName}:{' '}
                  {decision === 'accept' || decision === 'refuse' || decision === 'postpone'
                    ? t(`decision-${decision}`)
                    : decision}
                  {day === null ? '' : ` (${formatDate(day)})`}
                  {reason === null ? '' : `. ${reason}`}
                </li>
              ))}
            </ul>
          </section>
        )}
        {props.mayDecide && undecided ? (
          <section class="stack-s" aria-labelledby="quyet-dinh">
            <h2 id="quyet-dinh">{t('decide-one')}</h2>
            <form method="post" action={`${LIST_HOME}/quyet-dinh`} class="stack">
              <input type="hidden" name="ids" value={one.id} />
              <DecideFields
                lang={lang}
                typed={props.typed}
                errors={errors}
                suggested={one.suggestedFrom?.toString()}
              />
            </form>
          </section>
        ) : null}
      </div>
    </OfficerLayout>
  );
}
