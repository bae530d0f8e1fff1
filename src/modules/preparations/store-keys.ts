/** Where the bytes of a draft's file lie. Made of ids only. */
export function preparedFileKey(file: {
  readonly centreId: string;
  readonly preparationId: string;
  readonly id: string;
}): string {
  return `${file.centreId}/chuan-bi/${file.preparationId}/${file.id}`;
}
