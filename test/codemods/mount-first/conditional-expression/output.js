const express = require('express');
const { secureApp } = require('./security');

const app = process.env.TEST ? fake() : secureApp(express());
