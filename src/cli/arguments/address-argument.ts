/** True if an argument is an address that HTTP reaches. */
export function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** True if an address that was given as an argument has a user or a password in it, which do not belong there (X6). */
export function hasPassword(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
