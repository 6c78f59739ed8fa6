/** Icons of the fields that say over which road a node speaks. */
export const roadIcons = {
  road: 'fa-road',
  tls: 'fa-lock',
  path: 'fa-usb',
  baudRate: 'fa-tachometer',
  dataBits: 'fa-ellipsis-h',
  parity: 'fa-balance-scale',
  stopBits: 'fa-ellipsis-h',
} as const;
