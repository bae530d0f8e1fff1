/** Every shared piece of the screens, from one place. `/can-bo/quan-tri/thanh-phan` shows them all. */
export * from './asked.tsx';
export * from './chart.tsx';
export * from './data.tsx';
export * from './forms.tsx';
export * from './hall.tsx';
export * from './pieces.tsx';
export * from './status.tsx';
export * from './unbroken.tsx';
