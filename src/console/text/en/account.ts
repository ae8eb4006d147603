/** The texts of the page. */
export const accountText = {
  title: 'Account',
  soon: 'This page is being made.',
} as const;
