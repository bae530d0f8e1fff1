/** What a VietQR asks for: money to one account, with an amount and a text. */
export interface TransferRequest {
  /** Bank identification number of NAPAS, six digits. */
  readonly bankBin: string;
  readonly accountNo: string;
  /** Whole đồng. */
  readonly amountVnd: number;
  /** Text of the transfer: letters without marks, digits and spaces. */
  readonly purpose: string;
}

const NAPAS = 'A000000727';
const TO_ACCOUNT = 'QRIBFTTA';
const DYNAMIC = '12';
const DONG = '704';
const COUNTRY = 'VN';
/** Longest value of one field: its length is written in two digits. */
const LONGEST = 99;
/** Banks cut longer texts. */
const PURPOSE = /^[A-Za-z0-9 ]{1,25}$/;

function field(tag: string, value: string): string {
  if (value.length === 0 || value.length > LONGEST) {
    throw new RangeError(`VietQR field ${tag} takes 1 to ${LONGEST} characters, not ${value.length}`);
  }
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

/** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) of ASCII text, four upper-case hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'ascii')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    }
  }
  return (crc & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}

/**
 * The text of a VietQR code (EMV QR of NAPAS) that moves an exact amount to an account.
 * @throws RangeError when a part does not fit: amount not a positive whole number, purpose with marks or above 25 characters
 */
export function vietQr(request: TransferRequest): string {
  const { bankBin, accountNo, amountVnd, purpose } = request;
  if (!/^\d{6}$/.test(bankBin) || !/^[0-9A-Za-z]{1,19}$/.test(accountNo)) {
    throw new RangeError('VietQR needs a bank number of six digits and an account of letters and digits');
  }
  if (!Number.isSafeInteger(amountVnd) || amountVnd <= 0 || String(amountVnd).length > 13) {
    throw new RangeError(`VietQR cannot ask for ${amountVnd} đồng`);
  }
  if (!PURPOSE.test(purpose)) {
    throw new RangeError('the purpose of a VietQR is 1 to 25 letters without marks, digits or spaces');
  }
  const receiver = field('00', bankBin) + field('01', accountNo);
  const text = [
    field('00', '01'),
    field('01', DYNAMIC),
    field('38', field('00', NAPAS) + field('01', receiver) + field('02', TO_ACCOUNT)),
    field('53', DONG),
    field('54', String(amountVnd)),
    field('58', COUNTRY),
    field('62', field('08', purpose)),
    '6304',
  ].join('');
  return text + crc16(text);
}
