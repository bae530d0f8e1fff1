import type { FollowAnswered } from '#modules/follow/events.ts';
import type { HistoryLine, Petition } from '#modules/petitions/schema.ts';
import type { Channel, NoticeEvent } from '../schema.ts';

/**
 * What of a petition its sender is told: that it has a number, who takes it on, what is asked, that there is an answer. What it is about stays on the
 * page behind the sender's code (NĐ 118/2025 Đ29 k.3: nobody else learns who wrote).
 */
export function petitionEvent({ type }: Pick<HistoryLine, 'type'>): NoticeEvent | null {
  switch (type) {
    case 'received':
      return 'petition-received';
    case 'accept':
      return 'petition-accepted';
    case 'ask':
      return 'petition-asked';
    case 'approve':
      return 'petition-answered';
    case 'refuse':
      return 'petition-refused';
    case 'forward':
      return 'petition-forwarded';
    // Between officers, in public, or the sender's own act.
    case 'move':
    case 'draft':
    case 'return':
    case 'publish':
    case 'keep':
    case 'correct':
    case 'supply':
    case 'rate':
    case 'again':
      return null;
    default:
      return type satisfies never;
  }
}

/** The channels that the sender of a petition chose; none for whoever wants no news. */
export function petitionChannels({ sender }: Pick<Petition, 'sender'>): readonly Channel[] {
  switch (sender.tell) {
    case 'phone':
      return ['zalo', 'sms'];
    case 'email':
      return ['email'];
    case 'none':
      return [];
    default:
      return sender.tell satisfies never;
  }
}

/** What a citizen is told of an officer's answer to what was sent from home. That a dossier was withdrawn is told by the dossier itself. */
export function answeredEvent({
  kind,
  outcome,
}: Pick<FollowAnswered, 'kind' | 'outcome'>): NoticeEvent | null {
  switch (kind) {
    case 'message':
      return outcome === 'written' ? 'answer' : null;
    case 'supplement':
      return outcome === 'taken'
        ? 'supplement-taken'
        : outcome === 'sent-back'
          ? 'supplement-returned'
          : null;
    case 'withdrawal':
      return outcome === 'sent-back' ? 'withdrawal-refused' : null;
    default:
      return kind satisfies never;
  }
}
