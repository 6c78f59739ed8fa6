import { commsRows } from './comms.ts';
import { contextRows, diagnosticRows, libraryRows, settingRows } from './data.ts';
import { flowRows } from './flows.ts';
import { nodeRows, pluginRows } from './modules.ts';
import { projectRows } from './projects.ts';
import { foreignRead, foreignWrite, routeRows } from './routes.ts';
import type { CatalogueRow, FunctionRow } from './row.ts';

/** Every operation that is a call of Node-RED's runtime API. */
export const functionCatalogue: readonly FunctionRow[] = [
  ...flowRows,
  ...nodeRows,
  ...pluginRows,
  ...contextRows,
  ...settingRows,
  ...libraryRows,
  ...diagnosticRows,
  ...projectRows,
  ...commsRows,
];

/** Every operation of Node-RED itself: the one list of what can be done through its admin side. */
export const catalogue: readonly CatalogueRow[] = [
  ...functionCatalogue,
  ...routeRows,
  foreignRead,
  foreignWrite,
];

export { foreignRead, foreignWrite, routeRows } from './routes.ts';
export {
  type CatalogueRow,
  type FlowsWriteKind,
  type FunctionGroup,
  type FunctionRow,
  isRefusable,
  type RequestPattern,
  type RouteRow,
} from './row.ts';
export { silentFunctions, silentRequests } from './silent.ts';
