/** Whether the fault tests run in the form that every submission passes, instead of in full. */
export function isShort(): boolean {
  return process.env['FAULTS'] === 'short';
}
