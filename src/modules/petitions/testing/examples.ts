import type { Petition } from '../schema.ts';
import { SendInput } from '../schema.ts';

/** A report as anybody may send it, with changes. */
export function sending(
  change: Partial<Record<keyof SendInput, unknown>> & { readonly requestId: string },
): SendInput {
  return SendInput.parse({
    kind: 'report',
    text: 'Nắp cống đầu ngõ vỡ đã hơn một tháng, đi lại rất nguy hiểm.',
    place: 'Đầu ngõ nhà văn hóa',
    village: 'Thôn Ví Dụ',
    name: 'Nguyễn Văn Ví Dụ',
    phone: '0900 000 001',
    ...change,
  });
}

/** A petition that has just come in. */
export function fresh(at: Temporal.Instant): Petition {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    centreId: '00000000-0000-7000-8000-000000000002',
    number: 'PA-2026-0001',
    requestId: '00000000-0000-4000-8000-000000000003',
    kind: 'report',
    channel: 'web',
    notedBy: '',
    said: { text: 'Nắp cống vỡ', place: '', village: '', lat: null, lng: null },
    sender: { name: '', phone: '', email: '', tell: 'none' },
    state: 'received',
    round: 1,
    field: null,
    nature: null,
    unitId: null,
    firstReceivedAt: at,
    receivedAt: at,
    pauses: [],
    waitingSince: null,
    dueAt: null,
    answer: '',
    draftedBy: null,
    draftedByName: '',
    approvedBy: null,
    approvedByName: '',
    approvedAt: null,
    satisfied: null,
    publication: null,
    publishedAt: null,
    publishedBy: null,
    aloneReason: '',
    erasedAt: null,
    seq: 1,
    clockSeq: null,
  };
}
