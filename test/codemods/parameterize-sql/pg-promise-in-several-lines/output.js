var pgp = require('pg-promise')();
var db = pgp('postgres://localhost');

function buy(cart) {
    var q = "INSERT INTO purchases(mail, name, price) VALUES($1, $2, $3);";

    return db.one(q, [String(cart.mail), String(cart.name), cart.price]);
}

module.exports = buy;
