/** The texts about signing in. */
export const sessionText = {
  unavailable: {
    title: 'Nobody can sign in here',
    advice:
      'This server names no sign-in for the console. In development, open it at a loopback address such as http://127.0.0.1:4000/console and without TRUSTED_PROXIES.',
  },
  development: {
    role: 'Role',
    tenant: 'Tenant',
    refused: 'The server gave no token',
  },
} as const;
