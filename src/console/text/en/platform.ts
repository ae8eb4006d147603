/** The texts of the page. */
export const platformText = {
  title: 'Platform',
  soon: 'This page is being made.',
} as const;
