import { INTAKE, PROCEDURE, play, reception } from '#modules/dossiers/testing/facts.ts';

/** Files of the first paper. */
export const PAPER_FILES = ['01900000-0000-7000-8000-0000000000f1', '01900000-0000-7000-8000-0000000000f2'];
/** The result's file. */
export const RESULT = { id: '01900000-0000-7000-8000-0000000000f3', name: 'Giấy khai sinh bản điện tử.pdf' };

/** A dossier with something in every list: a paper of two files, a fee, a data base, a finished round of supplement, a result. */
export const FULL = play(
  [
    'counter',
    '2026-05-04T09:00+07:00',
    {
      type: 'receive',
      intake: {
        ...INTAKE,
        papers: [
          {
            key: 'to-khai',
            name: 'Tờ khai',
            originals: 1,
            satisfied: { how: 'uploaded' },
            files: PAPER_FILES,
          },
          {
            key: 'cu-tru',
            name: 'Giấy tờ cư trú',
            satisfied: { how: 'database', database: '1', at: '2026-05-04T02:00:00Z', by: 'Cán bộ Ví Dụ' },
          },
        ],
        fee: { lines: [{ name: 'Lệ phí hộ tịch', amount: 8_000 }], paid: { method: 'cash' } },
      },
    },
    { reception: reception({ procedure: { ...PROCEDURE, resultCode: 'KQ.G01.000001' } }) },
  ],
  ['counter', '2026-05-04T09:30+07:00', { type: 'complete-step' }],
  ['officer', '2026-05-04T10:00+07:00', { type: 'accept-hand-over' }],
  [
    'officer',
    '2026-05-05T09:00+07:00',
    { type: 'request-supplement', items: [{ content: 'Giấy chứng sinh', reason: 'Bản nộp bị mờ' }] },
  ],
  ['counter', '2026-05-05T10:00+07:00', { type: 'pass-on-supplement' }],
  ['counter', '2026-05-06T09:00+07:00', { type: 'complete-supplement', complete: true }],
);

/** The same, finished with its result. */
export const DONE = {
  ...FULL,
  status: 9 as const,
  decision: {
    outcome: 'approve' as const,
    summary: '',
    legalBasis: '',
    files: [{ ...RESULT, mediaType: 'application/pdf' }],
    at: FULL.createdAt,
    by: FULL.createdBy,
    signed: null,
  },
};
