/** Where a file's bytes lie. Made of ids only; names never become paths. */
export function fileKey(file: { readonly centreId: string; readonly id: string }): string {
  return `${file.centreId}/tep/${file.id}`;
}

/** Where the PDF of a drawn form lies. */
export function documentKey(centreId: string, documentId: string): string {
  return `${centreId}/giay/${documentId}.pdf`;
}
