import type { CarrierFault } from '../messaging.ts';

/** Codes of template messages by phone (ZNS/ZBS). */
const ZNS: Readonly<Record<CarrierFault, readonly number[]>> = {
  transient: [-100],
  'needs-human': [
    -101, -102, -103, -104, -105, -115, -126, -136, -137, -117, -120, -131, -125, -127, -135, -1351, -138,
    -145, -146, -160, -161, -162,
  ],
  unreachable: [-108, -110, -114, -118, -119, -139, -140, -141],
  misfit: [-106, -107, -109, -111, -112, -121, -122, -132, -1121, -1122, -1123, -1124, -113, -116, -123],
  token: [-124],
  night: [-133],
  tomorrow: [-144, -1441, -147, -1471, -1472],
};

/** Codes of the Official Account interface. */
const OA: Readonly<Record<CarrierFault, readonly number[]>> = {
  transient: [-32, -214],
  'needs-human': [
    -204, -209, -212, -219, -221, -223, -224, -237, -238, -240, -241, -242, -248, -320, -321, -403,
  ],
  unreachable: [-213, -217, -218, -227, -230, -244],
  misfit: [-100, -201, -210, -232, -233],
  token: [-216, -220],
  night: [-234],
  tomorrow: [-211],
};

function table(faults: Readonly<Record<CarrierFault, readonly number[]>>): ReadonlyMap<number, CarrierFault> {
  return new Map(
    Object.entries(faults).flatMap(([fault, codes]) =>
      codes.map((code) => [code, fault as CarrierFault] as const),
    ),
  );
}

const TABLES = { zns: table(ZNS), oa: table(OA) } as const;

/** What a code of Zalo asks for; undefined for a code that is in no table: unknown, never a success. */
export function zaloFault(family: keyof typeof TABLES, code: number): CarrierFault | undefined {
  return TABLES[family].get(code);
}
