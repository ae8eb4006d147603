import { post } from '../load.ts';
import { compare } from './compared-servers.ts';
import { onReadStage, type Read } from './read-stage.ts';

const CONFIG_READ: Read = {
  query: `query ConfigurationRead {
  tenant {
    configuration {
      version inForceFrom channels
      account {
        sid name status type verifiedAt tokenSetAt
        organizationNumbers(filter: SELECTED, first: 3) { edges { node { phoneNumber name available selected } } }
      }
      fallbackPolicy { mode chosenAt }
      consent { id kind recordedAt accountSid }
    }
  }
}`,
  roles: ['admin'],
  from: 'end as consent',
};

/**
 * The config read through the API beside a bare handler, and beside Mercurius with graphql-jit, which read with the same
 * SQL, tenant scope, token check and pool mode, each in a process of its own. Gives whether what is wanted was reached.
 */
export async function benchConfigRead(): Promise<boolean> {
  return onReadStage(
    async () => {},
    [CONFIG_READ],
    async (stage) => {
      const api = await stage.api(CONFIG_READ);
      const bare = { name: 'the bare handler', wanted: 0.8 };
      const mercurius = { name: 'mercurius + jit', wanted: 1 };
      const peers = [
        await stage.peer('test/bench/reads/bare-server.ts', CONFIG_READ, bare),
        await stage.peer('test/bench/reads/mercurius-server.ts', CONFIG_READ, mercurius),
      ] as const;
      const [ofApi, ofMercurius] = [await post(api.target), await post(peers[1].target)];
      if (ofApi !== ofMercurius) throw new Error(`answers differ:\n${ofApi}\n${ofMercurius}`);
      return compare('config read', api, peers);
    },
  );
}
