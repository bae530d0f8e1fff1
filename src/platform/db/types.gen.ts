// biome-ignore lint/suspicious/noEmptyInterface: placeholder until the first `npm run db:types`
export interface DB {}
