/** The officers' list of shipments; everything of the post lies below it. */
export const POST_HOME = '/can-bo/chuyen-phat';
/** How the post is reached. */
export const POST_SETTINGS = '/can-bo/quan-tri/buu-chinh';
