import type { Approval, Priority } from '../schema.ts';

/** How many have to approve, and whether one of them leads the commune. */
export interface ApprovalNeed {
  readonly approvers: number;
  readonly leader: boolean;
}

/**
 * Who approves a bulletin (four eyes). Thông thường, ưu tiên: one other person. Khẩn cấp: it breaks into every programme at any hour, so two
 * other persons, one of them a leader of the commune, who answers for the content (TT 39/2020/TT-BTTTT Điều 16).
 */
export const APPROVAL_NEEDS: Readonly<Record<Priority, ApprovalNeed>> = {
  normal: { approvers: 1, leader: false },
  priority: { approvers: 1, leader: false },
  urgent: { approvers: 2, leader: true },
};

/** Why somebody may not approve; null when they may. */
export type ApprovalFault = 'own-text' | 'twice' | 'leader-missing' | null;

/**
 * Whether a person may approve now.
 *
 * @param writers author and last editor: nobody approves their own text
 * @param before approvals of the same text
 */
export function approvalFault(
  priority: Priority,
  writers: readonly string[],
  before: readonly Pick<Approval, 'accountId' | 'leader'>[],
  approver: { readonly accountId: string; readonly leader: boolean },
): ApprovalFault {
  if (writers.includes(approver.accountId)) {
    return 'own-text';
  }
  if (before.some(({ accountId }) => accountId === approver.accountId)) {
    return 'twice';
  }
  const need = APPROVAL_NEEDS[priority];
  const last = before.length + 1 >= need.approvers;
  const led = approver.leader || before.some(({ leader }) => leader);
  return need.leader && last && !led ? 'leader-missing' : null;
}

/** Whether the approvals of one text are enough. */
export function isApproved(priority: Priority, approvals: readonly Pick<Approval, 'leader'>[]): boolean {
  const need = APPROVAL_NEEDS[priority];
  return approvals.length >= need.approvers && (!need.leader || approvals.some(({ leader }) => leader));
}
