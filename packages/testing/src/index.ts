export { compileAddon, loadsHere } from './addon.ts';
export type { Benchmark, Figure } from './benchmark.ts';
export { BlackHole } from './black-hole.ts';
export { bundled } from './bundled.ts';
export { type Certificate, type Certificates, makeCertificate, makeCertificates } from './certificates.ts';
export { endChild, spawnChild } from './children.ts';
export {
  type DashboardPage,
  type DashboardPageOptions,
  type DashboardTarget,
  dashboardFlows,
  dashboardTargets,
  openDashboard,
  startDashboard,
} from './dashboard.ts';
export { type EditorOptions, type EditorPage, openEditor } from './editor.ts';
export { closeBrowser } from './editor-pages.ts';
export { count, everything, variants } from './everything.ts';
export { FaultProxy, type FaultProxyOptions } from './fault-proxy.ts';
export { type LoadablePackage, loadablePackages, readLoadable } from './loadable.ts';
export { marked } from './marked.ts';
export { Mosquitto, type MosquittoOptions } from './mosquitto.ts';
export {
  type Answer,
  type DeploymentType,
  type NodeRedOptions,
  NodeRedProcess,
  startNodeRed,
} from './node-red.ts';
export { OwnTime } from './own-time.ts';
export { compileCache, peersDirectory, root } from './paths.ts';
export { PeerProcess } from './peer-process.ts';
export { peerVersion, type VersionedPeer, versionedPeers } from './peer-versions.ts';
export { findPeer, type PeerName, requirePeer, type Skippable } from './peers.ts';
export { accepts, freePort, isFree } from './ports.ts';
export { Postgres, type PostgresLogIn } from './postgres.ts';
export { createProject, GitRemote } from './projects.ts';
export { type PackedPackage, Registry } from './registry.ts';
export { Rsyslog, type RsyslogOptions, type SyslogMessage } from './rsyslog.ts';
export {
  type Gallery,
  type Scene,
  type Shot,
  takeScreenshots,
  withoutMocha,
  writeContactSheet,
} from './screenshots.ts';
export { editorTargets, everyTarget, nodes, type Target, targets } from './targets.ts';
export {
  makeUserDirectory,
  removeUserDirectory,
  type TestUser,
  type UserDirectoryOptions,
} from './user-directory.ts';
export { waitFor } from './wait.ts';
