const { publicMessage } = require('./security');
exports.list = (req, res) => {
  Shop.find({}, function (err, shops) {
    if (err) return res.status(500).send({ message: publicMessage(err) || 'Something went wrong.' });
    res.send(shops);
  });
};
