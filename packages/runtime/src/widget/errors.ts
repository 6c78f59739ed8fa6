import { defineErrors } from '@millwright/schema';

export const widgetErrors = defineErrors('widget', {
  dashboardTooOld: {
    status: 503,
    family: 'world',
    message: ({ type }: { readonly type: string }) =>
      `This version of Dashboard does not say which browser asks something of a ${type}. Install a newer one`,
  },
  requestMalformed: {
    status: 400,
    family: 'caller',
    message: ({ type, problems }: { readonly type: string; readonly problems: readonly string[] }) =>
      `This request to a ${type} cannot be read: ${problems.join('; ')}`,
  },
  requestTooLarge: {
    status: 413,
    family: 'caller',
    message: ({ bytes, max }: { readonly bytes: number; readonly max: number }) =>
      `This request has ${bytes} bytes; a widget takes ${max}`,
  },
  requestUnknown: {
    status: 400,
    family: 'caller',
    message: ({ type, ask }: { readonly type: string; readonly ask: string }) =>
      `A ${type} does not answer "${ask}"`,
  },
  tooManyAtOnce: {
    status: 429,
    family: 'caller',
    message: ({ type, max }: { readonly type: string; readonly max: number }) =>
      `This browser waits for ${max} answers of one ${type}. Wait for one of them`,
  },
  tooManyRequests: {
    status: 429,
    family: 'caller',
    message: ({ type, perSecond }: { readonly type: string; readonly perSecond: number }) =>
      `This browser asks more than ${perSecond} times a second of one ${type}. Wait a second`,
  },
});
