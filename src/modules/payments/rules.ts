/** The number as it stands on the receipt: "0000012/2026". */
export function receiptNumber(receipt: { readonly no: number; readonly year: number }): string {
  return `${String(receipt.no).padStart(7, '0')}/${receipt.year}`;
}

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', ' nghìn', ' triệu', ' tỷ'] as const;

function groupInWords(group: number, full: boolean): string {
  const hundreds = Math.floor(group / 100);
  const tens = Math.floor((group % 100) / 10);
  const ones = group % 10;
  const words: string[] = [];
  if (full || hundreds > 0) {
    words.push(`${DIGITS[hundreds]} trăm`);
  }
  if (tens === 0 && ones > 0 && words.length > 0) {
    words.push('linh');
  }
  if (tens === 1) {
    words.push('mười');
  } else if (tens > 1) {
    words.push(`${DIGITS[tens]} mươi`);
  }
  if (ones === 1 && tens > 1) {
    words.push('mốt');
  } else if (ones === 5 && tens > 0) {
    words.push('lăm');
  } else if (ones === 4 && tens > 1) {
    words.push('tư');
  } else if (ones > 0) {
    words.push(`${DIGITS[ones]}`);
  }
  return words.join(' ');
}

/** An amount below a thousand billion in Vietnamese words, as a receipt must carry it: "mười nghìn đồng". */
export function dongInWords(amountVnd: number): string {
  if (amountVnd === 0) {
    return 'không đồng';
  }
  const groups: number[] = [];
  for (let rest = amountVnd; rest > 0; rest = Math.floor(rest / 1000)) {
    groups.push(rest % 1000);
  }
  const words = groups
    .map((group, i) => (group === 0 ? '' : `${groupInWords(group, i < groups.length - 1)}${SCALES[i] ?? ''}`))
    .reverse()
    .filter((word) => word !== '');
  return `${words.join(' ')} đồng`;
}
