"use strict";

const express = require("express");
const MongoClient = require("mongodb").MongoClient;

MongoClient.connect("mongodb://localhost/shop", (err, db) => {
    if (err) throw err;

    const app = express(); // the web server

    app.use(express.urlencoded({
        extended: false
    }));
    require("./app/routes")(app, db);
});
