/** An instant as Twilio's API writes it: RFC 2822 in UTC, whole seconds. */
export function timestamp(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}

/** The instant cut to the whole second that {@link timestamp} shows. */
export function wholeSecond(at: Date): number {
  return Math.floor(at.getTime() / 1000) * 1000;
}
