const express = require('express');

exports.connect = async function (url) {
  connection = await open(url);
};
exports.query = (text) => connection.query(text);

exports.count = function () {
  if (typeof hits === 'undefined') hits = 0;
  hits += 1;
  return hits;
};
