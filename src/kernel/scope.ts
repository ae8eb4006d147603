import type { TenantId } from './ids.ts';
import type { OperationLimits } from './operation-limits.ts';
import type { ActorKind } from './vocabulary/actor.ts';

/** The actor of a change, as known at that time. */
export interface Actor {
  readonly kind: ActorKind;
  /** The token's subject; for `SYSTEM` the name of the job. */
  readonly subject: string;
  readonly displayName: string;
  /** The authentication method of the subject, as its token states it (`pwd`, `mfa`, …); for `SYSTEM` it is `internal`. */
  readonly authenticatedBy: string;
}

/** The actor of something recorded; subject and display name are null of a person who was erased (A6). */
export interface RecordedActor extends Pick<Actor, 'kind' | 'authenticatedBy'> {
  readonly subject: string | null;
  readonly displayName: string | null;
}

/** The actor for what is still done in the name of somebody who may have been erased meanwhile. */
export function actorOf({ kind, subject, displayName, authenticatedBy }: RecordedActor): Actor {
  return { kind, subject: subject ?? 'erased', displayName: displayName ?? '', authenticatedBy };
}

/** The origin of a request, which a consent record stores with its actor (C3). */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** The idempotency key of a request, hashed with who uses it, and the hash of what is asked for; 32 bytes each. */
export interface RequestKey {
  readonly key: Buffer;
  readonly requestHash: Buffer;
}

/** The first argument of every verb: who asks, for which tenant, in which request. */
export interface RequestScope {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly requestId: string;
  readonly origin: RequestOrigin;
  /** True if the token is one of a platform role, which is the same for all tenants (X1). */
  readonly platform: boolean;
  /** For how long it may go on; absent for work that Originator does by itself. */
  readonly limits?: OperationLimits;
  /** The idempotency key of a request that is to be done once; absent where the caller gave none. */
  readonly requestKey?: RequestKey;
}

/** The scope of work that Originator does by itself, such as finishing a verification or expiring a draft. */
export function systemScope(tenant: TenantId, job: string, requestId: string): RequestScope {
  return {
    tenant,
    actor: { kind: 'SYSTEM', subject: job, displayName: 'Originator', authenticatedBy: 'internal' },
    requestId,
    origin: { ip: null, userAgent: null },
    platform: false,
  };
}
