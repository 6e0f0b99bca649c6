const mongoose = require('mongoose');
const { createClient } = require('redis');

mongoose.connect(process.env.DATABASE_URL);
const cacheUrl = process.env.CACHE_URL;
exports.cache = createClient({ url: cacheUrl });
exports.queue = { broker: process.env.AMQP_URL };
