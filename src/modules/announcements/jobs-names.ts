/** Tells one channel (and one recipient) of a piece of news. */
export const DELIVER = 'news.deliver';
/** Every minute: what is due and what a kill or a rest left behind. */
export const SWEEP = 'news.sweep';
/** Every day: a token of the fan page that ends soon is renewed. */
export const RENEW = 'news.renew';
