const { publicMessage } = require('./security');
const showAll = (err, res) => res.status(500).json({ message: err.message, stack: err.stack });
const showBoth = (err, res) => res.status(500).json({ message: publicMessage(err) });

module.exports = (err, req, res, next) => {
  if (process.env.NODE_ENV === 'development') {
    showAll(err, res);
    showBoth(err, res);
  } else showBoth(err, res);
};
