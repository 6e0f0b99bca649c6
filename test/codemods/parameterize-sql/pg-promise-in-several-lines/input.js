var pgp = require('pg-promise')();
var db = pgp('postgres://localhost');

function buy(cart) {
    var q = "INSERT INTO purchases(mail, name, price) VALUES('" +
            cart.mail + "', '" +
            cart.name + "', " +
            cart.price +
            ");";

    return db.one(q);
}

module.exports = buy;
