/** The texts of the page. */
export const dispatchesText = {
  title: 'Dispatches',
  soon: 'This page is being made.',
} as const;
