"use strict";

const express = require("express");
const app = express(); // the web server
const MongoClient = require("mongodb").MongoClient;
const routes = require("./app/routes");

app.use(express.json());

MongoClient.connect("mongodb://localhost/shop", (err, db) => {
    if (err) throw err;

    app.use(express.static(`${__dirname}/app/assets`));
    routes(app, db);

    require("http").createServer(app).listen(4000);
});
