/** Where officers decide about the national list. */
export const LIST_HOME = '/can-bo/quan-tri/danh-muc-quoc-gia';
/** Where an administrator says from where it is read. */
export const LIST_SOURCE = `${LIST_HOME}/nguon`;
