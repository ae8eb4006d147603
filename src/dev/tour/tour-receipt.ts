import { setTimeout as sleep } from 'node:timers/promises';
import { verifyReceipt } from '../../audit/receipt/verify-receipt.ts';
import { parseVerifierKeys } from '../../ledger/tree/public-keys.ts';
import { expectA, given } from './front-end.ts';
import { check, type TourContext } from './tour-context.ts';

/** A consent is sealed within a second of being given. */
const SEALING_ATTEMPTS = 5;

/** Issues the receipt of the consent in force, and checks it as somebody does who has it and the public key alone. */
export async function issueAndVerifyReceipt(stage: TourContext): Promise<void> {
  const { report, auditor } = stage;
  report.step('An auditor takes a receipt of the consent in force.');
  const { consent } = await auditor.configuration();
  const { receipt, fileName } = await issueReceipt(stage, given(consent, 'consent').id);
  report.gist(`${fileName}, ${Buffer.byteLength(receipt)} bytes`);

  report.step(
    'Anyone with the receipt and the public key can verify it without a server, for example by `npm run audit:verify`. ' +
      'If a word in it is changed, the verdict is IN DOUBT.',
  );
  const keys = given(parseVerifierKeys(await stage.publicKeys()), 'public key');
  const genuine = verifyReceipt(Buffer.from(receipt), { keys });
  check(genuine.verified, 'the receipt is in doubt');
  const forged = verifyReceipt(Buffer.from(receipt.replace('Ann Admin', 'Bob Admin')), { keys });
  check(!forged.verified, 'a receipt that was changed is verified');
  report.gist(
    `VERIFIED: ${genuine.shows[0]}`,
    `IN DOUBT: ${forged.doubts.map(({ text }) => text).join(' ')}`,
  );
}

async function issueReceipt({ auditor }: TourContext, consentId: string) {
  for (let attempt = 1; ; attempt += 1) {
    const issued = await auditor.client.issueConsentReceipt({ consentId });
    if (issued.__typename !== 'RateLimited' || attempt === SEALING_ATTEMPTS)
      return expectA(issued, 'IssueConsentReceiptPayload');
    await sleep(issued.retryAfterSeconds * 1_000);
  }
}
