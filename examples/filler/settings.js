// Settings of this example. `npm start` adds a log-in; to run the example elsewhere, set Access up or add your own (adminAuth).
module.exports = {
  flowFile: 'flows.json',
  // Makes the flow file readable in a diff.
  flowFilePretty: true,
  uiHost: '127.0.0.1',
  editorTheme: { tours: false },
  // Nothing phones home.
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: 'info', metrics: false, audit: false } },
};
