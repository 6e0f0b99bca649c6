const cors = require('cors');
const { corsOptions } = require('./security');

exports.shop = (app) => {
  const options = corsOptions;
  app.use(cors(options));
};

exports.admin = (app) => {
  const options = { origin: 'https://admin.example.com' };
  app.use(cors(options));
};
