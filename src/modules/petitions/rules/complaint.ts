import { withoutMarks } from '#platform/vietnamese.ts';

/**
 * Words by which a complaint (khiếu nại) or a denunciation (tố cáo) is known. Since 5/8/2026 the one-stop section does
 * not take them (NĐ 118/2025 Đ8 k.1đ as amended): they go to citizen reception under their own laws.
 */
const SIGNS: readonly (readonly ['complaint' | 'denunciation', RegExp])[] = [
  ['denunciation', /\b(don|muon|xin|toi|viec|noi dung|gui|lam|tiep tuc|chung toi) to cao\b/],
  ['denunciation', /\bto cao (ong|ba|anh|chi|can bo|cong chuc|vien chuc|chu tich|hanh vi|viec|truong)\b/],
  ['denunciation', /\b(nhan hoi lo|dua hoi lo|tham nhung|tham o)\b/],
  ['complaint', /\b(don|muon|xin|toi|gui|lam|tiep tuc|chung toi) khieu nai\b/],
  ['complaint', /\bkhieu nai (quyet dinh|viec|hanh vi|ong|ba|ubnd|uy ban|lan)\b/],
  ['complaint', /\b(khong dong y voi|yeu cau huy|de nghi huy) quyet dinh (so|xu phat|thu hoi|hanh chinh)\b/],
];

/** Which of the two a text reads like; null for neither. It is asked of the sender, never decided. */
export function complaintIn(text: string): 'complaint' | 'denunciation' | null {
  const plain = withoutMarks(text.normalize('NFC')).toLowerCase().replace(/\s+/g, ' ');
  return SIGNS.find(([, at]) => at.test(plain))?.[0] ?? null;
}
