exports.totals = (req, res) =>
  Order.aggregate([{ $match: { customer: { $eq: req.body.customer } } }, { $group: { _id: '$month' } }]);
