import { type EpochDay, toEpochDay } from './local-time.ts';

/**
 * The Vietnamese lunar calendar by its astronomical rule at UTC+7 (Meeus, "Astronomical Algorithms": new moons and the
 * sun's apparent longitude, good to a few minutes). It only warns of slips in the entered holidays: libraries that
 * follow Beijing (UTC+8) differ, for instance at Tết 2030.
 */
const RAD = Math.PI / 180;
const JD_OF_1970 = 2440587.5;
const OFFSET_DAYS = 7 / 24;
const MONTH = 29.530588853;
/** New moon of 1 January 1900, counted as lunation 0. */
const FIRST_NEW_MOON = 2415021.076998695;

function sin(degrees: number): number {
  return Math.sin(degrees * RAD);
}

/** Julian day (UT) of a lunation's new moon. */
function newMoon(lunation: number): number {
  const t = lunation / 1236.85;
  const mean =
    2415020.75933 +
    29.53058868 * lunation +
    0.0001178 * t ** 2 -
    0.000000155 * t ** 3 +
    0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t ** 2);
  const sun = 359.2242 + 29.10535608 * lunation - 0.0000333 * t ** 2 - 0.00000347 * t ** 3;
  const moon = 306.0253 + 385.81691806 * lunation + 0.0107306 * t ** 2 + 0.00001236 * t ** 3;
  const node = 21.2964 + 390.67050646 * lunation - 0.0016528 * t ** 2 - 0.00000239 * t ** 3;
  const periodic =
    (0.1734 - 0.000393 * t) * sin(sun) +
    0.0021 * sin(2 * sun) -
    0.4068 * sin(moon) +
    0.0161 * sin(2 * moon) -
    0.0004 * sin(3 * moon) +
    0.0104 * sin(2 * node) -
    0.0051 * sin(sun + moon) -
    0.0074 * sin(sun - moon) +
    0.0004 * sin(2 * node + sun) -
    0.0004 * sin(2 * node - sun) -
    0.0006 * sin(2 * node + moon) +
    0.001 * sin(2 * node - moon) +
    0.0005 * sin(2 * moon + sun);
  const deltaT = -0.000278 + 0.000265 * t + 0.000262 * t ** 2;
  return mean + periodic - deltaT;
}

/** Local day on which a lunation begins. */
function monthStart(lunation: number): EpochDay {
  return Math.floor(newMoon(lunation) - JD_OF_1970 + OFFSET_DAYS);
}

/** The sun's sector of 30° at local midnight beginning the day: 0 from the March equinox, 9 from the winter solstice. */
function sunSector(day: EpochDay): number {
  const t = (day + JD_OF_1970 - OFFSET_DAYS - 2451545) / 36525;
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t ** 2;
  const longitude =
    280.46645 +
    36000.76983 * t +
    0.0003032 * t ** 2 +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.00029 * sin(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

/** The lunation of the 11th month, the one that holds the winter solstice of the year. */
function eleventhMonth(year: number): number {
  const endOfYear = toEpochDay(new Temporal.PlainDate(year, 12, 31)) + JD_OF_1970 - FIRST_NEW_MOON;
  const lunation = Math.floor(endOfYear / MONTH);
  return sunSector(monthStart(lunation)) >= 9 ? lunation - 1 : lunation;
}

/** Months from the 11th month to the leap month, or undefined in a year of twelve months. */
function leapOffset(first: number, next: number): number | undefined {
  if (next - first < 13) {
    return undefined;
  }
  let offset = 1;
  while (sunSector(monthStart(first + offset)) !== sunSector(monthStart(first + offset + 1))) {
    offset += 1;
  }
  return offset;
}

/** Day on which a (non-leap) lunar month of the lunar year begins, for months 1 to 10; `year` as in "Tết 2027". */
export function lunarMonthStart(year: number, month: number): EpochDay {
  const first = eleventhMonth(year - 1);
  const leap = leapOffset(first, eleventhMonth(year));
  const offset = month + 1;
  return monthStart(first + offset + (leap !== undefined && offset >= leap ? 1 : 0));
}

/** Mùng 1 Tết of the year. */
export function tet(year: number): EpochDay {
  return lunarMonthStart(year, 1);
}

/** Giỗ Tổ Hùng Vương, the 10th of the 3rd lunar month. */
export function ancestorsDay(year: number): EpochDay {
  return lunarMonthStart(year, 3) + 9;
}
