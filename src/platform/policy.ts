import type { Actor, Role } from './actor.ts';
import { Problem } from './errors.ts';

/**
 * How far a right reaches: `own`, the subject is assigned to the actor; `unit`, it is held by the actor's unit;
 * `centre`, it is anywhere in the actor's centre.
 */
export type Scope = 'own' | 'unit' | 'centre';

/** Actors that are not staff, as columns of the table beside the roles. */
export type Principal = Role | 'kiosk' | 'board' | 'public' | 'system';

/** Who may do one action, and how far. */
export type PolicyRow = Readonly<Partial<Record<Principal, Scope>>>;

/** Who may do what. An action or principal that is not in the table is refused. */
export type PolicyTable<Action extends string> = Readonly<Record<Action, PolicyRow>>;

/** Every role of the staff, anywhere in the centre: what each officer may see. */
export const EVERY_OFFICER: PolicyRow = {
  receptionist: 'centre',
  officer: 'centre',
  'unit-head': 'centre',
  'centre-director': 'centre',
  'commune-leader': 'centre',
  administrator: 'centre',
  auditor: 'centre',
};

/** Citizens at home and at the kiosk, and every officer. */
export const ANYBODY: PolicyRow = { public: 'centre', kiosk: 'centre', ...EVERY_OFFICER };

/** What the action is done to. `centreId` is always compared; the rest as the scope asks. */
export interface Subject {
  readonly centreId: string;
  readonly unitId?: string | null | undefined;
  readonly assigneeId?: string | null | undefined;
}

function principals(actor: Actor): readonly Principal[] {
  switch (actor.kind) {
    case 'staff':
      return actor.roles;
    case 'device':
      return [actor.purpose];
    case 'public':
      return ['public'];
    case 'system':
      return ['system'];
    default:
      return actor satisfies never;
  }
}

function reaches(scope: Scope, actor: Actor, subject: Subject): boolean {
  if (actor.centreId !== subject.centreId) {
    return false;
  }
  switch (scope) {
    case 'centre':
      return true;
    case 'unit':
      return actor.kind === 'staff' && subject.unitId === actor.unitId;
    case 'own':
      return actor.kind === 'staff' && subject.assigneeId === actor.accountId;
    default:
      return scope satisfies never;
  }
}

/** Whether the table lets the actor do the action to the subject. */
export function can<Action extends string>(
  table: PolicyTable<Action>,
  actor: Actor,
  action: Action,
  subject: Subject,
): boolean {
  const row = table[action];
  return principals(actor).some((principal) => {
    const scope = row[principal];
    return scope !== undefined && reaches(scope, actor, subject);
  });
}

/**
 * Refuses with `forbidden` unless {@link can}.
 * @param hint who can help, shown to the person: "Xin nhờ trưởng phòng …"
 */
export function authorise<Action extends string>(
  table: PolicyTable<Action>,
  actor: Actor,
  action: Action,
  subject: Subject,
  hint = 'Ông/bà chưa được giao quyền làm việc này. Xin liên hệ người quản trị hoặc lãnh đạo đơn vị.',
): void {
  if (!can(table, actor, action, subject)) {
    throw new Problem('forbidden', { detail: hint });
  }
}
