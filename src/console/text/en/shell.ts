/** The texts of the frame around every page. */
export const shellText = {
  product: 'Originator',
  titleOf: (page: string) => `${page} · Originator`,
  skip: 'Skip to content',
  navigation: 'Pages',
  pages: {
    account: 'Account',
    dispatches: 'Dispatches',
    statistics: 'Statistics',
    audit: 'Audit',
    platform: 'Platform',
  },
  signingIn: 'Signing in …',
  loading: 'Loading …',
  appearance: {
    label: 'Appearance',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  tenant: {
    title: 'Which tenant?',
    explanation: 'You work for the platform: name the tenant whose page you want to see.',
    label: 'Tenant',
    open: 'Open',
    change: 'Change tenant',
    of: (tenant: string) => `Tenant ${tenant}`,
    wrong: 'A tenant has 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-".',
  },
  nothing: {
    title: 'There is no such page',
    advice: 'Choose one of the pages above.',
  },
  forbidden: {
    title: 'This page is not open to you',
    advice: (scopes: string) => `It takes a token with one of these scopes: ${scopes}.`,
  },
  broken: {
    title: 'Something on this page went wrong',
    advice:
      'Nothing that was saved is lost. Load the page again; if it happens once more, tell the people who run this server.',
    again: 'Load the page again',
  },
} as const;
