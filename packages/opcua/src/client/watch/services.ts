import { NodeId } from 'node-opcua-nodeid';
import {
  CreateMonitoredItemsRequest,
  type CreateMonitoredItemsResponse,
  DeleteMonitoredItemsRequest,
  type DeleteMonitoredItemsResponse,
  ModifyMonitoredItemsRequest,
  type ModifyMonitoredItemsResponse,
  type MonitoredItemCreateResult,
  type MonitoredItemModifyResult,
  MonitoringMode,
  SetMonitoringModeRequest,
  type SetMonitoringModeResponse,
} from 'node-opcua-types';
