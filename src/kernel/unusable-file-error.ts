/** A file that was named for the server, or that it keeps for itself, cannot be used; the message is for the operator. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}
