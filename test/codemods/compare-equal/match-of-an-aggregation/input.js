exports.totals = (req, res) =>
  Order.aggregate([{ $match: { customer: req.body.customer } }, { $group: { _id: '$month' } }]);
