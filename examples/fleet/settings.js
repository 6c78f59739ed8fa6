// Settings of this example: those of the filler, which it is the same as, but for many lines.
module.exports = require('../filler/settings.js');
