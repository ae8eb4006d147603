import type { AccountSid, TenantId } from '../../kernel/ids.ts';
import { type Claim, createShare, type Place, type Share, type Waiting } from '../../kernel/shares/share.ts';
import { ownPlaces, sharedPlaces } from '../../kernel/shares/share-rules.ts';

/** The number of calls that may be under way at once; limits of our own, never an API error. */
export interface CallLimits {
  readonly perAccount: number;
  readonly perNode: number;
  /** For each tenant, of an account that several send from, and of the node. */
  readonly guaranteed: number;
}

/** A call that a place is asked for. */
export interface Call {
  readonly tenant: TenantId;
  readonly account: AccountSid;
  /** True if the account is the platform's, which tenants share. */
  readonly isDefault: boolean;
  /** True if it is one of a batch: single dispatches go before them. */
  readonly isBulk: boolean;
}

/** The places of this process for calls to Twilio, of each account and in all, divided among tenants (X5). */
export interface CallPlaces {
  /** Takes a place at once, or `undefined` where there is none. */
  tryTake(call: Call): Place | undefined;
  /** Waits for the call's turn; `undefined` where it did not come in time. */
  take(call: Call, waiting: Waiting): Promise<Place | undefined>;
  /** The number of such calls that could begin at this moment. */
  free(call: Call): number;
  /** The number of calls that are under way. */
  readonly taken: number;
}

/** Places of which none is taken. */
export function createCallPlaces({ perAccount, perNode, guaranteed }: CallLimits): CallPlaces {
  const node = createShare(sharedPlaces('calls', { places: perNode, guaranteed, perMember: perNode }));
  const accounts = new Map<AccountSid, Share>();

  const settings = { places: perAccount, guaranteed, perMember: perAccount };
  const shareOf = ({ account, isDefault }: Call): Share => {
    const known = accounts.get(account);
    if (known !== undefined) return known;
    const created = createShare((isDefault ? sharedPlaces : ownPlaces)('calls', settings));
    accounts.set(account, created);
    return created;
  };

  const leave = ({ account }: Call, ofAccount: Place): void => {
    ofAccount.release();
    // Nobody waits for an account of which all places are free.
    if (accounts.get(account)?.taken === 0) accounts.delete(account);
  };
  const both = (call: Call, ofAccount: Place, ofNode: Place): Place => ({
    release() {
      leave(call, ofAccount);
      ofNode.release();
    },
  });

  return {
    tryTake(call) {
      const ofAccount = shareOf(call).tryTake(claimOf(call));
      if (ofAccount === undefined) return undefined;
      const ofNode = node.tryTake(claimOf(call));
      if (ofNode !== undefined) return both(call, ofAccount, ofNode);
      leave(call, ofAccount);
      return undefined;
    },
    async take(call, { timeoutMs, stop }) {
      const begun = performance.now();
      const until = stop === undefined ? {} : { stop };
      const ofAccount = await shareOf(call).take(claimOf(call), { timeoutMs, ...until });
      if (ofAccount === undefined) return undefined;
      const left = timeoutMs - (performance.now() - begun);
      const ofNode = await node.take(claimOf(call), { timeoutMs: left, ...until });
      if (ofNode !== undefined) return both(call, ofAccount, ofNode);
      leave(call, ofAccount);
      return undefined;
    },
    free: (call) => Math.min(shareOf(call).free(claimOf(call)), node.free(claimOf(call))),
    get taken() {
      return node.taken;
    },
  };
}

function claimOf({ tenant, isBulk }: Call): Claim {
  return { owner: tenant, isBulk };
}
