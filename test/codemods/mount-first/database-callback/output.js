"use strict";

const express = require("express");
const MongoClient = require("mongodb").MongoClient;
const { secureApp } = require("./security");

MongoClient.connect("mongodb://localhost/shop", (err, db) => {
    if (err) throw err;

    const app = express(); // the web server
    secureApp(app);

    app.use(express.urlencoded({
        extended: false
    }));
    require("./app/routes")(app, db);
});
