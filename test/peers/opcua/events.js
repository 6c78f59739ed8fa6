import { toVariant } from './values.js';

/** `Area` notifies of its events, and through the Server object; `Alarm` is a condition of type OffNormalAlarm on `Alarm.Input`. */
export function addEvents(space) {
  const { namespace, addressSpace, root } = space;
  const area = namespace.addObject({
    browseName: 'Area',
    nodeId: 's=Area',
    organizedBy: root,
    notifierOf: addressSpace.rootFolder.objects.server,
    eventNotifier: 1,
  });
  const machine = namespace.addObject({
    browseName: 'Machine',
    nodeId: 's=Machine',
    componentOf: area,
    eventSourceOf: area,
    eventNotifier: 1,
  });
  const input = namespace.addVariable({
    browseName: 'Alarm.Input',
    nodeId: 's=Alarm.Input',
    componentOf: machine,
    eventSourceOf: machine,
    dataType: 'Double',
    accessLevel: 'CurrentRead | CurrentWrite',
    minimumSamplingInterval: 0,
    value: toVariant({ type: 'Double', value: 0 }),
  });
  if (!space.options.alarms) return;
  const alarm = namespace.instantiateExclusiveLimitAlarm('ExclusiveLimitAlarmType', {
    browseName: 'Alarm',
    nodeId: 's=Alarm',
    componentOf: machine,
    conditionSource: input,
    inputNode: input,
    optionals: ['ConfirmedState', 'Confirm'],
    lowLowLimit: -10,
    lowLimit: -1,
    highLimit: 10,
    highHighLimit: 100,
  });
  alarm.setEnabledState(true);
}

/** Raises an event: `{ type, source, fields: { Severity: { type, value } … } }`; the type is an id or the name of one of `urn:test:types`. */
export function raise(space, { type = 'BaseEventType', source, fields = {} }) {
  const { addressSpace } = space;
  const own = addressSpace.findEventType(type, addressSpace.getNamespaceIndex('urn:test:types'));
  const eventType = own ?? addressSpace.findEventType(type);
  const from = source ? space.find(source) : addressSpace.rootFolder.objects.server;
  from.raiseEvent(
    eventType,
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name.charAt(0).toLowerCase() + name.slice(1),
        toVariant(value),
      ]),
    ),
  );
}
