/** Where a file with its place for a signature lies until it is signed. */
export function preparedKey(centreId: string, itemId: string): string {
  return `${centreId}/ky-so/${itemId}`;
}

/** Where a file that the desk signed lies until all of its dossier are there. */
export function receivedKey(centreId: string, itemId: string): string {
  return `${centreId}/ky-so/${itemId}.xong`;
}

/** The live topic that says that something changed in a signer's sessions. */
export function signingTopic(accountId: string): string {
  return `account:${accountId}`;
}
