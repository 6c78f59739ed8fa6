export { checkedBlob } from './bundle/blob-check.ts';
export { missingBlobs, type SignedBlob } from './bundle/names.ts';
export { type BundledBlob, type OpenBundle, openBundle } from './bundle/read-bundle.ts';
export { type BundleInput, bundleSize, type StoredBlob, writeBundle } from './bundle/write-bundle.ts';
export { readJson } from './canonical.ts';
export { type Clock, isAhead, leastTime, type Standing, standingOf } from './clock.ts';
export {
  type CheckedDesired,
  checkDesired,
  type DesiredContext,
  type DesiredWarning,
  type LastDesired,
} from './desired/check-desired.ts';
export {
  type Desired,
  desiredDocument,
  type EnvironmentValue,
  isReservedEnvironment,
} from './desired/desired.ts';
export {
  checkManifest,
  type DeviceTraits,
  type KnownVersions,
  type ManifestContext,
  misfit,
} from './document/check-manifest.ts';
export {
  type DocumentKind,
  defineDocument,
  digestOf,
  type Opened,
  openDocument,
  readEnvelopeOf,
  signDocument,
} from './document/document.ts';
export {
  addSignature,
  checkSignatures,
  type Envelope,
  type EnvelopeSignature,
  maxEnvelopeBytes,
  preAuthEncoding,
  readEnvelope,
  type Signers,
  signEnvelope,
} from './document/envelope.ts';
export type { Label } from './document/fields.ts';
export {
  type Health,
  type Manifest,
  manifestDocument,
  type Part,
  type PartRole,
  partRoles,
} from './document/manifest.ts';
export {
  type CodeRecord,
  codeRecord,
  type EnrolmentCode,
  makeEnrolmentCode,
  readEnrolmentCode,
} from './enrolment/code.ts';
export {
  type AnsweredEnrolment,
  answerChallenge,
  beginEnrolment,
  checkWelcome,
  type DeviceKeys,
  type Enrolment,
} from './enrolment/device.ts';
export {
  answerDocument,
  challengeDocument,
  type EnrolmentAnswer,
  type EnrolmentChallenge,
  type EnrolmentRequest,
  type EnrolmentWelcome,
  requestDocument,
  welcomeDocument,
} from './enrolment/documents.ts';
export {
  type AskedDevice,
  answerTime,
  checkAnswer,
  checkRequest,
  makeChallenge,
  makeWelcome,
} from './enrolment/hub.ts';
export { type Enrolling, shortWords, wordsOf } from './enrolment/words.ts';
export {
  type DeliveredEnvironment,
  deliver,
  receive,
} from './environment/delivered.ts';
export type { MentionKind } from './environment/mentions.ts';
export { type FlowsWithEnvironment, revisionOf, withEnvironment } from './environment/merge.ts';
export { type LabelEnvironment, type OriginatedValue, valuesOfDevice } from './environment/precedence.ts';
export { type DeviceValue, environmentName, environmentText } from './environment/value.ts';
export { missingValues, type Variable, type VariableUse, variablesOf } from './environment/variables.ts';
export { withoutValues } from './environment/without-values.ts';
export { releaseErrors } from './errors.ts';
export { fingerprintOf, type KeyPair, type PublicKey, type Random } from './keys/key-pair.ts';
export {
  exportSealingKey,
  exportSigningKey,
  importSealingKey,
  importSigningKey,
  makeSealingKey,
  makeSigningKey,
  readSealingKey,
  readSigningKey,
  type SealingKey,
  type SigningKey,
} from './keys/keys.ts';
export { openSealedKey, publicOfSealedKey, sealSigningKey } from './keys/sealed-key.ts';
export { checkModule, checkModules, receiveModule } from './parts/check-modules.ts';
export { checkLock, receiveLock } from './parts/lock.ts';
export { lockFor } from './parts/lock-for.ts';
export {
  type MadeRelease,
  makeRelease,
  type ReleaseInput,
  type ReleaseModule,
} from './parts/make-release.ts';
export { type BundledPackage, type InspectedModule, inspectModule } from './parts/module-tarball.ts';
export type { PackedPart } from './parts/packed.ts';
export type { LockPlatform } from './parts/runs-on.ts';
export { packageUrl } from './parts/sbom.ts';
export { contentOf, unpacked } from './parts/unpacked.ts';
export { type Acknowledged, acknowledgedDocument, checkAcknowledged } from './reported/acknowledged.ts';
export {
  type Adoption,
  type AdoptionContext,
  adoptionDocument,
  type CheckedAdoption,
  checkAdoption,
  longestNodeId,
  mostAdoptedCredentials,
} from './reported/adoption.ts';
export {
  type CheckedReport,
  checkReported,
  type ReportContext,
  type ReportRecord,
} from './reported/check-reported.ts';
export {
  checkGreeting,
  type Greeting,
  type GreetingContext,
  greetingDocument,
} from './reported/greeting.ts';
export { type MachineError, type MachineReport, reportedOf, type Sender } from './reported/report-of.ts';
export { type Reported, type ReportedError, reportedDocument } from './reported/reported.ts';
export {
  type CommittedCredentials,
  type Credentials,
  commitmentTo,
  committed,
} from './seal/commitment.ts';
export { openSealed, type SealedContent, type SealedFor, sealFor } from './seal/sealed.ts';
export { isOneKey, signersOf, type Trust, type TrustRole, trustDocument, trustRoles } from './trust/trust.ts';
export {
  firstTrust,
  followTrust,
  type HeldTrust,
  nextTrust,
  readTrustChain,
  trustChainText,
} from './trust/trust-chain.ts';
