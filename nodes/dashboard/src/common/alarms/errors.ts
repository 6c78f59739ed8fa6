import { defineErrors } from '@millwright/schema';

/** What widgets that show alarms refuse. */
export const alarmWidgetErrors = defineErrors('alarm-widgets', {
  notLoggedIn: {
    status: 403,
    family: 'caller',
    message: () =>
      'Nobody is logged in to this dashboard, and this widget takes commands of people who are. Nothing was done',
  },
  alarmUnknown: {
    status: 404,
    family: 'caller',
    message: () => 'This widget shows no such alarm',
  },
  commandsRunning: {
    status: 429,
    family: 'caller',
    message: () => 'Commands of this browser are being carried out. Wait for their end, then try again',
  },
  disabled: {
    status: 403,
    family: 'caller',
    message: () => 'This widget, its group or its page is disabled. Nothing was done',
  },
  engineMissing: {
    status: 503,
    family: 'world',
    message: () =>
      'The alarm engine of this widget does not run: it is not deployed, disabled, or cannot work as it is set',
  },
});
