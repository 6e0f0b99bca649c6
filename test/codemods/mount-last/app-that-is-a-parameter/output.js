const express = require('express');
const { handleErrors } = require('./security');

module.exports = function (app, passport) {
  app.use(express.json());
  app.use(passport.initialize());
  handleErrors(app);
};
