/** Sends one order to the post. */
export const SEND_ORDER = 'post.send-order';
/** Sends what is due again and asks after what the post has, every five minutes. */
export const TEND_POST = 'post.tend';
/** Does what follows from news: the dossier returned, or a word in its history. */
export const FOLLOW_NEWS = 'post.follow-news';
