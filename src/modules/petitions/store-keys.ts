/** Where the bytes of a petition's photograph lie. Made of ids only. */
export function photoKey(centreId: string, petitionId: string, id: string): string {
  return `${centreId}/phan-anh/${petitionId}/${id}`;
}
