/** The texts of the page. */
export const auditText = {
  title: 'Audit',
  soon: 'This page is being made.',
} as const;
