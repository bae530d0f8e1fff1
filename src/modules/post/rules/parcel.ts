import type { Dossier } from '#modules/dossiers/schema.ts';
import { withoutMarks } from '#platform/vietnamese.ts';
import { type AddressInput, type OpenPost, type PostParty, pairsOf } from '../schema.ts';

function plain(name: string): string {
  return withoutMarks(name)
    .toLowerCase()
    .replace(/^(tinh|thanh pho|tp\.?)\s+/, '')
    .replace(/[\s.-]+/g, ' ')
    .trim();
}

/** The post's code of a province, by its name with or without diacritics, "tỉnh" or "thành phố"; null when the settings do not name it. */
export function provinceCode(connection: OpenPost, name: string): number | null {
  const found = pairsOf(connection.provinces)?.find(([left]) => plain(left) === plain(name));
  return found === undefined ? null : Number(found[1]);
}

/** The citizen's end of a shipment; null when the post has no code for the province. */
export function citizenParty(connection: OpenPost, address: AddressInput): PostParty | null {
  const province = provinceCode(connection, address.province);
  return province === null
    ? null
    : {
        name: address.name,
        tel: address.tel,
        address: [address.village, address.commune, address.province].join(', '),
        email: '',
        province,
        district: connection.receiverDistrict,
      };
}

/** The centre's end of a shipment. */
export function centreParty(connection: OpenPost): PostParty {
  return {
    name: connection.senderName,
    tel: connection.senderTel,
    address: connection.senderAddress,
    email: connection.senderEmail,
    province: connection.senderProvince,
    district: connection.senderDistrict,
  };
}

/** What is known of where a result goes; parts that nobody wrote are empty. A line of one piece is taken apart from its end. */
export function addressOf(dossier: Pick<Dossier, 'delivery' | 'parties'>): AddressInput {
  const { delivery, parties } = dossier;
  const line = delivery.address === '' ? parties.applicant.address : delivery.address;
  const parts = line.split(',').map((part) => part.trim());
  const whole = (delivery.commune ?? '') !== '' || (delivery.province ?? '') !== '' || parts.length < 3;
  return {
    name: parties.applicant.name,
    tel: delivery.phone || parties.contact.phone || parties.applicant.phone || '',
    village: whole ? line : parts.slice(0, -2).join(', '),
    commune: whole ? (delivery.commune ?? '') : (parts.at(-2) ?? ''),
    province: whole ? (delivery.province ?? '') : (parts.at(-1) ?? ''),
  };
}

/** Our code of an order: the dossier's number, with a count from the second shipment on. */
export function orderCodeOf(number: string, earlier: number): string {
  return earlier === 0 ? number : `${number}.${earlier + 1}`;
}
