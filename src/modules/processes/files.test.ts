import { describe, expect, it } from 'vitest';
import { parseProcess, readProcesses } from './files.ts';
import { checkProcess, chooseProcess, planSteps } from './rules.ts';

const starters = await readProcesses();

describe('starter processes', () => {
  it.each(starters.map((process) => [process.code, process] as const))('%s is sound', (_, process) => {
    expect(checkProcess(process)).toEqual([]);
  });

  it('hold no code twice and exactly one default', () => {
    expect(new Set(starters.map((p) => p.code)).size).toBe(starters.length);
    expect(starters.filter((p) => p.appliesTo.everything).map((p) => p.code)).toEqual(['chung']);
  });

  it('name no field group twice', () => {
    const groups = starters.flatMap((p) => p.appliesTo.fieldGroups);
    expect(new Set(groups).size).toBe(groups.length);
  });

  it.each([
    ['2.000884', 'Chứng thực', 'chung-thuc'],
    ['1.001193', 'Hộ tịch', 'ho-tich'],
    ['1.012753', 'Đất đai', 'dat-dai-6-buoc'],
    ['1.014331', 'Y tế', 'van-hoa-xa-hoi'],
    ['9.999999', 'Lĩnh vực mới', 'chung'],
  ])('%s of %s takes %s', (procedureCode, fieldGroup, code) => {
    expect(chooseProcess(starters, { procedureCode, fieldGroup, term: null })?.code).toBe(code);
  });

  it('the land process shares 20 working days among six steps of the Centre, the unit and the leaders', () => {
    const land = starters.find((p) => p.code === 'dat-dai-6-buoc');
    const steps = land === undefined ? [] : planSteps(land, { amount: 20, unit: 'working-day' });
    expect(steps.map((step) => [step.unit, step.minutes / 60])).toEqual([
      ['trung-tam', 4],
      ['phong-kinh-te', 76],
      ['phong-kinh-te', 45.6],
      ['phong-kinh-te', 15.2],
      ['lanh-dao', 15.2],
      ['trung-tam', 4],
    ]);
  });
});

it('a file with a wrong key is refused with its place', () => {
  const text = 'code: x\nname: X\nsource: thử\nvalidFrom: 2025-07-01\nsteps: [{ key: A b }]';
  expect(() => parseProcess(text, 'x.yaml')).toThrow(/x\.yaml sai ở “steps\.0/);
});
