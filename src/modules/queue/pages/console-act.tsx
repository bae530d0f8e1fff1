import type { ComponentChildren } from 'preact';
import { newRequestId } from '#platform/id.ts';
import { Button, RequestId } from '#ui/components.ts';

/** The key that presses a button, as officers see it on it. */
export function Key({ name }: { name: string }) {
  return (
    <span class="key" aria-hidden="true">
      {name.toUpperCase()}
    </span>
  );
}

/** One button that posts to an action of the counter; every form has its own request id. */
export function Act(props: {
  url: string;
  children: ComponentChildren;
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  keys?: string;
  ticketId?: string;
  /** Further values of the form. */
  values?: Readonly<Record<string, string>>;
}) {
  return (
    <form method="post" action={props.url}>
      <RequestId value={newRequestId()} />
      {props.ticketId === undefined ? null : <input type="hidden" name="ticketId" value={props.ticketId} />}
      {Object.entries(props.values ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button look={props.look} keys={props.keys}>
        {props.children}
        {props.keys === undefined ? null : <Key name={props.keys} />}
      </Button>
    </form>
  );
}

/** "09:12" of an ISO instant with Viet Nam's offset. */
export function clockTime(iso: string): string {
  return iso.slice(11, 16);
}

/** Whole minutes between two moments. */
export function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
}

/** Minutes since a moment, kept fresh by the console's script. `words` holds {count}. */
export function Since({ from, now, words }: { from: string; now: string; words: string }) {
  return (
    <span data-minutes-since={from} data-minutes-words={words}>
      {words.replace('{count}', String(minutesBetween(from, now)))}
    </span>
  );
}
