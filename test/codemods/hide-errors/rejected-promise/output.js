const { publicMessage } = require("./security");
exports.list = (req, res) => {
  Shop.findAll()
    .then((shops) => res.send(shops))
    .catch((err) => {
      res.status(500).send({
        message: publicMessage(err) || "Some error occurred while retrieving shops.",
      });
    });
};
