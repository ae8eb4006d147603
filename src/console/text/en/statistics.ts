/** The texts of the page. */
export const statisticsText = {
  title: 'Statistics',
  soon: 'This page is being made.',
} as const;
