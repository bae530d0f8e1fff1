/** Texts of strands for the tables of `messages.ts`: what commands, refusals and events are called. */
export const STRAND_COMMAND_WORDS = {
  'ask-opinion': { vi: 'Lấy ý kiến đơn vị khác', en: 'Ask another unit' },
  'open-sub-dossier': { vi: 'Chuyển hồ sơ con', en: 'Open a sub-dossier' },
  'answer-strand': { vi: 'Trả lời việc phối hợp', en: 'Answer' },
  'note-silence': { vi: 'Ghi nhận không trả lời', en: 'Note that no answer came' },
  'assign-strand': { vi: 'Phân công việc phối hợp', en: 'Assign what was asked' },
  'drop-strand': { vi: 'Thu hồi việc phối hợp', en: 'Take back what was asked' },
  'note-reference': { vi: 'Ghi số của cơ quan phối hợp', en: 'Note the other agency’s number' },
} as const;

export const STRAND_REFUSALS = {
  'waiting-for-strands': {
    vi: 'Hồ sơ còn chờ: {strands}. Hồ sơ tự đi tiếp khi có trả lời, hoặc khi hết hạn mà quy định cho coi như đồng ý. Nếu không cần chờ nữa, xin thu hồi việc đó.',
  },
  'strand-own-unit': {
    vi: 'Đơn vị được chọn đang giữ hồ sơ. Xin chọn đơn vị khác, hoặc phân công trong đơn vị.',
  },
  'sub-dossier-where': {
    vi: 'Xin chọn một nơi nhận: một đơn vị trong xã, hoặc ghi tên cơ quan khác; không chọn cả hai.',
  },
  'no-strand': { vi: 'Không có việc phối hợp này trong hồ sơ. Xin tải lại trang rồi chọn lại.' },
  'strand-closed': { vi: 'Việc “{title}” đã kết thúc lúc {when} ({who}).' },
  'answer-missing': { vi: 'Xin ghi nội dung trả lời.' },
  'silence-waits': {
    vi: 'Việc “{title}” phải có trả lời mới đi tiếp được. Xin đôn đốc nơi nhận, hoặc thu hồi kèm lý do.',
  },
  'silence-too-early': { vi: 'Nơi được hỏi còn thời gian trả lời đến {due}.' },
  'strand-of-process': {
    vi: 'Việc “{title}” là một bước của quy trình. Chỉ lãnh đạo đơn vị mới bỏ được, kèm lý do.',
  },
} as const;

export const STRAND_EVENTS = {
  'strands-opened-parallel': { vi: 'Bắt đầu song song: {what}' },
  'strands-opened-opinion': { vi: 'Lấy ý kiến: {what}' },
  'strands-opened-sub-dossier': { vi: 'Chuyển hồ sơ con: {what}' },
  'strand-moved': { vi: 'Việc song song sang bước: {step}, {unit}' },
  'strand-assigned': { vi: 'Giao việc phối hợp số {no} cho {name}' },
  'strand-done': { vi: 'Việc phối hợp số {no} đã xong' },
  'strand-agree': { vi: 'Việc phối hợp số {no}: đồng ý' },
  'strand-disagree': { vi: 'Việc phối hợp số {no}: không đồng ý' },
  'strand-refused': { vi: 'Việc phối hợp số {no}: từ chối giải quyết' },
  'strand-silence': { vi: 'Việc phối hợp số {no}: hết hạn không trả lời, hồ sơ đi tiếp' },
  'strand-dropped': { vi: 'Việc phối hợp số {no}: thu hồi' },
  'strand-referenced': { vi: 'Việc phối hợp số {no}: số của cơ quan nhận là {reference}' },
  'waits-for-strands': { vi: 'Chờ các việc song song trước bước: {step}' },
} as const;

export const STRAND_STAGES = {
  'stage-agency': {
    vi: 'Đang chờ {agency} giải quyết phần việc liên quan',
    en: 'Waiting for {agency} to settle its part',
  },
  'stage-opinions': {
    vi: 'Đang lấy ý kiến của đơn vị liên quan: {units}',
    en: 'Opinions are asked for: {units}',
  },
  'stage-together': { vi: 'Đang được {units} cùng giải quyết', en: 'Settled together by {units}' },
} as const;
