import type { AccountSid } from '../../../kernel/ids.ts';
import type { ConsentKind } from '../../../kernel/vocabulary/consent.ts';
import { filterText } from '../../fields/filter-text.ts';

/** The conditions that every filter of consent records has. */
interface ConsentConditions {
  readonly kinds?: readonly ConsentKind[] | null | undefined;
  readonly accountSid?: AccountSid | null | undefined;
  readonly documentVersion?: number | null | undefined;
  readonly documentDigest?: string | null | undefined;
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
}

/** The conditions as stores take them. Refuses a digest that nothing stored could equal. */
export function consentCriteria(filter: ConsentConditions | null | undefined) {
  return {
    kinds: filter?.kinds ?? undefined,
    accountSid: filter?.accountSid ?? undefined,
    documentVersion: filter?.documentVersion ?? undefined,
    documentDigest: filterText('documentDigest', filter?.documentDigest)?.toLowerCase(),
    from: filter?.from ?? undefined,
    to: filter?.to ?? undefined,
  };
}
