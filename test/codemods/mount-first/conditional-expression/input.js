const express = require('express');

const app = process.env.TEST ? fake() : express();
