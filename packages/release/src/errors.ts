import { defineErrors } from '@millwright/schema';
import { bundleRefusals } from './bundle/refusals.ts';
import { documentRefusals } from './document/refusals.ts';
import { enrolmentRefusals } from './enrolment/refusals.ts';
import { environmentRefusals } from './environment/refusals.ts';
import { keyRefusals } from './keys/refusals.ts';
import { partRefusals } from './parts/refusals.ts';
import { sealRefusals } from './seal/refusals.ts';
import { trustRefusals } from './trust/refusals.ts';

/**
 * Why a release, or a document that hub and device exchange, is refused. Each attack has its own code. What is in a
 * message comes from a document that may be anybody's: it is short, and never a secret.
 */
export const releaseErrors = defineErrors('release', {
  ...bundleRefusals,
  ...documentRefusals,
  ...enrolmentRefusals,
  ...environmentRefusals,
  ...keyRefusals,
  ...partRefusals,
  ...sealRefusals,
  ...trustRefusals,
});
