const mongoose = require('mongoose');
const { createClient } = require('redis');

mongoose.connect('mongodb://app:hunter2@db.internal/shop');
const cacheUrl = 'rediss://:s3same@cache.internal:6380';
exports.cache = createClient({ url: cacheUrl });
exports.queue = { broker: 'amqp://app:hunter2@mq.internal' };
