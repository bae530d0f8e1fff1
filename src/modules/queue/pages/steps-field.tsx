import type { Matter, PostedMatter } from '../procedure.ts';
import type { HallState, ServiceGroup } from '../schema.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { kioskMessages } from './kiosk-messages.ts';
import { GroupAnswers } from './steps-groups.tsx';

/** The fields of the catalogue as answers. */
export function FieldsPage({
  door,
  fields,
}: {
  door: Door;
  fields: readonly { readonly name: string; readonly count: number }[];
}) {
  const k = kioskMessages(door.lang);
  return (
    <DoorPage door={door} title={k('fields.title')} back={doorUrl(door, '')}>
      <ul class="answers answers-many">
        {fields.map(({ name, count }) => (
          <li key={name}>
            <a class="btn answer" href={doorUrl(door, '/linh-vuc', { ten: name })}>
              <span>
                <span lang="vi">{name}</span>
                <span class="answer-hint">{k('fields.count', { count })}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </DoorPage>
  );
}

/** The posted list of one field: everything in force, with its term. */
export function PostedFieldPage(props: {
  door: Door;
  field: string;
  posted: readonly PostedMatter[];
  /** "23/11/2026" */
  day: string;
}) {
  const { door, field } = props;
  const k = kioskMessages(door.lang);
  return (
    <DoorPage
      door={door}
      title={field}
      why={k('field.posted-why', { day: props.day })}
      back={doorUrl(door, '/linh-vuc', { ten: field })}
    >
      <ul class="answers answers-long">
        {props.posted.map(({ code, name, term }) => (
          <li key={code}>
            <a class="btn answer" href={doorUrl(door, '/viec', { 'thu-tuc': code, ten: field })}>
              <span>
                <span class="answer-name" lang="vi">
                  {name}
                </span>
                {term === null ? null : (
                  <span class="answer-hint">{k(`field.term-${term.unit}`, { count: term.amount })}</span>
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </DoorPage>
  );
}

/** The usual matters of one field. `letter` is the line that takes the field. */
export function FieldPage(props: {
  door: Door;
  field: { readonly name: string; readonly count: number };
  usual: readonly Pick<Matter, 'code' | 'name'>[];
  letter: string | undefined;
}) {
  const { door } = props;
  const { name: field, count } = props.field;
  const k = kioskMessages(door.lang);
  return (
    <DoorPage door={door} title={field} why={k('field.why')} back={doorUrl(door, '/linh-vuc')}>
      <ul class="answers answers-long">
        {props.usual.map((matter) => (
          <li key={matter.code}>
            <a class="btn answer" href={doorUrl(door, '/viec', { 'thu-tuc': matter.code, ten: field })}>
              <span class="answer-name">{matter.name}</span>
            </a>
          </li>
        ))}
        {count > props.usual.length ? (
          <li>
            <a class="btn answer" href={doorUrl(door, '/linh-vuc', { ten: field, 'tat-ca': '1' })}>
              {k('field.posted', { count })}
            </a>
          </li>
        ) : null}
        <li>
          <a class="btn answer" href={doorUrl(door, '/viec', { nhom: props.letter, can: field })}>
            {k('field.other')}
          </a>
        </li>
      </ul>
    </DoorPage>
  );
}

/** All groups, one step behind the short first page of elder mode. */
export function GroupsPage(props: {
  door: Door;
  groups: readonly ServiceGroup[];
  lines: HallState['lines'];
}) {
  const { door } = props;
  return (
    <DoorPage door={door} title={kioskMessages(door.lang)('fields.groups')} back={doorUrl(door, '')}>
      <GroupAnswers {...props} />
    </DoorPage>
  );
}
