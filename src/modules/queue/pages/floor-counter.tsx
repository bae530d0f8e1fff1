import type { ComponentChildren } from 'preact';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  Choices,
  ErrorSummary,
  errorFor,
  RequestId,
  Select,
  StatusTag,
  SummaryList,
} from '#ui/components.ts';
import type { DirectedCounter } from '../queries-floor.ts';
import { linesText } from '../queries-hall-plan.ts';
import { FLOOR } from './floor-frame.tsx';
import { floorMessages } from './floor-messages.ts';

const t = floorMessages('vi');

/** An act that was refused: why, and what was typed. */
export interface DirectRefused {
  readonly status: number;
  readonly detail?: string | undefined;
  readonly errors: readonly FieldError[];
  readonly values: FormValues;
}

interface Props {
  readonly directed: DirectedCounter;
  readonly refused: DirectRefused | undefined;
}

function Post({ url, children }: { url: string; children: ComponentChildren }) {
  return (
    <form method="post" action={url} class="stack" novalidate>
      <RequestId value={newRequestId()} />
      {children}
    </form>
  );
}

function typed(refused: DirectRefused | undefined, name: string): string | undefined {
  const value = refused?.values[name];
  return typeof value === 'string' ? value : undefined;
}

function Move({ directed: { counter, groups }, refused, base }: Props & { base: string }) {
  const chosen = (letter: string) => {
    const line = counter.lines.find((one) => one.letter === letter);
    return typed(refused, `lines.${letter}`) ?? (line === undefined ? 'no' : line.helps ? 'helps' : 'own');
  };
  return (
    <section class="stack" aria-labelledby="nhom">
      <h2 id="nhom">{t('direct.lines')}</h2>
      <p class="soft">{t('direct.lines.why')}</p>
      <Post url={`${base}/nhom`}>
        {groups.map(({ letter, name }) => (
          <Choices
            key={letter}
            name={`lines.${letter}`}
            label={`${letter} · ${name}`}
            value={chosen(letter)}
            options={(['no', 'own', 'helps'] as const).map((value) => ({ value, label: t(`line.${value}`) }))}
          />
        ))}
        <p>
          <Button look="primary">{t('direct.move')}</Button>
        </p>
      </Post>
    </section>
  );
}

function Officer({ directed: { counter, officers, pauseReasons }, refused, base }: Props & { base: string }) {
  const { state } = counter;
  return (
    <section class="stack" aria-labelledby="nguoi">
      <h2 id="nguoi">{t('direct.officer')}</h2>
      <Post url={`${base}/giao`}>
        <Select
          name="officerId"
          label={t('direct.officer.choose')}
          blank={t('direct.officer.choose')}
          options={officers.map(({ id, name, position }) => ({
            value: id,
            label: position === '' ? name : `${name}, ${position}`,
          }))}
          value={typed(refused, 'officerId')}
          error={errorFor(refused?.errors, 'officerId')}
        />
        <p>
          <Button look="primary">{t('direct.open')}</Button>
        </p>
      </Post>
      {state === 'closed' ? null : state === 'paused' ? (
        <Post url={`${base}/mo-lai`}>
          <Button>{t('direct.go-on')}</Button>
        </Post>
      ) : (
        <Post url={`${base}/tam-dung`}>
          <Select
            name="reason"
            label={t('direct.reason')}
            options={pauseReasons.map((value) => ({ value, label: value }))}
            value={typed(refused, 'reason')}
            error={errorFor(refused?.errors, 'reason')}
          />
          <p>
            <Button>{t('direct.pause')}</Button>
          </p>
        </Post>
      )}
      {state === 'closed' ? null : (
        <Post url={`${base}/dong`}>
          <Button look="danger">{t('direct.close')}</Button>
        </Post>
      )}
    </section>
  );
}

/** Everything that may be done with a counter on behalf of whoever minds it. */
export function Direct({ directed, refused }: Props) {
  const { counter } = directed;
  const base = `${FLOOR}/quay/${counter.number}`;
  return (
    <div class="stack-l">
      {refused === undefined ? null : <ErrorSummary errors={refused.errors} detail={refused.detail} />}
      <SummaryList
        items={[
          { term: t('col.counter'), value: counter.name },
          {
            term: t('col.now'),
            value: (
              <span class="row">
                {counter.ticket === null ? null : <strong class="code">{counter.ticket}</strong>}
                <StatusTag tone={counter.state === 'closed' ? 'neutral' : 'waiting'}>
                  {t(`state.${counter.state}`, { reason: counter.pauseReason ?? '' })}
                </StatusTag>
              </span>
            ),
          },
          { term: t('col.officer'), value: counter.officer },
          { term: t('col.lines'), value: linesText(counter.lines) },
        ]}
      />
      <div class="floor-columns">
        <Move directed={directed} refused={refused} base={base} />
        <Officer directed={directed} refused={refused} base={base} />
      </div>
      <p>
        <ButtonLink href={FLOOR}>{t('back')}</ButtonLink>
      </p>
    </div>
  );
}
