// Settings of this example: those of the filler.
module.exports = require('../filler/settings.js');
