const express = require('express');

module.exports = function (app, passport) {
  app.use(express.json());
  app.use(passport.initialize());
};
