/** Where a file's bytes lie. Made of ids only; names never become paths. */
export function fileKey(file: { readonly centreId: string; readonly id: string }): string {
  return `${file.centreId}/tep/${file.id}`;
}

/** Where the PDF of a drawn form lies. */
export function documentKey(centreId: string, documentId: string): string {
  return `${centreId}/giay/${documentId}.pdf`;
}

/** Where a photographed page lies until its paper is finished. */
export function scanPageKey(
  session: { readonly centreId: string; readonly id: string },
  position: number,
): string {
  return `${session.centreId}/chup/${session.id}/${position}`;
}
