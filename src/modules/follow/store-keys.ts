/** Where the bytes of something lie that a citizen sent for a dossier. Made of ids only. */
export function followKey(file: {
  readonly centreId: string;
  readonly holderId: string;
  readonly id: string;
}): string {
  return `${file.centreId}/theo-doi/${file.holderId}/${file.id}`;
}
