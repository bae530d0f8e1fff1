import type { HallState, ServiceGroup } from '../schema.ts';
import { type Door, doorUrl } from './door.tsx';
import { messages } from './messages.ts';
import { waitWords } from './words.ts';

/** A line of the hall as it stands now. */
export type Line = HallState['lines'][number];

/** Name of a line of the hall in the language of the door. */
export function nameOf(group: Pick<ServiceGroup, 'name' | 'nameEn'>, door: Door): string {
  return door.lang === 'en' ? group.nameEn : group.name;
}

/** How many wait in a line and how long it takes; that it is closed where no counter serves it. */
export function lineWords(line: Line | undefined, door: Door): string {
  const t = messages(door.lang);
  if (line === undefined || line.openCounters === 0) {
    return t('start.closed');
  }
  const people = line.waiting === 0 ? t('start.none') : t('start.waiting', { count: line.waiting });
  return `${people} · ${waitWords(line.wait, door.lang)}`;
}

/** Groups as large answers with how many wait. */
export function GroupAnswers({
  door,
  groups,
  lines,
  need,
}: {
  door: Door;
  groups: readonly ServiceGroup[];
  lines: readonly Line[];
  need?: string;
}) {
  return (
    <ul class="answers">
      {groups.map((group) => (
        <li key={group.id}>
          <a class="btn answer" href={doorUrl(door, '/viec', { nhom: group.letter, can: need })}>
            <span class="answer-letter" aria-hidden="true">
              {group.letter}
            </span>
            <span>
              {nameOf(group, door)}
              <span class="answer-hint">
                {lineWords(
                  lines.find(({ letter }) => letter === group.letter),
                  door,
                )}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
